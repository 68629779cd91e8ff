import { conditions, stringValues } from '../../iam/conditions.ts';
import { holdsVariable } from '../../iam/variables.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { SENSITIVE } from './_sensitive-keys.ts';

export const variableUsageTooPermissive = defineRule({
  id: 'variable-usage-too-permissive',
  category: 'security',
  severity: 'error',
  judgesForm: true,
  summary:
    'A policy variable that the caller controls is the value of a key that identifies an account, organization or network.',
  explanation:
    'A value that the caller chooses (a tag, a name, a part of the request) cannot decide which account or organization is trusted. ${aws:PrincipalAccount} and ${aws:PrincipalOrgID} are fine, and used in AWS’s own policies.',
  reference: accessAnalyzer('error', 'variable-usage-too-permissive'),
  bad: condition('"StringEquals": { "aws:PrincipalOrgID": "⟦${aws:PrincipalTag/org}⟧" }'),
  good: condition('"StringEquals": { "aws:PrincipalAccount": "${aws:PrincipalAccount}" }'),
  *checkStatement(statement, { hasVariables }) {
    if (!hasVariables) return;
    for (const entry of conditions(statement)) {
      if (!SENSITIVE.has(entry.name) || entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (!holdsVariable(value.text) || /^\$\{aws:(principal|resource|source)(account|orgid)\}$/i.test(value.text))
          continue;
        yield finding(
          value,
          `The caller may choose the value of this variable, while ${brief(entry.key.text)} is to identify one account, organization or network. Write the value.`,
        );
      }
    }
  },
});
