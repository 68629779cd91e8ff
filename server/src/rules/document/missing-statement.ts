import { isMisspelled } from '../../iam/misspelled.ts';
import { isEmpty, kindOf, openingOf, spanOf } from '../../policy/data.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A statement that denies everything, in the form that policies of the kind take; RCPs cannot deny "*". */
function denyAll(kind: PolicyKind): { readonly [name: string]: string } | undefined {
  if (kind === 'rcp') return undefined;
  if (kind === 'trust') return { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' };
  if (kind === 'resource' || kind === 'endpoint') return { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
  return { Effect: 'Deny', Action: '*', Resource: '*' };
}

/** IAM refuses a policy without statements. */
export const missingStatement = defineRule({
  id: 'missing-statement',
  category: 'grammar',
  severity: 'error',
  summary: 'The policy has no statement.',
  explanation: 'The Statement element is required, and must hold at least one statement.',
  reference: accessAnalyzer('error', 'missing-statement'),
  fixes: { suggested: 'What the policy is meant to allow is not in the text.' },
  bad: [document('⟦{⟧ "Version": "2012-10-17" }'), document('{ "Version": "2012-10-17", "Statement": ⟦[]⟧ }')],
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
  *checkPolicy(policy, { writer, kind }) {
    if (policy.takesElements || isMisspelled(policy.properties, 'Statement')) return;
    const deny = denyAll(kind);
    if (!policy.statementElement) {
      yield finding(openingOf(policy.data), 'The policy has no Statement, so IAM refuses it. Add one.').suggest(
        'Add a statement that denies everything, to be narrowed',
        deny ? writer.addElement(policy, 'Statement', [deny]) : [],
      );
      return;
    }
    const { value } = policy.statementElement;
    if (value && kindOf(value) === 'list' && isEmpty(value)) {
      const span = spanOf(value);
      yield finding(span, 'The Statement list is empty, so IAM refuses the policy. Add a statement.').suggest(
        'Insert a statement that denies everything, to be narrowed',
        deny ? writer.setValue(policy.statementElement, [deny]) : [],
      );
    }
  },
});
