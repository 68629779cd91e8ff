import { nodeSpan } from '../policy/json.ts';
import { addLastProperty, replace } from './edit.ts';
import { openingBrace } from './elements.ts';
import { document } from './example.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, finding } from './rule.ts';

/** A policy without statements says nothing, and IAM refuses it. */
export const missingStatement = defineRule({
  id: 'missing-statement',
  category: 'grammar',
  severity: 'error',
  summary: 'The policy has no statement.',
  explanation: 'The Statement element is required, and must hold at least one statement.',
  reference: accessAnalyzer('error', 'missing-statement'),
  bad: [document('⟦{⟧ "Version": "2012-10-17" }'), document('{ "Version": "2012-10-17", "Statement": ⟦[]⟧ }')],
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
  *checkPolicy(policy, { text }) {
    if (policy.isPartial) return;
    if (!policy.statementElement) {
      yield finding(openingBrace(policy.node), 'The policy has no Statement, so IAM refuses it. Add one.').fix(
        'Add a statement that denies everything, to be narrowed',
        addLastProperty(policy.node, 'Statement', '[{ "Effect": "Deny", "Action": "*", "Resource": "*" }]', text),
      );
      return;
    }
    const { value } = policy.statementElement;
    if (value?.type === 'array' && !value.children?.length) {
      const span = nodeSpan(value);
      yield finding(span, 'The Statement list is empty, so IAM refuses the policy. Add a statement.').choice(
        'Insert a statement that denies everything, to be narrowed',
        replace(span, '[{ "Effect": "Deny", "Action": "*", "Resource": "*" }]'),
      );
    }
  },
});
