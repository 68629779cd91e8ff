import { conditions, stringValues } from '../../iam/conditions.ts';
import { holdsVariable } from '../../iam/variables.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidVariableForOperator = defineRule({
  id: 'invalid-variable-for-operator',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A policy variable is used with an operator that does not replace variables.',
  explanation:
    'Only String and Arn operators take policy variables. (The page on operators says that Bool does too; Access Analyzer and the page on variables say that it does not.)',
  reference: accessAnalyzer('error', 'invalid-variable-for-operator'),
  bad: condition('"NumericLessThan": { "aws:MultiFactorAuthAge": "⟦${aws:EpochTime}⟧" }'),
  good: condition('"StringLike": { "aws:username": "${aws:PrincipalTag/owner}" }'),
  *checkStatement(statement, { hasVariables }) {
    if (!hasVariables) return;
    for (const entry of conditions(statement)) {
      const family = entry.meaning?.family;
      if (!family || family === 'String' || family === 'Arn') continue;
      for (const value of stringValues(entry)) {
        if (holdsVariable(value.text))
          yield finding(
            value,
            `${brief(entry.operator.text)} takes no policy variable: IAM refuses it. Write the value.`,
          );
      }
    }
  },
});
