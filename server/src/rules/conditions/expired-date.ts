import { conditions, stringValues } from '../../iam/conditions.ts';
import { isDate, isEpoch, secondsOf } from '../../iam/dates.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const NOW: ReadonlySet<string> = new Set(['aws:currenttime', 'aws:epochtime']);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html */
export const expiredDate = defineRule({
  id: 'expired-date',
  category: 'effect',
  severity: 'information',
  summary: 'A statement holds until a date that is past.',
  explanation:
    'Under DateLessThan on aws:CurrentTime a statement applies until the date, and never afterwards. Remove the statement, or write another date.',
  reference: guide('reference_policies_examples_aws-dates'),
  bad: condition('"DateLessThan": { "aws:CurrentTime": "⟦2020-06-30T23:59:59Z⟧" }'),
  good: condition('"DateGreaterThan": { "aws:CurrentTime": "2020-06-30T23:59:59Z" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      const { meaning, name } = entry;
      if (!NOW.has(name) || !meaning || meaning.ifExists || !/LessThan/.test(meaning.base)) continue;
      const values = stringValues(entry).filter(({ text }) => isDate(text) || isEpoch(text));
      if (values.length === 0 || values.length < entry.list.values.length) continue;
      if (!values.every(({ text }) => secondsOf(text) * 1000 < Date.now())) continue;
      for (const value of values)
        yield finding(
          value,
          'This date is past: the statement never applies any more. Remove it, or write another date.',
        );
    }
  },
});
