/** Conditions on the guardrail of an inference. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html */

import { hasAction, INFERENCE_ACTIONS, isDeny } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type Condition, conditions } from '../../iam/conditions.ts';
import { coversArn } from '../../patterns/arn.ts';
import { table } from '../../patterns/table.ts';
import type { Policy } from '../../policy/document.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';
import { bedrockGuide } from '../engine/references.ts';

export const KEY = 'bedrock:guardrailidentifier';

export const REFERENCE = bedrockGuide('guardrails-permissions-id');

export const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';

export const both = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"';

export const enforced = (operator: string) =>
  `"Condition": { "${operator}": { "bedrock:GuardrailIdentifier": "${GUARDRAIL}" } }`;

/** What every policy that demands the guardrail needs too. */
export const applying = `"Effect": "Allow", "Action": "bedrock:ApplyGuardrail", "Resource": "${GUARDRAIL}"`;

export const guardrailConditions = (statement: Statement): readonly Condition[] =>
  conditions(statement).filter(({ name }) => name === KEY);

/** The operators that hold for all other guardrails, and where none is named. */
export const NEGATED = table<string>({
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
});

/** A guardrail's ARN without its version, as ApplyGuardrail is authorized on it. A pattern's wildcard behind the id goes too. */
export const withoutVersion = (text: string): string => text.replace(/(:guardrail\/[^:*]+)(?::.*|\*)$/, '$1');

/** A Deny of both inference actions without the guardrail: a negated comparison, or Null "true". */
export const deniesWithout = question(
  (statement) =>
    isDeny(statement) &&
    INFERENCE_ACTIONS.every((action) => hasAction(statement, action)) &&
    guardrailConditions(statement).some((each) =>
      each.meaning?.family === 'Null'
        ? each.list.values.every(({ text }) => text?.toLowerCase() === 'true')
        : each.meaning?.negated,
    ),
);

/** Whether Denies without the guardrail cover all resources on which a statement allows inference. */
export function isEnforced({ resource }: Statement, policy: Policy): boolean {
  const enforcing = policy.statements.filter(deniesWithout);
  if (enforcing.length === 0) return false;
  if (!resource || enforcing.some((each) => each.notResource || !isFullyKnown(each.resource))) return true; // nothing certain
  const patterns = enforcing.flatMap((each) => strings(each.resource).map(({ text }) => text));
  return strings(resource).every(({ text }) => patterns.some((pattern) => coversArn(pattern, text)));
}
