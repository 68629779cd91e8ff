/** Trust policies: actions that fit the principal, and conditions that keep strangers out. */

import { hasAction } from '../iam/allowed.ts';
import { conditions, stringValues } from '../iam/conditions.ts';
import { withoutQualifier } from '../iam/operators.ts';
import { principalLists, principalsOf } from '../iam/principals.ts';
import { isFullyKnown, type Statement, strings } from '../policy/statement.ts';
import { document, trust } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const github = '{ "Federated": "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com" }';
const aud = '"StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }';
const sub = (value: string) =>
  `, "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringLike": { "token.actions.githubusercontent.com:sub": ${value} } }`;
const web = 'sts:AssumeRoleWithWebIdentity';

/** The provider of a Federated principal: `accounts.google.com`, or what follows `oidc-provider/`. */
const oidcProvider = (text: string): string | undefined => {
  const [, provider] = /^arn:[^:]+:iam::\d*:oidc-provider\/(.+)$/.exec(text) ?? [];
  return (
    provider ??
    (/^(accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com|cognito-identity\.amazonaws\.com)$/.test(text)
      ? text
      : undefined)
  );
};
const isSaml = (text: string) => /:saml-provider\//.test(text);

export const roleTrustPolicySyntaxErrorResource = defineRule({
  id: 'role-trust-policy-syntax-error-resource',
  category: 'grammar',
  severity: 'error',
  summary: 'A trust policy names a resource.',
  explanation: 'A trust policy is about its own role; Resource and NotResource are refused.',
  reference: accessAnalyzer('error', 'role-trust-policy-syntax-error-resource'),
  fixes: {
    safe: 'Where the kind is certain, "*" names what the policy is about anyway.',
    suggested: 'The policy may be one of another kind, which needs its resources.',
  },
  kinds: ['trust'],
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole", "⟦Resource⟧": "*" } }',
    'trust',
  ),
  good: trust('{ "AWS": "222233334444" }'),
  *checkStatement({ resource, notResource }, { writer, isKindCertain }) {
    for (const list of [resource, notResource]) {
      if (!list) continue;
      yield finding(list.name, `A trust policy is about its own role: IAM refuses ${list.name.text}. Remove it.`).fixIf(
        isKindCertain && list === resource && isFullyKnown(list) && strings(list).some(({ text }) => text === '*'),
        `Remove ${list.name.text}`,
        writer.remove(list.property),
      );
    }
  },
});

export const invalidFederatedPrincipalSyntaxInRoleTrustPolicy = defineRule({
  id: 'invalid-federated-principal-syntax-in-role-trust-policy',
  category: 'grammar',
  severity: 'error',
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
        `"${value.text}" is neither a domain nor the ARN of an identity provider: IAM refuses the policy.`,
      );
      yield corrected !== value.text && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(corrected)
        ? result.suggest(`Change to "${corrected}"`, writer.replaceText(value, corrected))
        : result;
    }
  },
});

const ASSUME = new Set(['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity']);

export const mismatchedActionForPrincipal = defineRule({
  id: 'mismatched-action-for-principal',
  category: 'effect',
  severity: 'error',
  summary: 'The action does not fit the principal’s type.',
  explanation:
    'SAML providers assume a role with AssumeRoleWithSAML, OIDC providers with AssumeRoleWithWebIdentity, everyone else with AssumeRole.',
  reference: accessAnalyzer('error', 'mismatched-action-for-principal'),
  fixes: { suggested: 'The role could not be assumed so: with the change it can.' },
  kinds: ['trust'],
  bad: [
    trust('{ "Federated": "arn:aws:iam::222233334444:saml-provider/idp" }', '⟦sts:AssumeRole⟧'),
    trust('{ "Service": "ec2.amazonaws.com" }', '⟦sts:AssumeRoleWithSAML⟧'),
  ],
  good: trust(
    '{ "Federated": "arn:aws:iam::222233334444:saml-provider/idp" }',
    'sts:AssumeRoleWithSAML',
    ', "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }',
  ),
  *checkStatement(statement, { writer }) {
    const federated = principalsOf(statement, 'Federated').map(({ text }) => text);
    const others =
      principalLists(statement, 'AWS').length + principalLists(statement, 'Service').length > 0 ||
      statement.principal?.bare !== undefined;
    const right = federated.every(isSaml) ? 'sts:AssumeRoleWithSAML' : web;
    const isMixed = federated.some(isSaml) && !federated.every(isSaml);
    for (const value of strings(statement.action)) {
      const name = value.text.toLowerCase();
      if (!ASSUME.has(name) || isMixed) continue;
      if (
        federated.length > 0 &&
        !others &&
        name !== right.toLowerCase() &&
        federated.every((text) => isSaml(text) || oidcProvider(text))
      ) {
        yield finding(
          value,
          `A federated principal of this type assumes a role with ${right}: this never happens.`,
        ).suggest(`Change to "${right}"`, writer.replaceText(value, right));
      } else if (federated.length === 0 && others && name !== 'sts:assumerole') {
        yield finding(
          value,
          `Only federated principals use ${value.text}: this never happens. Everyone else uses sts:AssumeRole.`,
        ).suggest('Change to "sts:AssumeRole"', writer.replaceText(value, 'sts:AssumeRole'));
      }
    }
  },
});

const ROLES_ANYWHERE = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

export const missingActionForRolesAnywhereTrustPolicy = defineRule({
  id: 'missing-action-for-roles-anywhere-trust-policy',
  category: 'effect',
  severity: 'error',
  summary: 'Trust of IAM Roles Anywhere lacks an action.',
  explanation: 'IAM Roles Anywhere needs sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity.',
  reference: accessAnalyzer('error', 'missing-action-for-roles-anywhere-trust-policy'),
  fixes: { suggested: 'A permission is added.' },
  kinds: ['trust'],
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "⟦Action⟧": ["sts:AssumeRole"], "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:222233334444:trust-anchor/a" } } } }',
    'trust',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:222233334444:trust-anchor/a" } } } }',
    'trust',
  ),
  *checkStatement(statement, { writer }) {
    const { action, effect } = statement;
    if (
      !action ||
      effect?.text !== 'Allow' ||
      !principalsOf(statement, 'Service').some((value) => value.text === 'rolesanywhere.amazonaws.com')
    )
      return;
    const missing = ROLES_ANYWHERE.filter((name) => !hasAction(statement, name));
    if (missing.length === 0) return;
    yield finding(
      action.name,
      `IAM Roles Anywhere also needs ${missing.join(' and ')}: without, no session begins.`,
    ).suggest(`Add ${missing.join(' and ')}`, writer.addValues(action, missing));
  },
});

export const missingConditionKeyForOidcPrincipal = defineRule({
  id: 'missing-condition-key-for-oidc-principal',
  category: 'security',
  severity: 'warning',
  summary: 'Trust of an OIDC provider has no condition on its claims.',
  explanation:
    'A provider issues tokens to all its users. Without a condition on the provider’s aud or sub, each of them may assume the role.',
  reference: accessAnalyzer('security-warning', 'missing-condition-key-for-oidc-principal'),
  fixes: { suggested: 'Which audience is meant is not in the text.' },
  kinds: ['trust'],
  bad: trust('{ "Federated": "⟦arn:aws:iam::222233334444:oidc-provider/id.example.com⟧" }', web),
  good: trust(
    '{ "Federated": "arn:aws:iam::222233334444:oidc-provider/id.example.com" }',
    web,
    ', "Condition": { "StringEquals": { "id.example.com:aud": "app" } }',
  ),
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Allow') return;
    const keys = conditions(statement).map(({ name }) => name);
    for (const value of principalsOf(statement, 'Federated')) {
      const provider = oidcProvider(value.text);
      if (!provider || provider === GITHUB || keys.some((key) => key.startsWith(`${provider.toLowerCase()}:`)))
        continue;
      const result = finding(
        value,
        `Everyone with a token of ${provider} may assume this role. Add a condition on ${provider}:aud.`,
      );
      if (!statement.condition && /^[\w.-]+$/.test(provider)) {
        result.suggest(
          `Add a condition on ${provider}:aud, to be filled in`,
          writer.addConditions(statement, [['StringEquals', `${provider}:aud`, 'sts.amazonaws.com']]),
        );
      }
      yield result;
    }
  },
});

export const missingGithubRepoConditionKey = defineRule({
  id: 'missing-github-repo-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'Trust of GitHub Actions does not say which repository.',
  explanation:
    'Without a condition on token.actions.githubusercontent.com:sub, every workflow of every repository on GitHub may assume the role.',
  reference: accessAnalyzer('security-warning', 'missing-github-repo-condition-key'),
  kinds: ['trust'],
  bad: trust(github.replace('arn:', '⟦arn:').replace('.com"', '.com⟧"'), web, `, "Condition": { ${aud} }`),
  good: trust(github, web, sub('"repo:octo/app:ref:refs/heads/main"')),
  *checkStatement(statement) {
    if (statement.effect?.text !== 'Allow') return;
    const keys = conditions(statement).map(({ name }) => name);
    for (const value of principalsOf(statement, 'Federated')) {
      if (oidcProvider(value.text) !== GITHUB || keys.includes(`${GITHUB}:sub`)) continue;
      if (keys.some((key) => /:(repository|repository_id|job_workflow_ref|repository_owner_id)$/.test(key))) continue;
      yield finding(
        value,
        `Every workflow on GitHub may assume this role. Add StringLike on ${GITHUB}:sub with repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH.`,
      );
    }
  },
});

export const specificGithubRepoAndBranchRecommended = defineRule({
  id: 'specific-github-repo-and-branch-recommended',
  category: 'security',
  severity: 'warning',
  summary: 'Trust of GitHub Actions is wider than a repository and branch.',
  explanation:
    'A wildcard for the owner or repository lets others’ workflows in; one for the branch lets pull requests in. AWS does not say how much of a wildcard it tolerates; reported is a wildcard in owner or repository, or the whole rest as *.',
  reference: accessAnalyzer('general-warning', 'specific-github-repo-and-branch-recommended'),
  kinds: ['trust'],
  bad: trust(github, web, sub('"⟦repo:octo/*⟧"')),
  good: trust(github, web, sub('"repo:octo/app:environment:production"')),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.name !== `${GITHUB}:sub`) continue;
      for (const value of stringValues(entry)) {
        const [, owner = '', repository = '', rest] = /^repo:([^/]*)\/([^:]*)(?::(.*))?$/.exec(value.text) ?? [];
        const isWide =
          /[*?]/.test(owner) ||
          /[*?]/.test(repository) ||
          rest === '*' ||
          value.text === '*' ||
          /^repo:\*/.test(value.text);
        if (isWide)
          yield finding(
            value,
            'This lets in more than one repository and branch. Write repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH.',
          );
      }
    }
  },
});

export const foranyvalueWithAudienceClaimType = defineRule({
  id: 'foranyvalue-with-audience-claim-type',
  category: 'security',
  severity: 'warning',
  summary: 'ForAnyValue is used with a token’s audience.',
  explanation:
    'The audience of a token is one value for most providers; ForAnyValue: is not needed, and may match a list that the caller chooses. The related check confirm-audience-claim-type speaks of ForAllValues:.',
  reference: accessAnalyzer('security-warning', 'foranyvalue-with-audience-claim-type'),
  fixes: { suggested: 'How many audiences the provider issues is not in the text.' },
  kinds: ['trust'],
  bad: trust(
    github,
    web,
    ', "Condition": { "⟦ForAnyValue:StringEquals⟧": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } }',
  ),
  good: trust(github, web, sub('"repo:octo/app:ref:refs/heads/main"')),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const { name, meaning, operator } = entry;
      if (!name.endsWith(':aud') || meaning?.qualifier !== 'ForAnyValue') continue;
      const plain = withoutQualifier(meaning);
      const result = finding(operator, `A token’s audience is one value: ForAnyValue: is not needed. Write ${plain}.`);
      yield result.suggest(`Change to "${plain}"`, writer.changeOperator(statement, [entry], plain));
    }
  },
});

export const confirmAudienceClaimType = defineRule({
  id: 'confirm-audience-claim-type',
  category: 'style',
  severity: 'information',
  summary: 'ForAllValues is used with a token’s audience.',
  explanation:
    'Most providers issue one audience. Where yours issues several, this is right; otherwise leave the qualifier out, since ForAllValues: also holds when the claim is absent.',
  reference: accessAnalyzer('suggestion', 'confirm-audience-claim-type'),
  fixes: { suggested: 'How many audiences the provider issues is not in the text.' },
  kinds: ['trust'],
  bad: trust(
    github,
    web,
    ', "Condition": { "⟦ForAllValues:StringEquals⟧": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } }',
  ),
  good: trust(github, web, sub('"repo:octo/app:ref:refs/heads/main"')),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const { name, meaning, operator, key } = entry;
      if (!name.endsWith(':aud') || meaning?.qualifier !== 'ForAllValues') continue;
      const plain = withoutQualifier(meaning);
      const result = finding(
        operator,
        `Does your provider issue several audiences? If not, ${plain} is right for ${key.text}: ForAllValues: holds without the claim too.`,
      );
      yield result.suggest(`Change to "${plain}"`, writer.changeOperator(statement, [entry], plain));
    }
  },
});

/** Key → the action that sets it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html and id_credentials_temp_control-access_monitor.html */
const SET_BY: ReadonlyMap<string, string> = new Map([
  ['sts:transitivetagkeys', 'sts:TagSession'],
  ['sts:sourceidentity', 'sts:SetSourceIdentity'],
]);

export const missingActionForConditionKey = defineRule({
  id: 'missing-action-for-condition-key',
  category: 'effect',
  severity: 'error',
  summary: 'A condition key is set only by an action that the statement lacks.',
  explanation:
    'sts:SourceIdentity is set with sts:SetSourceIdentity, sts:TransitiveTagKeys with sts:TagSession. AWS publishes no table; these two pairs are looked at, in trust policies.',
  reference: accessAnalyzer('error', 'missing-action-for-condition-key'),
  fixes: { suggested: 'A permission is added.' },
  kinds: ['trust'],
  bad: trust(
    '{ "AWS": "222233334444" }',
    'sts:AssumeRole',
    ', "Condition": { "StringLike": { "⟦sts:SourceIdentity⟧": "ada" } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Condition": { "StringLike": { "sts:SourceIdentity": "ada" } } } }',
    'trust',
  ),
  *checkStatement(statement: Statement, { writer }) {
    const { action, effect } = statement;
    if (!action || effect?.text !== 'Allow') return;
    for (const { key, name, meaning } of conditions(statement)) {
      const needed = SET_BY.get(name);
      if (!needed || meaning?.ifExists || meaning?.family === 'Null') continue;
      if (hasAction(statement, needed)) continue;
      yield finding(
        key,
        `${key.text} is set only by ${needed}, which this statement does not allow: the condition never holds. Add the action.`,
      ).suggest(`Add ${needed}`, writer.addValues(action, [needed]));
    }
  },
});
