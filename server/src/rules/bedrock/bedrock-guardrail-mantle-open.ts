import { hasAction, isAllow, isDeny, MANTLE_INFERENCE } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { applying, both, deniesWithout, enforced } from './_guardrails.ts';

const allowsMantle = question(
  (statement) =>
    isAllow(statement) &&
    hasAction(statement, MANTLE_INFERENCE) &&
    strings(statement.action).some(({ text }) => /^bedrock-mantle:/i.test(text)),
);

const enforcing = [`"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`, applying];
const mantle = `"Resource": "arn:aws:bedrock-mantle:*:222233334444:project/*"`;

export const bedrockGuardrailMantleOpen = defineRule({
  id: 'bedrock-guardrail-mantle-open',
  category: 'security',
  severity: 'information',
  summary: 'A guardrail is enforced, and the bedrock-mantle endpoint is allowed, which it does not reach.',
  explanation:
    'bedrock:GuardrailIdentifier is in the requests of InvokeModel and InvokeModelWithResponseStream. The bedrock-mantle endpoint checks bedrock-mantle:CreateInference, which carries no such key: callers of that endpoint are not bound by the Deny.',
  reference: bedrockGuide('endpoints'),
  fixes: { suggested: 'The bedrock-mantle endpoint is closed to the identity.' },
  kinds: ['identity'],
  bad: statements(
    `"Effect": "Allow", ${both}`,
    `"Effect": "Allow", "Action": "⟦${MANTLE_INFERENCE}⟧", ${mantle}`,
    ...enforcing,
  ),
  good: statements(`"Effect": "Allow", ${both}`, ...enforcing),
  *checkPolicy(policy, { writer }) {
    if (!policy.statements.some(deniesWithout)) return;
    if (policy.statements.some((statement) => isDeny(statement) && hasAction(statement, MANTLE_INFERENCE))) return;
    for (const statement of policy.statements) {
      if (!allowsMantle(statement)) continue;
      const value = strings(statement.action).find(({ text }) => /^bedrock-mantle:/i.test(text));
      if (!value) continue;
      yield finding(
        value,
        `The guardrail that this policy demands does not bind calls at the bedrock-mantle endpoint, which ${brief(value.text)} allows. Remove it where every call must have the guardrail.`,
      ).suggest(
        `Remove ${brief(value.text)}`,
        writer.remove(statement.action?.values.length === 1 ? statement : value),
      );
    }
  },
});
