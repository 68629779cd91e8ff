import { allowsInference, mayAllow, mayAllowOn } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { stringValues } from '../../iam/conditions.ts';
import type { Policy } from '../../policy/document.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import {
  applying,
  both,
  deniesWithout,
  enforced,
  guardrailConditions,
  REFERENCE,
  withoutVersion,
} from './_guardrails.ts';

const APPLY = 'bedrock:ApplyGuardrail';

const enforcing = `"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`;
const demanding = `"Effect": "Allow", ${both}, ${enforced('StringEquals')}`;

/** A statement that lets inference through with a guardrail alone. */
const demandsGuardrail = question(
  (statement) =>
    deniesWithout(statement) ||
    (allowsInference(statement) &&
      guardrailConditions(statement).some(({ meaning }) => meaning && !meaning.negated && meaning.family !== 'Null')),
);

export const bedrockGuardrailWithoutApply = defineRule({
  id: 'bedrock-guardrail-without-apply',
  category: 'effect',
  severity: 'information',
  summary: 'Inference demands a guardrail that the identity may not apply.',
  explanation:
    'A call that names a guardrail is also authorized as bedrock:ApplyGuardrail on the guardrail, without its version. A policy that demands a guardrail and does not allow that denies every call, with the guardrail and without it. Another policy of the same identity may allow it.',
  reference: REFERENCE,
  fixes: { suggested: 'A permission is added: to apply these guardrails.' },
  kinds: ['identity'],
  bad: statements(demanding.replace('bedrock:Guard', '⟦bedrock:Guard').replace('tifier', 'tifier⟧'), enforcing),
  good: statements(demanding, enforcing, applying),
  *checkPolicy(policy, { writer }) {
    const [first] = policy.statements.filter(demandsGuardrail);
    if (!first || policy.isPartial || !mayAllowInference(policy)) return;
    const [entry] = guardrailConditions(first);
    const guardrails = [
      ...new Set(
        guardrailConditions(first)
          .flatMap(stringValues)
          .map(({ text }) => withoutVersion(text)),
      ),
    ];
    if (!entry || guardrails.some((guardrail) => mayAllowOn(policy, APPLY, guardrail))) return;
    const [only = ''] = guardrails;
    const result = finding(
      entry.key,
      `Calls with the guardrail are also authorized as ${APPLY} on it, and nothing here allows that: unless another policy does, they are denied. Allow ${APPLY} too.`,
    );
    if (guardrails.length > 0)
      result.suggest(
        `Allow ${APPLY} on ${guardrails.length > 1 ? 'these guardrails' : 'this guardrail'}`,
        writer.addStatement(policy.statements.at(-1) ?? first, {
          Effect: 'Allow',
          Action: APPLY,
          Resource: guardrails.length > 1 ? guardrails : only,
        }),
      );
    yield result;
  },
});

/** A policy that only denies, as some are attached beside others, says nothing of what is allowed. */
const mayAllowInference = (policy: Policy): boolean => mayAllow(policy, 'bedrock:InvokeModel');
