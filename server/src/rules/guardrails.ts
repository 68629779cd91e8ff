/**
 * Enforcing a guardrail, and keeping it. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
 */

import { Copy } from '../hosts/writer.ts';
import { hasAction, INFERENCE_ACTIONS, isAllow, isDeny, isInference, valuesNaming } from '../iam/allowed.ts';
import { question } from '../iam/answers.ts';
import { type Condition, conditions, hasCondition, stringValues } from '../iam/conditions.ts';
import { withBase } from '../iam/operators.ts';
import { partitionOf } from '../iam/partition.ts';
import { hasBrackets } from '../iam/placeholders.ts';
import { statementName } from '../iam/statement-name.ts';
import { IDENTITY_KINDS } from '../policy/kind.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { readString } from '../policy/value.ts';
import { condition, statements } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { bedrockGuide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

const KEY = 'bedrock:guardrailidentifier';
const REFERENCE = bedrockGuide('guardrails-permissions-id');
const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';
const both = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"';
const enforced = (operator: string) =>
  `"Condition": { "${operator}": { "bedrock:GuardrailIdentifier": "${GUARDRAIL}" } }`;

const guardrailConditions = (statement: Statement): readonly Condition[] =>
  conditions(statement).filter(({ name }) => name === KEY);

/** An ARN with wildcards is compared by ArnLike; Access Analyzer objects to StringLike on such a key. */
const LIKE: Readonly<Record<string, string>> = { StringEquals: 'ArnLike', StringNotEquals: 'ArnNotLike' };

/** What the ARN of a guardrail looks like, or a pattern of some. */
const GUARDRAIL_PATTERN = /^(\*|arn:.*[:*]guardrail\/.+|arn:.*\*)$/;

export const bedrockGuardrailValue = defineRule({
  id: 'bedrock-guardrail-value',
  category: 'security',
  severity: 'warning',
  summary: 'bedrock:GuardrailIdentifier is compared with what is no guardrail’s ARN.',
  explanation:
    'The key holds the guardrail’s ARN, for a numbered version followed by a colon and the number. A name or a bare id never equals it, and under StringEquals a wildcard is a plain character.',
  reference: REFERENCE,
  fixes: { suggested: 'The condition held for no guardrail: with the change it does.' },
  bad: [
    condition('"StringEquals": { "bedrock:GuardrailIdentifier": "⟦a1b2c3d4e5f6⟧" }', 'bedrock:*'),
    condition(`"StringEquals": { "bedrock:GuardrailIdentifier": "⟦${GUARDRAIL}:*⟧" }`, 'bedrock:*'),
  ].map(({ text }) => ({
    text: text
      .replace('"Allow"', '"Deny"')
      .replace('"bedrock:*"', '["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
  })),
  good: statements(`"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`),
  *checkStatement(statement, { writer }) {
    for (const entry of guardrailConditions(statement)) {
      const { meaning, operator } = entry;
      if (!meaning || meaning.family === 'Null') continue;
      const better = LIKE[meaning.base];
      for (const value of stringValues(entry)) {
        const { text } = value;
        if (hasBrackets(text)) continue;
        if (!meaning.wildcards && /[*?]/.test(text)) {
          const like = better && withBase(meaning, better);
          const result = finding(
            value,
            `${operator.text} takes * and ? for plain characters: no guardrail matches. Use ${like ?? 'ArnLike'}.`,
          );
          if (like && stringValues(entry).every((each) => GUARDRAIL_PATTERN.test(each.text)))
            result.suggest(`Change to "${like}"`, writer.changeOperator(statement, [entry], like));
          yield result;
        } else if (!GUARDRAIL_PATTERN.test(text)) {
          const result = finding(
            value,
            `The key holds a guardrail’s ARN, which "${text.slice(0, 60)}" never equals. Write arn:aws:bedrock:REGION:ACCOUNT:guardrail/ID.`,
          );
          if (meaning.wildcards && /^[a-z0-9]+$/.test(text)) {
            const arn = `arn:${partitionOf(statement)}:bedrock:*:*:guardrail/${text}`;
            result.suggest('Change to an ARN of any Region and account', writer.replaceText(value, arn));
          }
          yield result;
        }
      }
    }
  },
});

const NEGATED: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringLike: 'StringNotLike',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
};

/** A Deny of inference without the guardrail: a negated comparison, or Null "true". */
const deniesWithout = question(
  (statement) =>
    isDeny(statement) &&
    INFERENCE_ACTIONS.every((action) => hasAction(statement, action)) &&
    guardrailConditions(statement).some(({ meaning }) => meaning?.negated || meaning?.family === 'Null'),
);

/** Most statements say nothing of guardrails. */
const speaksOfGuardrail = question((statement) => guardrailConditions(statement).length > 0);

export const bedrockGuardrailBypass = defineRule({
  id: 'bedrock-guardrail-bypass',
  category: 'security',
  severity: 'warning',
  summary: 'A guardrail is demanded on Allow only, so any other Allow goes round it.',
  explanation:
    'An Allow with the guardrail does not take away what another statement, or another policy of the identity, allows. Only a Deny of both inference actions without the guardrail enforces it: StringNotEquals on bedrock:GuardrailIdentifier, which also holds where no guardrail is named.',
  reference: REFERENCE,
  fixes: { suggested: 'A Deny is added that also stops calls without the guardrail that other policies allow.' },
  kinds: IDENTITY_KINDS,
  bad: [
    statements(
      `"Effect": "Allow", ${both}, ${enforced('StringEquals').replace('bedrock:G', '⟦bedrock:G').replace('tifier', 'tifier⟧')}`,
    ),
    statements(
      `"Effect": "Allow", ${both}, ${enforced('StringEquals').replace('bedrock:G', '⟦bedrock:G').replace('tifier', 'tifier⟧')}`,
      `"Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"`,
    ),
  ],
  good: statements(
    `"Effect": "Allow", ${both}, ${enforced('StringEquals')}`,
    `"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`,
  ),
  *checkPolicy(policy, { writer }) {
    if (policy.isPartial || policy.statements.some(deniesWithout)) return;
    const guarding = policy.statements.filter(
      (statement) => speaksOfGuardrail(statement) && isAllow(statement) && isInference(statement),
    );
    if (guarding.length === 0) return;
    const other = policy.statements.find((each) => isAllow(each) && isInference(each) && !speaksOfGuardrail(each));
    for (const statement of guarding) {
      const entry = guardrailConditions(statement).find(
        ({ meaning }) => meaning && !meaning.negated && meaning.family !== 'Null',
      );
      if (!entry) continue;
      const result = finding(
        entry.key,
        other
          ? `Statement ${statementName(policy, other)} allows inference without the guardrail, which goes round this one. Deny both inference actions without it.`
          : 'Demanded on Allow only, the guardrail is no longer needed as soon as another policy allows inference. Deny both inference actions without it.',
      );
      const negated = entry.meaning && NEGATED[entry.meaning.base];
      const values = entry.list.property.value;
      if (negated && values) {
        result.suggest(
          'Deny inference without the guardrail',
          writer.addStatement(statement, {
            Effect: 'Deny',
            Action: INFERENCE_ACTIONS,
            Resource: '*',
            Condition: { [negated]: { 'bedrock:GuardrailIdentifier': new Copy(values) } },
          }),
        );
      }
      yield result;
    }
  },
});

const TAMPERING = ['bedrock:DeleteGuardrail', 'bedrock:UpdateGuardrail'];

/** An Allow, under no condition, that names what changes guardrails. */
const allowsTampering = question(
  (statement) =>
    isAllow(statement) &&
    !statement.condition &&
    TAMPERING.some((action) => valuesNaming(statement, action).length > 0),
);

export const bedrockGuardrailTamper = defineRule({
  id: 'bedrock-guardrail-tamper',
  category: 'security',
  severity: 'warning',
  summary: 'Who may call models may also change or delete guardrails.',
  explanation:
    'A guardrail binds only those who cannot change it. Give its management to another identity than the one that calls the models.',
  reference: bedrockGuide('guardrails-permissions'),
  kinds: ['identity'],
  bad: statements(
    `"Effect": "Allow", ${both}`,
    '"Effect": "Allow", "Action": ["⟦bedrock:UpdateGuardrail⟧", "⟦bedrock:DeleteGuardrail⟧"], "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"',
  ),
  good: statements(
    `"Effect": "Allow", ${both}`,
    '"Effect": "Allow", "Action": ["bedrock:ApplyGuardrail", "bedrock:GetGuardrail"], "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"',
  ),
  *checkPolicy(policy) {
    if (!policy.statements.some((statement) => isAllow(statement) && isInference(statement))) return;
    for (const statement of policy.statements) {
      if (!allowsTampering(statement)) continue;
      const found = new Set(TAMPERING.flatMap((action) => valuesNaming(statement, action)));
      for (const value of strings(statement.action)) {
        if (!found.has(value)) continue;
        yield finding(
          value,
          `The same identity may call models and, with ${value.text}, change or delete the guardrails that bind it. Give this to another identity.`,
        );
      }
    }
  },
});

export const bedrockGuardrailNotRequired = defineRule({
  id: 'bedrock-guardrail-not-required',
  category: 'security',
  severity: 'hint',
  offByDefault: true,
  summary: 'Inference is allowed without a guardrail.',
  explanation: 'For those who want every call to name a guardrail. Off by default.',
  reference: REFERENCE,
  kinds: ['identity'],
  bad: statements(`"⟦Effect⟧": "Allow", ${both}`),
  good: statements(
    `"Effect": "Allow", ${both}, ${enforced('StringEquals')}`,
    `"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`,
  ),
  *checkPolicy(policy, { text }) {
    if (policy.statements.some(deniesWithout)) return;
    for (const statement of policy.statements) {
      const effect = statement.properties.find(({ name }) => name === 'Effect');
      if (!effect || !isAllow(statement) || !isInference(statement) || hasCondition(statement, KEY)) continue;
      yield finding(
        readString(effect.key, text),
        'Models may be called without a guardrail. Demand one: a condition on bedrock:GuardrailIdentifier, and a Deny without it.',
      );
    }
  },
});
