import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { variables } from './_variables.ts';

export const missingBraceInVariable = defineRule({
  id: 'missing-brace-in-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable is not closed.',
  explanation: 'A policy variable is written ${key}. Without its closing brace IAM refuses the policy.',
  reference: accessAnalyzer('error', 'missing-brace-in-variable'),
  fixes: { suggested: 'The value of the variable decides whom the statement is about.' },
  bad: resource('arn:aws:iam::222233334444:user/⟦${aws:username⟧', 'iam:GetUser'),
  good: resource('arn:aws:iam::222233334444:user/${aws:username}', 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner, value, start, end } of variables(statement)) {
      if (isClosed) continue;
      const result = finding(span, 'This policy variable has no closing brace: IAM refuses the policy. Add }.');
      yield /^[\w:.-]+$/.test(inner)
        ? result.suggest('Add }', writer.replaceText(value, `\${${inner}}`, start, end))
        : result;
    }
  },
});
