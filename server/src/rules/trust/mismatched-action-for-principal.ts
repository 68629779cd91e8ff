import { principalLists, principalsOf } from '../../iam/principals.ts';
import { brief, quoted } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { oidcProvider, web } from './_trust.ts';

const isSaml = (text: string) => /:saml-provider\//.test(text);

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
        ).suggest(`Change to ${quoted(right)}`, writer.replaceText(value, right));
      } else if (federated.length === 0 && others && name !== 'sts:assumerole') {
        yield finding(
          value,
          `Only federated principals use ${brief(value.text)}: this never happens. Everyone else uses sts:AssumeRole.`,
        ).suggest('Change to "sts:AssumeRole"', writer.replaceText(value, 'sts:AssumeRole'));
      }
    }
  },
});
