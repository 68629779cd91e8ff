import { principalsOf } from '../../iam/principals.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { web } from './_trust.ts';

export const invalidFederatedPrincipalSyntaxInRoleTrustPolicy = defineRule({
  id: 'invalid-federated-principal-syntax-in-role-trust-policy',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A federated principal is neither a domain nor the ARN of a provider.',
  explanation:
    'A federated principal is a built-in domain (cognito-identity.amazonaws.com, accounts.google.com, …), or the ARN of an OIDC or SAML provider.',
  reference: accessAnalyzer('error', 'invalid-federated-principal-syntax-in-role-trust-policy'),
  fixes: { suggested: 'The role could not be assumed so: with the change it can.' },
  kinds: ['trust'],
  bad: trust(
    '{ "Federated": "⟦https://accounts.google.com/⟧" }',
    'sts:AssumeRoleWithWebIdentity',
    ', "Condition": { "StringEquals": { "accounts.google.com:aud": "id" } }',
  ),
  good: trust(
    '{ "Federated": "accounts.google.com" }',
    web,
    ', "Condition": { "StringEquals": { "accounts.google.com:aud": "id" } }',
  ),
  *checkStatement(statement, { writer }) {
    for (const value of principalsOf(statement, 'Federated')) {
      if (
        /^arn:[^:]+:iam::\d{12}:(oidc|saml)-provider\/.+$/.test(value.text) ||
        /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value.text)
      )
        continue;
      if (/[<{$*]/.test(value.text)) continue;
      const corrected = value.text.replace(/^https?:\/\//, '').replace(/\/$/, '');
      const result = finding(
        value,
        `${quoted(value.text)} is neither a domain nor the ARN of an identity provider: IAM refuses the policy.`,
      );
      yield corrected !== value.text && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(corrected)
        ? result.suggest(`Change to ${quoted(corrected)}`, writer.replaceText(value, corrected))
        : result;
    }
  },
});
