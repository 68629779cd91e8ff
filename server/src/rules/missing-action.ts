import { openingBrace } from './elements.ts';
import { document } from './example.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, finding } from './rule.ts';

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
  *checkStatement({ node, properties, action, notAction }) {
    if (action || notAction || properties.some(({ name }) => name.startsWith('Fn::'))) return;
    yield finding(
      openingBrace(node),
      'The statement has no Action, so IAM refuses the policy. Add Action with the actions that it is about.',
    );
  },
});
