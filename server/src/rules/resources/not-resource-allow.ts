import { isAllow } from '../../iam/allowed.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const notResourceAllow = defineRule({
  id: 'not-resource-allow',
  category: 'security',
  severity: 'warning',
  summary: 'Allow with NotResource allows all but a few resources.',
  explanation:
    'It includes every other resource, also those that are created later and those of other services. Use Resource, or Deny with Resource. Under a condition it is information.',
  reference: guide('reference_policies_elements_notresource'),
  kinds: ['identity', 'session', 'resource'],
  bad: statements(
    '"Effect": "Allow", "Action": "bedrock:InvokeModel*", "⟦NotResource⟧": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"',
  ),
  good: [
    statements(
      '"Effect": "Deny", "Action": "bedrock:GetGuardrail", "NotResource": "arn:aws:bedrock:*:222233334444:guardrail/*"',
    ),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || !statement.notResource) return;
    yield finding(
      statement.notResource.name,
      'This allows every resource but those listed, and those created later. Use Resource with what is needed.',
    ).as(statement.condition ? 'information' : 'warning');
  },
});
