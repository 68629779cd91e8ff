import { readString } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const PAIRS = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

/** An element and its opposite exclude each other. */
export const unsupportedElementCombination = defineRule({
  id: 'unsupported-element-combination',
  category: 'grammar',
  severity: 'error',
  summary: 'A statement has an element and its opposite.',
  explanation: 'Action and NotAction, Resource and NotResource, Principal and NotPrincipal exclude each other.',
  reference: accessAnalyzer('error', 'unsupported-element-combination'),
  fixes: { suggested: 'Which of the two was meant is not in the text.' },
  bad: statements(
    '"Effect": "Deny", "Action": "bedrock:ListFoundationModels", "⟦NotAction⟧": "bedrock:GetGuardrail", "Resource": "*"',
  ),
  good: statements('"Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  *checkStatement({ properties }, { text, writer }) {
    for (const [plain, opposite] of PAIRS) {
      const first = properties.find(({ name }) => name === plain);
      const second = properties.find(({ name }) => name === opposite);
      if (!first || !second) continue;
      yield finding(
        readString(second.key, text),
        `A statement cannot have both ${plain} and ${opposite}, so IAM refuses the policy. Keep one of them.`,
      )
        .suggest(`Remove ${opposite}`, writer.remove(second))
        .suggest(`Remove ${plain}`, writer.remove(first));
    }
  },
});
