/** Principals: their form, and who may stand where. */

import { isAllow } from '../iam/allowed.ts';
import { nearest } from '../iam/nearest.ts';
import { hasBrackets } from '../iam/placeholders.ts';
import { principalElements, principalLists, principalsOf } from '../iam/principals.ts';
import { nodeSpan } from '../policy/json.ts';
import { PRINCIPAL_KINDS } from '../policy/kind.ts';
import { strings } from '../policy/statement.ts';
import { document, onResource, trust } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer, guide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** The type of a principal that its text tells: a service's domain, a provider, an account, or the ARN of an identity. */
function typeOf(text: string): string | undefined {
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return 'Service';
  if (/^arn:[^:*?]+:iam::\d*:(saml|oidc)-provider\/[^*?]+$/.test(text)) return 'Federated';
  return /^(\d{12}|arn:[^:*?]+:(iam|sts)::\d{12}:[^*?]+)$/.test(text) ? 'AWS' : undefined;
}

export const invalidPrincipalFormat = defineRule({
  id: 'invalid-principal-format',
  category: 'grammar',
  severity: 'error',
  summary: 'Principal is a string other than "*".',
  explanation:
    'A principal is "*", or an object that says of what type it is: { "AWS": … }, { "Service": … }, { "Federated": … }.',
  reference: accessAnalyzer('error', 'invalid-principal-format'),
  fixes: { suggested: 'The statement had no effect: with the change it has one.' },
  kinds: PRINCIPAL_KINDS,
  bad: trust('"⟦arn:aws:iam::222233334444:role/app⟧"'),
  good: trust('{ "AWS": "arn:aws:iam::222233334444:role/app" }'),
  *checkStatement(statement, { kind, writer }) {
    for (const { bare, name } of principalElements(statement)) {
      if (bare?.kind !== 'string' || bare.text === '*' || kind === 'rcp') continue;
      const type = typeOf(bare.text);
      const result = finding(
        bare,
        `${name.text} cannot be a plain string, so IAM refuses the policy. Say of what type it is.`,
      );
      if (type)
        result.suggest(`Change to { "${type}": "${bare.text}" }`, writer.replaceValue(bare, { [type]: bare.text }));
      yield result;
    }
  },
});

export const invalidPrincipalKey = defineRule({
  id: 'invalid-principal-key',
  category: 'grammar',
  severity: 'error',
  summary: 'A principal is of an unknown type.',
  explanation: `The types of principals are ${TYPES.join(', ')}.`,
  reference: accessAnalyzer('error', 'invalid-principal-key'),
  fixes: { suggested: 'The statement had no effect: with the change it has one.' },
  kinds: ['resource', 'trust'],
  bad: trust('{ "⟦Services⟧": "ec2.amazonaws.com" }'),
  good: trust('{ "Service": "ec2.amazonaws.com" }'),
  *checkStatement(statement, { writer }) {
    for (const { types } of principalElements(statement)) {
      for (const { name, property } of types) {
        if (TYPES.includes(name.text) || !property.value) continue;
        const near = nearest(name.text, TYPES);
        const result = finding(
          name,
          `"${name.text}" is no type of principal, so IAM refuses the policy.${near ? ` Did you mean "${near}"?` : ` Write one of ${TYPES.join(', ')}.`}`,
        );
        yield near ? result.suggest(`Change to "${near}"`, writer.rename(property, near)) : result;
      }
    }
  },
});

const wholeWildcard = (type: string, text: string) => text === '*' && type === 'AWS';

export const unsupportedWildcardInPrincipal = defineRule({
  id: 'unsupported-wildcard-in-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'A wildcard stands in part of a principal.',
  explanation:
    'In a principal * stands alone, for everyone. For a group of roles name the account, and limit it with ArnLike on aws:PrincipalArn.',
  reference: accessAnalyzer('error', 'unsupported-wildcard-in-principal'),
  kinds: ['resource', 'trust'],
  bad: trust('{ "AWS": "⟦arn:aws:iam::222233334444:role/app-*⟧" }'),
  good: trust(
    '{ "AWS": "222233334444" }',
    'sts:AssumeRole',
    ', "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/app-*" } }',
  ),
  *checkStatement(statement) {
    for (const { types } of principalElements(statement)) {
      for (const list of types) {
        for (const value of strings(list)) {
          if (!/[*?]/.test(value.text) || wholeWildcard(list.name.text, value.text) || hasBrackets(value.text))
            continue;
          yield finding(
            value,
            'A wildcard cannot stand in part of a principal, so IAM refuses the policy. Name the account, with ArnLike on aws:PrincipalArn in Condition.',
          );
        }
      }
    }
  },
});

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
          'This is the id of a role that no longer exists: nobody is meant. Write the ARN of the role.',
        );
    }
  },
});

export const invalidUserReference = defineRule({
  id: 'invalid-user-reference',
  category: 'effect',
  severity: 'warning',
  summary: 'A principal is the id of a user that was deleted.',
  explanation: 'IAM shows the id of a user (AIDA…) instead of its ARN when the user was deleted.',
  reference: accessAnalyzer('general-warning', 'invalid-user-reference'),
  kinds: ['resource', 'trust'],
  bad: trust('{ "AWS": "⟦AIDACKCEVSQ6C2EXAMPLE⟧" }'),
  good: trust('{ "AWS": "arn:aws:iam::222233334444:user/ada" }'),
  *checkStatement(statement) {
    for (const value of principalsOf(statement, 'AWS')) {
      if (/^AIDA[A-Z0-9]{12,}$/.test(value.text))
        yield finding(
          value,
          'This is the id of a user that no longer exists: nobody is meant. Write the ARN of the user.',
        );
    }
  },
});

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

export const allowWithNotPrincipal = defineRule({
  id: 'allow-with-not-principal',
  category: 'security',
  severity: 'warning',
  summary: 'Allow stands with NotPrincipal.',
  explanation: 'This allows everyone else in the world, anonymous callers included.',
  reference: guide('reference_policies_elements_notprincipal'),
  kinds: ['resource'],
  bad: onResource(
    '"Effect": "Allow", "⟦NotPrincipal⟧": { "AWS": "222233334444" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"',
  ),
  good: onResource(
    '"Effect": "Deny", "NotPrincipal": { "AWS": "222233334444" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"',
  ),
  *checkStatement({ effect, notPrincipal }) {
    if (effect?.text !== 'Allow' || !notPrincipal) return;
    yield finding(
      notPrincipal.name,
      'Allow with NotPrincipal lets in everyone else, anonymous callers too. Name in Principal whom you mean.',
    );
  },
});

export const roleTrustPolicySyntaxErrorNotprincipal = defineRule({
  id: 'role-trust-policy-syntax-error-notprincipal',
  category: 'grammar',
  severity: 'error',
  summary: 'A trust policy has NotPrincipal.',
  explanation: 'A role’s trust policy says with Principal who may assume the role; NotPrincipal is refused.',
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

export const roleTrustPolicyUnsupportedWildcardInPrincipal = defineRule({
  id: 'role-trust-policy-unsupported-wildcard-in-principal',
  category: 'security',
  severity: 'error',
  summary: 'A trust policy’s Principal is "*".',
  explanation: 'Access Analyzer refuses "*" in a trust policy. It would let everyone in the world assume the role.',
  reference: accessAnalyzer('error', 'role-trust-policy-unsupported-wildcard-in-principal'),
  fixes: { suggested: 'Whom the role shall trust is not in the text.' },
  kinds: ['trust'],
  bad: trust('⟦"*"⟧'),
  good: trust('{ "AWS": "222233334444" }'),
  *checkStatement({ principal, effect }, { account, writer }) {
    if (principal?.bare?.kind !== 'string' || principal.bare.text !== '*' || effect?.text !== 'Allow') return;
    yield finding(
      nodeSpan(principal.bare.node),
      'This lets everyone in the world assume the role. Name the account or service.',
    ).suggest(
      account ? `Trust the account ${account} only` : 'Trust one account only, to fill in',
      writer.replaceValue(principal.bare, { AWS: account ?? '111122223333' }),
    );
  },
});

export const redundantPrincipalInRoleTrustPolicy = defineRule({
  id: 'redundant-principal-in-role-trust-policy',
  category: 'style',
  severity: 'information',
  summary: 'A trust policy names a role and a session of the same role.',
  explanation: 'Whoever trusts a role trusts all its sessions.',
  reference: accessAnalyzer('suggestion', 'redundant-principal-in-role-trust-policy'),
  fixes: {
    safe: 'In an Allow the role stands for all its sessions.',
    suggested: 'A Deny of one session says something of its own.',
  },
  kinds: ['trust'],
  bad: trust('{ "AWS": ["arn:aws:iam::222233334444:role/app", "⟦arn:aws:sts::222233334444:assumed-role/app/ci⟧"] }'),
  good: trust('{ "AWS": ["arn:aws:iam::222233334444:role/app", "arn:aws:sts::222233334444:assumed-role/other/ci"] }'),
  *checkStatement(statement, { writer }) {
    const values = principalsOf(statement, 'AWS');
    const roles = new Set(
      values.flatMap((value) => {
        const [, account, role] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(value.text) ?? [];
        return role ? [`${account}/${role}`] : [];
      }),
    );
    for (const value of values) {
      const [, account, role] = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(value.text) ?? [];
      if (!role || !roles.has(`${account}/${role}`)) continue;
      yield finding(
        value,
        'The role itself is trusted already, and with it each of its sessions. Remove the session.',
      ).fixIf(isAllow(statement), 'Remove the session', writer.remove(value));
    }
  },
});
