import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { variables } from './_variables.ts';

export const emptyVariable = defineRule({
  id: 'empty-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable names no key.',
  explanation:
    'A condition key belongs between the braces, as in ${aws:username}. ${*}, ${?} and ${$} stand for the characters themselves.',
  reference: accessAnalyzer('error', 'empty-variable'),
  bad: resource('arn:aws:iam::222233334444:user/⟦${}⟧', 'iam:GetUser'),
  good: resource('arn:aws:iam::222233334444:user/${*}', 'iam:GetUser'),
  *checkStatement(statement, { hasVariables }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner } of variables(statement)) {
      if (isClosed && inner.trim() === '')
        yield finding(
          span,
          'This policy variable names no key: IAM refuses the policy. Write a key, such as ${aws:username}.',
        );
    }
  },
});
