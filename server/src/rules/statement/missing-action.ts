import { seemsToHold } from '../../iam/misspelled.ts';
import { openingOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A statement is about actions. */
export const missingAction = defineRule({
  id: 'missing-action',
  category: 'grammar',
  severity: 'error',
  summary: 'A statement names no action.',
  explanation: 'Each statement has Action, or NotAction.',
  reference: accessAnalyzer('error', 'missing-action'),
  bad: document('{ "Version": "2012-10-17", "Statement": [⟦{⟧ "Effect": "Deny", "Resource": "*" }] }'),
  good: document(
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" }] }',
  ),
  *checkStatement(statement) {
    if (statement.action || statement.notAction || seemsToHold(statement, 'Action')) return;
    yield finding(
      openingOf(statement.data),
      'The statement has no Action, so IAM refuses the policy. Add an Action element.',
    );
  },
});
