import { conditions } from '../../iam/conditions.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const unsupportedGlobalConditionKey = defineRule({
  id: 'unsupported-global-condition-key',
  category: 'names',
  severity: 'error',
  summary: 'aws:ARN is no longer a condition key.',
  explanation:
    'aws:ARN was replaced by aws:PrincipalArn. Access Analyzer has a second, weaker check of the same key (deprecated-global-condition-key); one finding is enough.',
  reference: accessAnalyzer('error', 'unsupported-global-condition-key'),
  fixes: { suggested: 'The condition did not hold for any request: with the change it does for some.' },
  bad: condition('"ArnLike": { "⟦aws:ARN⟧": "arn:aws:iam::222233334444:role/app" }'),
  good: condition('"ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/app" }'),
  *checkStatement(statement, { writer }) {
    for (const { key, name, list } of conditions(statement)) {
      if (name !== 'aws:arn') continue;
      yield finding(key, 'aws:ARN is not supported any more. Write aws:PrincipalArn.').suggest(
        'Change to "aws:PrincipalArn"',
        writer.rename(list.property, 'aws:PrincipalArn'),
      );
    }
  },
});
