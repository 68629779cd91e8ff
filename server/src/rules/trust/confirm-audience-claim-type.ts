import { conditions } from '../../iam/conditions.ts';
import { withoutQualifier } from '../../iam/operators.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { github, sub, web } from './_trust.ts';

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
