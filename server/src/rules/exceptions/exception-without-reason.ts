import { document } from '../engine/example.ts';
import { ownPage } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** What sets excepted findings apart (engine/exceptions.ts) yields this finding. */
export const exceptionWithoutReason = defineRule({
  id: 'exception-without-reason',
  category: 'style',
  severity: 'warning',
  summary: 'An exception does not say why.',
  explanation:
    'Whoever reads the policy later must be able to tell whether the exception still holds. Without a reason it does not hold, and the finding is reported all the same.',
  reference: ownPage('configuration.md#exceptions'),
  bad: {
    ...document(
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ⟦// bedrock-policy-ignore full-admin⟧\n    { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n  ]\n}`,
    ),
    besides: ['json-syntax-error'],
  },
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
});
