import { finding } from '../engine/draft.ts';
import { document, trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const roleTrustPolicySyntaxErrorNotprincipal = defineRule({
  id: 'role-trust-policy-syntax-error-notprincipal',
  category: 'grammar',
  severity: 'error',
  summary: 'A trust policy has NotPrincipal.',
  explanation: 'A role’s trust policy names in Principal who may assume the role; IAM refuses NotPrincipal.',
  reference: accessAnalyzer('error', 'role-trust-policy-syntax-error-notprincipal'),
  kinds: ['trust'],
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "⟦NotPrincipal⟧": { "AWS": "222233334444" }, "Action": "sts:AssumeRole" } }',
    'trust',
  ),
  good: trust('{ "AWS": "222233334444" }'),
  *checkStatement({ notPrincipal }) {
    if (notPrincipal)
      yield finding(
        notPrincipal.name,
        'A trust policy cannot have NotPrincipal: IAM refuses it. Name in Principal who may assume the role.',
      );
  },
});
