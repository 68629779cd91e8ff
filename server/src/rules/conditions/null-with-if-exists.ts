import { parseOperator } from '../../policy/operators.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const nullWithIfExists = defineRule({
  id: 'null-with-if-exists',
  category: 'grammar',
  severity: 'error',
  summary: 'Null has the suffix IfExists.',
  explanation: 'Null itself tests whether a key exists; IfExists cannot be added to it.',
  reference: accessAnalyzer('error', 'null-with-if-exists'),
  fixes: { safe: 'Null tests the same with and without the suffix.' },
  bad: condition('"⟦NullIfExists⟧": { "aws:RequestedRegion": "false" }'),
  good: condition('"Null": { "bedrock:GuardrailIdentifier": "false" }'),
  *checkStatement(statement, { writer }) {
    for (const { name, entries } of statement.condition?.operators ?? []) {
      const operator = parseOperator(name.text);
      if (operator?.family !== 'Null' || !operator.ifExists) continue;
      yield finding(name, 'Null already tests whether the key exists: IAM refuses IfExists here. Write Null.').fix(
        'Change to "Null"',
        writer.changeOperator(statement, entries, 'Null'),
      );
    }
  },
});
