import { findConditionKey } from '../../catalog/condition-keys.ts';
import { conditions } from '../../iam/conditions.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidConditionKeyFormat = defineRule({
  id: 'invalid-condition-key-format',
  category: 'grammar',
  severity: 'error',
  summary: 'A condition key has no prefix.',
  explanation: 'A condition key is written prefix:Name, such as aws:RequestedRegion.',
  reference: accessAnalyzer('error', 'invalid-condition-key-format'),
  fixes: { suggested: 'The condition did not hold for any request: with the change it does for some.' },
  bad: condition('"StringEquals": { "⟦RequestedRegion⟧": "eu-west-1" }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": "eu-west-1" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, list } of conditions(statement)) {
      if (/^[^:]+:./.test(key.text) || key.text.startsWith('Fn::')) continue;
      const result = finding(
        key,
        `${quoted(key.text)} is not a condition key: a key is written prefix:Name. IAM refuses the policy.`,
      );
      const known = ['aws', 'bedrock']
        .map((prefix) => findConditionKey(`${prefix}:${key.text}`, catalog)?.key.name)
        .find((name) => name !== undefined);
      yield known ? result.suggest(`Change to ${quoted(known)}`, writer.rename(list.property, known)) : result;
    }
  },
});
