import { isAllow, isUnlimited } from '../../iam/allowed.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements, statementsOf } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const fullAdmin = defineRule({
  id: 'full-admin',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows every action on every resource.',
  explanation:
    'An identity with this policy can do everything in the account, and grant it to others. Name the actions that are needed, or attach AWS’s AdministratorAccess, whose name shows what it grants.',
  reference: guide('best-practices'),
  kinds: ['identity'],
  bad: {
    ...statements('"Effect": "Allow", "Action": "⟦*⟧", "Resource": "*"'),
    besides: ['pass-role-with-star-in-action-and-resource', 'create-slr-with-star-in-action-and-resource'],
  },
  good: [
    statementsOf('boundary', '"Effect": "Allow", "Action": "bedrock:*", "Resource": "*"'),
    statements('"Effect": "Deny", "Action": "*", "Resource": "*"'),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || !isUnlimited(statement)) return;
    for (const value of strings(statement.action)) {
      if (/^\*+(:\*+)?$/.test(value.text))
        yield finding(value, 'This allows every action on every resource. Name the actions that are needed.');
    }
  },
});
