import { conditions, literals } from '../../iam/conditions.ts';
import { holdsVariable } from '../../iam/variables.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const typeMismatchNumber = defineRule({
  id: 'type-mismatch-number',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'A numeric operator has a value that is not a number.',
  explanation: 'Numeric operators take an integer or a decimal number, with or without quotes.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-number'),
  bad: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "⟦1h⟧" }'),
  good: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "3600" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Numeric') continue;
      for (const value of literals(entry)) {
        if (/^-?\d+(\.\d+)?$/.test(value.text) || holdsVariable(value.text)) continue;
        yield finding(
          value,
          `${quoted(value.text)} is not a number, so ${brief(entry.operator.text)} never holds. Write a number without a unit.`,
        );
      }
    }
  },
});
