import { MOST_FINDINGS } from '../engine/bounds.ts';
import { document } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const wrong = (sid: number, action: string) =>
  `{ "Sid": "S${sid}", "Effect": "Deny", "Action": "bedrock:${action}", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/n": "${sid}" } } }`;

/** What runs the rules (engine/shown.ts) yields this finding in the place of the findings that are left out. */
export const moreFindings = defineRule({
  id: 'more-findings',
  category: 'size',
  severity: 'information',
  summary: `The document has more than ${MOST_FINDINGS} findings.`,
  explanation: `Of one document, ${MOST_FINDINGS} findings are shown: errors first, then warnings, then the others. The rest comes into view as these are resolved.`,
  reference: guide('access-analyzer-policy-validation'),
  bad: {
    ...document(
      `{ "Version": "2012-10-17", "Statement": [\n${Array.from({ length: MOST_FINDINGS - 1 }, (_, n) => `${wrong(n, 'Nope')},\n`).join('')}${wrong(MOST_FINDINGS - 1, '⟦Nope⟧')}\n] }`,
    ),
    besides: ['invalid-action', 'policy-size-exceeds-identity-policy-quota'],
  },
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
});
