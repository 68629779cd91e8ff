import { conditions, literals } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { spanOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidConditionDataType = defineRule({
  id: 'invalid-condition-data-type',
  category: 'grammar',
  severity: 'error',
  summary: 'The values of a condition key are of different JSON types.',
  explanation: 'All values of one key are strings, or numbers, or Booleans. Strings are always right.',
  reference: accessAnalyzer('error', 'invalid-condition-data-type'),
  fixes: { safe: 'It is the same value.' },
  bad: condition('"NumericEquals": { "aws:MultiFactorAuthAge": ["60", ⟦120⟧] }'),
  good: condition('"NumericEquals": { "aws:MultiFactorAuthAge": ["60", "120"] }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const values = literals(entry);
      const [first] = values;
      if (!first || values.every((value) => value.kind === first.kind)) continue;
      for (const value of values) {
        if (value.kind === 'string') continue;
        const span = spanOf(value.data);
        yield finding(
          span,
          `The values of ${brief(entry.key.text)} mix strings with ${value.kind}s, which IAM refuses. Put it in quotes.`,
        ).fix('Put it in quotes', writer.replaceText(value, value.text));
      }
    }
  },
});
