import { document } from '../engine/example.ts';
import { ownPage } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** What sets excepted findings apart (engine/exceptions.ts) yields this finding. */
export const exceptionUnused = defineRule({
  id: 'exception-unused',
  category: 'style',
  severity: 'warning',
  summary: 'An exception excepts nothing.',
  explanation:
    'An exception says that the findings of a rule are right in a statement or a file. Where that rule finds nothing there, the exception only hides what will be found one day: remove it. It also excepts nothing where it names no rule that exists, or stands above no statement.',
  reference: ownPage('configuration.md#exceptions'),
  fixes: { safe: 'A comment has no effect.' },
  bad: {
    ...document(
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ⟦// bedrock-policy-ignore full-admin: the break-glass role⟧\n    { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }\n  ]\n}`,
    ),
    besides: ['json-syntax-error'],
  },
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
});
