import { conditions, literals } from '../../iam/conditions.ts';
import { isEpoch } from '../../iam/dates.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidDateValue = defineRule({
  id: 'invalid-date-value',
  category: 'style',
  severity: 'warning',
  summary: 'A date is given in seconds since 1970.',
  explanation: 'Some services do not read dates as epoch seconds. ISO 8601 is always read.',
  reference: accessAnalyzer('general-warning', 'invalid-date-value'),
  fixes: { safe: 'It is the same moment.' },
  bad: condition('"DateLessThan": { "aws:CurrentTime": "⟦1801440000⟧" }'),
  good: condition('"NumericLessThan": { "aws:EpochTime": "1801440000" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Date' || entry.name === 'aws:epochtime') continue;
      for (const value of literals(entry)) {
        if (!isEpoch(value.text)) continue;
        const date = new Date(Number(value.text) * 1000);
        const result = finding(
          value,
          `${brief(value.text)} counts seconds since 1970, which not every service reads. Write the date as ISO 8601.`,
        );
        if (Number.isNaN(date.getTime())) yield result;
        else {
          const iso = `${date.toISOString().slice(0, 19)}Z`;
          yield result.fix(`Change to ${quoted(iso)}`, writer.replaceText(value, iso));
        }
      }
    }
  },
});
