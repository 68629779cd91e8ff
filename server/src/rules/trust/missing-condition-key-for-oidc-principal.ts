import { conditions } from '../../iam/conditions.ts';
import { principalsOf } from '../../iam/principals.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { GITHUB, oidcProvider, web } from './_trust.ts';

export const missingConditionKeyForOidcPrincipal = defineRule({
  id: 'missing-condition-key-for-oidc-principal',
  category: 'security',
  severity: 'warning',
  summary: 'The trust policy for an OIDC provider has no condition on the claims of its tokens.',
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
        `Everyone with a token of ${brief(provider)} may assume this role. Add a condition on ${brief(`${provider}:aud`)}.`,
      );
      if (!statement.condition && /^[\w.-]+$/.test(provider)) {
        result.suggest(
          `Add a condition on ${brief(`${provider}:aud`)}, to be filled in`,
          writer.addConditions(statement, [['StringEquals', `${provider}:aud`, 'sts.amazonaws.com']]),
        );
      }
      yield result;
    }
  },
});
