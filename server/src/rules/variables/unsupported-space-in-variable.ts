import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { variables } from './_variables.ts';

export const unsupportedSpaceInVariable = defineRule({
  id: 'unsupported-space-in-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'The key of a policy variable holds a space.',
  explanation:
    'Within ${…} a space is allowed only after the comma before a default value, and in the default value itself.',
  reference: accessAnalyzer('error', 'unsupported-space-in-variable'),
  fixes: { suggested: 'The value of the variable decides whom the statement is about.' },
  bad: resource('arn:aws:iam::222233334444:user/⟦${ aws:username }⟧', 'iam:GetUser'),
  good: resource("arn:aws:iam::222233334444:user/${aws:PrincipalTag/name, 'no body'}", 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner, value, start, end } of variables(statement)) {
      const [key = '', ...rest] = inner.split(',');
      if (!isClosed || inner.trim() === '' || !/\s/.test(key)) continue;
      const corrected = `\${${[key.replace(/\s+/g, ''), ...rest].join(',')}}`;
      yield finding(span, 'A space is not allowed in the key of a policy variable: IAM refuses the policy.').suggest(
        'Remove the space',
        writer.replaceText(value, corrected, start, end),
      );
    }
  },
});
