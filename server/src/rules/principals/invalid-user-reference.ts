import { principalsOf } from '../../iam/principals.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidUserReference = defineRule({
  id: 'invalid-user-reference',
  category: 'effect',
  severity: 'warning',
  summary: 'A principal is the id of a user that was deleted.',
  explanation: 'IAM shows the id of a user (AIDA…) instead of its ARN when the user was deleted.',
  reference: accessAnalyzer('general-warning', 'invalid-user-reference'),
  kinds: ['resource', 'trust'],
  bad: trust('{ "AWS": "⟦AIDACKCEVSQ6C2EXAMPLE⟧" }'),
  good: trust('{ "AWS": "arn:aws:iam::222233334444:user/ada" }'),
  *checkStatement(statement) {
    for (const value of principalsOf(statement, 'AWS')) {
      if (/^AIDA[A-Z0-9]{12,}$/.test(value.text))
        yield finding(
          value,
          'This is the id of a user that no longer exists, so the principal matches nobody. Write the ARN of the user.',
        );
    }
  },
});
