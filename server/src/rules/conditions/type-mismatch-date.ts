import { conditions, literals } from '../../iam/conditions.ts';
import { isDate, isEpoch } from '../../iam/dates.ts';
import { holdsVariable } from '../../iam/variables.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const typeMismatchDate = defineRule({
  id: 'type-mismatch-date',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'A date operator has a value that is not a date.',
  explanation: 'Dates are written as ISO 8601: 2027-01-31, or 2027-01-31T12:00:00Z.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-date'),
  fixes: { suggested: 'The condition did not hold as intended: with the change it does.' },
  bad: condition('"DateLessThan": { "aws:CurrentTime": "⟦31.1.2027⟧" }'),
  good: condition('"DateLessThan": { "aws:CurrentTime": "2027-01-31T12:00:00Z" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Date') continue;
      for (const value of literals(entry)) {
        if (holdsVariable(value.text) || isDate(value.text) || isEpoch(value.text)) continue;
        const parsed = /^\d{4}[/.]\d{1,2}[/.]\d{1,2}$/.test(value.text)
          ? value.text.replace(/[/.](\d)(?=$|[/.])/g, '-0$1').replace(/[/.]/g, '-')
          : undefined;
        const result = finding(
          value,
          `${quoted(value.text)} is not a date that IAM reads. Write it as 2027-01-31, or 2027-01-31T12:00:00Z.`,
        );
        yield parsed && isDate(parsed)
          ? result.suggest(`Change to ${quoted(parsed)}`, writer.replaceText(value, parsed))
          : result;
      }
    }
  },
});
