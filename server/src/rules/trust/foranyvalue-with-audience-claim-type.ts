import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { github, qualifiedAudience, qualifiedAudiences, sub, web } from './_trust.ts';

export const foranyvalueWithAudienceClaimType = defineRule({
  id: 'foranyvalue-with-audience-claim-type',
  category: 'security',
  severity: 'warning',
  summary: 'ForAnyValue is used with a token’s audience.',
  explanation:
    'The audience of a token is one value for most providers; ForAnyValue: is not needed, and may match a list that the caller chooses. The related check confirm-audience-claim-type reports ForAllValues:.',
  reference: accessAnalyzer('security-warning', 'foranyvalue-with-audience-claim-type'),
  fixes: { suggested: 'How many audiences the provider issues is not in the text.' },
  kinds: ['trust'],
  bad: qualifiedAudience('ForAnyValue'),
  good: trust(github, web, sub('"repo:octo/app:ref:refs/heads/main"')),
  *checkStatement(statement, { writer }) {
    for (const { entry, plain } of qualifiedAudiences(statement, 'ForAnyValue')) {
      const result = finding(
        entry.operator,
        `A token’s audience is one value: ForAnyValue: is not needed. Write ${plain}.`,
      );
      yield result.suggest(`Change to ${quoted(plain)}`, writer.changeOperator(statement, [entry], plain));
    }
  },
});
