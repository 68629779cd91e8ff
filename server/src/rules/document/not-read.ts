import { MOST_LEVELS } from '../../policy/json.ts';
import { document } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { whatIsUnread } from './_unread.ts';

/** A document without a finding and a document that could not be read must not look alike. */
export const notRead = defineRule({
  id: 'not-read',
  category: 'grammar',
  severity: 'warning',
  summary: 'The document, or a part of it, could not be read.',
  explanation: `What looks like a policy and is not JSON cannot be judged. Values are read down to ${MOST_LEVELS} levels of nesting: IAM has no use for more than ten, and refuses a policy with such a value. The command line ends with exit code 2 on this finding.`,
  reference: guide('reference_policies_grammar'),
  meansUnjudged: true,
  bad: [
    {
      ...document(
        `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": ${'['.repeat(MOST_LEVELS - 2)}⟦[⟧["*"]${']'.repeat(MOST_LEVELS - 1)} } }`,
      ),
      besides: ['data-type-mismatch'],
    },
    document('⟦Version⟧: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: bedrock:*\n    Resource: "*"\n'),
  ],
  good: document('Not a policy: ['),
  checkDocument: (read, { jsonSyntaxElsewhere }) => whatIsUnread(read, jsonSyntaxElsewhere),
});
