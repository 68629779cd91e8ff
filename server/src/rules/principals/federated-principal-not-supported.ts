import { principalLists } from '../../iam/principals.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const federatedPrincipalNotSupported = defineRule({
  id: 'federated-principal-not-supported',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource’s policy names a federated principal.',
  explanation:
    'Identity providers are principals only in the trust policies of roles. Elsewhere name the role that the federated identity assumes.',
  reference: accessAnalyzer('error', 'federated-principal-not-supported'),
  kinds: ['resource'],
  bad: onResource(
    '"Effect": "Deny", "Principal": { "⟦Federated⟧": "cognito-identity.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"',
  ),
  good: onResource(
    '"Effect": "Deny", "Principal": { "AWS": "222233334444" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"',
  ),
  *checkStatement(statement) {
    for (const { name } of principalLists(statement, 'Federated')) {
      yield finding(
        name,
        'An identity provider can be a principal only in a role’s trust policy. Name the role that the identity assumes.',
      );
    }
  },
});
