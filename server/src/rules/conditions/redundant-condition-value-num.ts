import { Copy } from '../../hosts/writer.ts';
import { conditions, literals } from '../../iam/conditions.ts';
import { spanOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const redundantConditionValueNum = defineRule({
  id: 'redundant-condition-value-num',
  category: 'style',
  severity: 'information',
  summary: 'A comparison lists several numbers, of which one decides.',
  explanation:
    'Several values are joined by “or”: of NumericLessThan the greatest decides, of NumericGreaterThan the least.',
  reference: accessAnalyzer('suggestion', 'redundant-condition-value-num'),
  fixes: { safe: 'The number that stays is the one that decides.' },
  bad: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": ⟦["60", "120"]⟧ }'),
  good: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "120" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, list } = entry;
      if (meaning?.family !== 'Numeric' || !/Less|Greater/.test(meaning.base) || !list.property.value) continue;
      const values = literals(entry);
      const numbers = values.map(({ text }) => Number(text));
      if (numbers.length < 2 || numbers.length !== list.values.length || numbers.some(Number.isNaN)) continue;
      const decides = meaning.base.includes('Less')
        ? numbers.reduce((a, b) => Math.max(a, b))
        : numbers.reduce((a, b) => Math.min(a, b));
      const [kept, ...equal] = values.filter((_, index) => numbers[index] === decides);
      const result = finding(spanOf(list.property.value), `Of these numbers only ${decides} decides. Keep that one.`);
      // Numbers with more digits than a double holds exactly are not compared.
      const isExact = values.every(({ text }) => /^-?\d{1,15}(\.\d{1,6})?$/.test(text) && text.length <= 16);
      if (kept && isExact && equal.every(({ text }) => text === kept.text))
        result.fix(`Keep ${decides}`, writer.setValue(list.property, new Copy(kept.data)));
      yield result;
    }
  },
});
