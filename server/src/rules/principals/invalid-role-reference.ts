import { principalsOf } from '../../iam/principals.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidRoleReference = defineRule({
  id: 'invalid-role-reference',
  category: 'effect',
  severity: 'warning',
  summary: 'A principal is the id of a role that was deleted.',
  explanation:
    'IAM shows the id of a role (AROA…) instead of its ARN when the role was deleted. A new role of the same name is another principal.',
  reference: accessAnalyzer('general-warning', 'invalid-role-reference'),
  kinds: ['resource', 'trust'],
  bad: trust('{ "AWS": "⟦AROADBQP57FF2AEXAMPLE⟧" }'),
  good: trust('{ "AWS": "arn:aws:iam::222233334444:role/app" }'),
  *checkStatement(statement) {
    for (const value of principalsOf(statement, 'AWS')) {
      if (/^AROA[A-Z0-9]{12,}$/.test(value.text))
        yield finding(
          value,
          'This is the id of a role that no longer exists, so the principal matches nobody. Write the ARN of the role.',
        );
    }
  },
});
