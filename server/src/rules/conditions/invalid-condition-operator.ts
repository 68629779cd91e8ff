import { nearest } from '../../iam/nearest.ts';
import { quoted } from '../../model/printable.ts';
import { OPERATORS, parseOperator } from '../../policy/operators.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidConditionOperator = defineRule({
  id: 'invalid-condition-operator',
  category: 'grammar',
  severity: 'error',
  summary: 'A condition’s operator does not exist.',
  explanation:
    'IAM knows 27 operators, each with an optional IfExists, and for multivalued keys ForAllValues: or ForAnyValue: before it.',
  reference: accessAnalyzer('error', 'invalid-condition-operator'),
  fixes: { suggested: 'The nearest name is a guess.' },
  bad: condition('"⟦StringEqual⟧": { "aws:RequestedRegion": "eu-west-1" }'),
  good: condition('"StringEqualsIfExists": { "aws:RequestedRegion": "eu-west-1" }'),
  *checkStatement(statement, { writer }) {
    for (const { name, entries } of statement.condition?.operators ?? []) {
      if (parseOperator(name.text) || name.text.startsWith('Fn::')) continue;
      const [, qualifier = '', rest = ''] = /^((?:ForAllValues|ForAnyValue):)?(.*)$/i.exec(name.text) ?? [];
      const near = nearest(rest, [...OPERATORS.keys()]);
      const result = finding(
        name,
        `IAM has no condition operator ${quoted(name.text)} and refuses the policy.${near ? ` Did you mean "${qualifier}${near}"?` : ''}`,
      );
      const operator = `${qualifier}${near}`;
      yield near
        ? result.suggest(`Change to ${quoted(operator)}`, writer.changeOperator(statement, entries, operator))
        : result;
    }
  },
});
