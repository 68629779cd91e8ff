import { conditions, literals } from '../../iam/conditions.ts';
import { holdsVariable } from '../../iam/variables.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const typeMismatchBoolean = defineRule({
  id: 'type-mismatch-boolean',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'Bool or Null has a value that is neither true nor false.',
  explanation: 'Bool and Null take "true" and "false", with or without quotes.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-boolean'),
  fixes: { suggested: 'The condition did not hold as intended: with the change it does.' },
  bad: condition('"Bool": { "aws:SecureTransport": "⟦yes⟧" }'),
  good: condition('"Bool": { "aws:SecureTransport": "true" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Bool' && entry.meaning?.family !== 'Null') continue;
      for (const value of literals(entry)) {
        if (/^(true|false)$/i.test(value.text) || holdsVariable(value.text)) continue;
        const meant = /^(yes|1|on)$/i.test(value.text)
          ? 'true'
          : /^(no|0|off)$/i.test(value.text)
            ? 'false'
            : undefined;
        const result = finding(
          value,
          `${quoted(value.text)} is neither true nor false, so the condition never holds as intended.`,
        );
        if (meant) result.suggest(`Change to ${quoted(meant)}`, writer.replaceText(value, meant));
        yield result;
      }
    }
  },
});
