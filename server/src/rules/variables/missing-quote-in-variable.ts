import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { variables } from './_variables.ts';

export const missingQuoteInVariable = defineRule({
  id: 'missing-quote-in-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'The default value of a policy variable is not in single quotes.',
  explanation: "A default value is written ${key, 'value'}: comma, one space, single quotes.",
  reference: accessAnalyzer('error', 'missing-quote-in-variable'),
  fixes: { suggested: 'The value of the variable decides whom the statement is about.' },
  bad: resource("arn:aws:iam::222233334444:user/⟦${aws:PrincipalTag/name, 'nobody}⟧", 'iam:GetUser'),
  good: resource("arn:aws:iam::222233334444:user/${aws:PrincipalTag/name, 'nobody'}", 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner, value, start, end } of variables(statement)) {
      const comma = inner.indexOf(',');
      if (!isClosed || comma < 0) continue;
      const given = inner.slice(comma + 1).trim();
      if (/^'[^']*'$/.test(given)) continue;
      const bare = given.replace(/^['"]|['"]$/g, '');
      const corrected = `\${${inner.slice(0, comma)}, '${bare}'}`;
      const result = finding(
        span,
        'The default value of a policy variable must be in single quotes: IAM refuses the policy.',
      );
      if (!bare.includes("'")) result.suggest(`Write '${bare}'`, writer.replaceText(value, corrected, start, end));
      yield result;
    }
  },
});
