import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { github, qualifiedAudience, qualifiedAudiences, sub, web } from './_trust.ts';

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
  bad: qualifiedAudience('ForAllValues'),
  good: trust(github, web, sub('"repo:octo/app:ref:refs/heads/main"')),
  *checkStatement(statement, { writer }) {
    for (const { entry, plain } of qualifiedAudiences(statement, 'ForAllValues')) {
      const result = finding(
        entry.operator,
        `Does your provider issue several audiences? If not, ${plain} is right for ${brief(entry.key.text)}: ForAllValues: holds without the claim too.`,
      );
      yield result.suggest(`Change to ${quoted(plain)}`, writer.changeOperator(statement, [entry], plain));
    }
  },
});
