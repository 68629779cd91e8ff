import { parseOperator } from '../../policy/operators.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const nullWithQualifier = defineRule({
  id: 'null-with-qualifier',
  category: 'style',
  severity: 'information',
  summary: 'Null has a qualifier.',
  explanation:
    'Null tests whether a key is present at all; ForAllValues: and ForAnyValue: make it always or never true.',
  reference: accessAnalyzer('suggestion', 'null-with-qualifier'),
  fixes: { suggested: 'With the qualifier the condition holds for other requests.' },
  bad: condition('"⟦ForAnyValue:Null⟧": { "aws:TagKeys": "false" }'),
  good: condition('"Null": { "aws:TagKeys": "false" }'),
  *checkStatement(statement, { writer }) {
    for (const { name, entries } of statement.condition?.operators ?? []) {
      const operator = parseOperator(name.text);
      if (operator?.family !== 'Null' || !operator.qualifier || operator.ifExists) continue;
      yield finding(name, `${operator.qualifier}: has no meaning before Null. Write Null alone.`).suggest(
        'Change to "Null"',
        writer.changeOperator(statement, entries, 'Null'),
      );
    }
  },
});
