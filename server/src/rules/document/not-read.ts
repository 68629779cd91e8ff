import { isUnread, type PolicyDocument } from '../../policy/document.ts';
import { MOST_LEVELS } from '../../policy/read-text.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A document without a finding and a document that could not be read must not look alike. */
export const notRead = defineRule({
  id: 'not-read',
  category: 'grammar',
  severity: 'warning',
  summary: 'The document, or a part of it, could not be read.',
  explanation: `What looks like a policy and is neither JSON nor what the file’s name says cannot be judged. Values are read down to ${MOST_LEVELS} levels of nesting: IAM has no use for more than ten, and refuses a policy with such a value. The command line ends with exit code 2 on this finding.`,
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
  checkWithoutPolicy: (read, { jsonSyntaxElsewhere }) =>
    isUnread(read) ? whatIsUnread(read, jsonSyntaxElsewhere) : [],
});

/** What of a document could not be read. Where the editor reports syntax errors, they are left to it. */
function* whatIsUnread(read: PolicyDocument, jsonSyntaxElsewhere: boolean): Generator<FindingDraft> {
  const [first, ...more] = read.tooDeep;
  const problem = read.problems[0] ?? read.unread[0];
  if (first) {
    const others = more.length > 0 ? ` So are ${more.length} more.` : '';
    const result = finding(
      first,
      `This value is nested more than ${MOST_LEVELS} levels deep, so what is in it was not read.${others} Remove the brackets that are too many.`,
    );
    const isInPolicy = read.policies.some(({ span }) => span.start <= first.start && first.end <= span.end);
    yield isInPolicy ? result.as('error') : result;
  } else if (problem && isUnread(read) && !jsonSyntaxElsewhere) {
    yield finding(
      problem,
      'This looks like a policy, but its syntax is wrong, so nothing in it was checked. Correct it.',
    );
  }
}
