import { seemsToHold } from '../../iam/misspelled.ts';
import { openingBrace } from '../../policy/json.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Every policy but a role's trust policy says on what. */
export const missingResource = defineRule({
  id: 'missing-resource',
  category: 'grammar',
  severity: 'error',
  summary: 'A statement names no resource.',
  explanation:
    'Each statement has Resource, or NotResource. Only the trust policy of a role has none: there the role itself is meant.',
  reference: accessAnalyzer('error', 'missing-resource'),
  fixes: { suggested: 'What the statement is about is not in the text.' },
  kinds: RESOURCE_KINDS,
  bad: document(
    '{ "Version": "2012-10-17", "Statement": [⟦{⟧ "Effect": "Deny", "Action": "bedrock:ListFoundationModels" }] }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" }] }',
  ),
  *checkStatement(statement, { writer }) {
    if (statement.resource || statement.notResource || seemsToHold(statement, 'Resource')) return;
    yield finding(
      openingBrace(statement.node),
      'The statement has no Resource, so IAM refuses the policy. Add a Resource element with ARNs, or with "*".',
    ).suggest('Add "Resource": "*"', writer.addElement(statement, 'Resource', '*'));
  },
});
