import { allowsInference } from '../../iam/allowed.ts';
import { hasCondition } from '../../iam/conditions.ts';
import { readString } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { applying, both, deniesWithout, enforced, KEY, REFERENCE } from './_guardrails.ts';

export const bedrockGuardrailNotRequired = defineRule({
  id: 'bedrock-guardrail-not-required',
  category: 'security',
  severity: 'hint',
  offByDefault: true,
  summary: 'Inference is allowed without a guardrail.',
  explanation: 'For organizations in which every call must name a guardrail. Off by default.',
  reference: REFERENCE,
  kinds: ['identity'],
  bad: statements(`"⟦Effect⟧": "Allow", ${both}`),
  good: statements(
    `"Effect": "Allow", ${both}, ${enforced('StringEquals')}`,
    `"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`,
    applying,
  ),
  *checkPolicy(policy, { text }) {
    if (policy.statements.some(deniesWithout)) return;
    for (const statement of policy.statements) {
      const effect = statement.properties.find(({ name }) => name === 'Effect');
      if (!effect || !allowsInference(statement) || hasCondition(statement, KEY)) continue;
      yield finding(
        readString(effect.key, text),
        'Models may be called without a guardrail. Demand one: a condition on bedrock:GuardrailIdentifier, and a Deny without it.',
      );
    }
  },
});
