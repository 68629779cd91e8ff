import { document } from '../engine/example.ts';
import { ownPage } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** What sets excepted findings apart (engine/exceptions.ts) yields this finding. */
export const exceptionExpired = defineRule({
  id: 'exception-expired',
  category: 'style',
  severity: 'warning',
  summary: 'An exception is over.',
  explanation:
    'An exception may name the last day on which it holds, so that a decision is made again. From the next day on, what it excepted is reported again.',
  reference: ownPage('configuration.md#exceptions'),
  bad: {
    ...document(
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ⟦// bedrock-policy-ignore full-admin until 2020-06-30: the migration⟧\n    { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n  ]\n}`,
    ),
    besides: ['json-syntax-error'],
  },
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
});
