import { conditions, stringValues, withoutEscapes } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { SENSITIVE } from './_sensitive-keys.ts';

export const wildcardUsageTooPermissive = defineRule({
  id: 'wildcard-usage-too-permissive',
  category: 'security',
  severity: 'error',
  judgesForm: true,
  summary: 'A wildcard is the value of a key that identifies an account, organization or network.',
  explanation:
    'These keys identify one account, organization, VPC or endpoint. A pattern matches others too, which belong to strangers. (AWS does not say for which further keys six characters must stand before a wildcard; that part is left out.)',
  reference: accessAnalyzer('error', 'wildcard-usage-too-permissive'),
  bad: condition('"StringLike": { "aws:PrincipalOrgID": "⟦o-abc*⟧" }'),
  good: condition('"StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (!SENSITIVE.has(entry.name) || !entry.meaning?.wildcards || entry.meaning.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        const bare = withoutEscapes(value.text);
        if (!/[*?]/.test(bare) || bare === '*') continue; // "*" alone asks whether the key is there: equivalent-to-null-false
        yield finding(
          value,
          `${brief(entry.key.text)} identifies one account, organization or network; this pattern matches those of strangers too. Write it in full, with StringEquals.`,
        );
      }
    }
  },
});
