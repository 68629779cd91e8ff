import { document } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const ANY = '?'.repeat(20);

/**
 * Rules compare patterns with each other, which can take very long where they are made for it. What runs the rules
 * (engine/work.ts) gives each a number of steps, and yields this finding where a rule has used them up.
 */
export const tooComplex = defineRule({
  id: 'too-complex',
  category: 'size',
  severity: 'warning',
  summary: 'Some rules gave up on a statement or a policy, since it is too complex.',
  explanation:
    'Each rule may compare so many characters for each character of what it looks at. Policies that people write need a small part of that. A rule that needs more gives up and finds nothing: this finding names it, so that nobody takes its silence for an answer. The command line ends with exit code 2 on this finding.',
  reference: guide('reference_iam-quotas'),
  meansUnjudged: true,
  bad: document(
    `{ "Version": "2012-10-17", "Statement": ⟦{⟧ "Effect": "Deny", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::*a${ANY}", "arn:aws:s3:::${'*a'.repeat(20)}${ANY}"] } }`,
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
});
