import { allowsInference, isAllow, valuesNaming } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { both } from './_guardrails.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-enforcements.html */
const TAMPERING = [
  'bedrock:DeleteGuardrail',
  'bedrock:UpdateGuardrail',
  'bedrock:DeleteEnforcedGuardrailConfiguration',
  'bedrock:PutEnforcedGuardrailConfiguration',
  'bedrock:DeleteResourcePolicy',
  'bedrock:PutResourcePolicy',
];

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
  summary: 'An identity that may call models may also change or delete guardrails.',
  explanation:
    'A guardrail binds only callers that cannot change it: who may update its draft, delete it, change the enforced configuration of the account or the guardrail’s own policy, can get round it. A numbered version cannot be changed. Let another identity than the one that calls the models manage guardrails.',
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
    if (!policy.statements.some(allowsInference)) return;
    for (const statement of policy.statements) {
      if (!allowsTampering(statement)) continue;
      const found = new Set(TAMPERING.flatMap((action) => valuesNaming(statement, action)));
      for (const value of strings(statement.action)) {
        if (!found.has(value)) continue;
        yield finding(
          value,
          `The same identity may call models and, with ${brief(value.text)}, change the guardrails that bind it, or how they are enforced. Give this to another identity.`,
        );
      }
    }
  },
});
