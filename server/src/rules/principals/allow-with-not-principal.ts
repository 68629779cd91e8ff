import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const allowWithNotPrincipal = defineRule({
  id: 'allow-with-not-principal',
  category: 'security',
  severity: 'warning',
  summary: 'Allow is combined with NotPrincipal.',
  explanation: 'This allows everyone else in the world, anonymous callers included.',
  reference: guide('reference_policies_elements_notprincipal'),
  kinds: ['resource'],
  bad: onResource(
    '"Effect": "Allow", "⟦NotPrincipal⟧": { "AWS": "222233334444" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"',
  ),
  good: onResource(
    '"Effect": "Deny", "NotPrincipal": { "AWS": "222233334444" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"',
  ),
  *checkStatement({ effect, notPrincipal }) {
    if (effect?.text !== 'Allow' || !notPrincipal) return;
    yield finding(
      notPrincipal.name,
      'Allow with NotPrincipal allows everyone else, anonymous callers too. Name the principals in Principal.',
    );
  },
});
