import { brief } from '../../model/printable.ts';
import type { ConditionEntry } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const duplicateKeysWithDifferentCase = defineRule({
  id: 'duplicate-keys-with-different-case',
  category: 'grammar',
  severity: 'error',
  summary: 'One operator has the same key twice, in different case.',
  explanation:
    'The names of condition keys ignore case, so these are one key given twice. Put the values together under one of them.',
  reference: accessAnalyzer('error', 'duplicate-keys-with-different-case'),
  fixes: { suggested: 'Which of the two was meant is not in the text.' },
  bad: condition('"StringEquals": { "aws:RequestedRegion": "eu-west-1", "⟦aws:requestedregion⟧": "eu-west-3" }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-west-3"] }'),
  *checkStatement({ condition: element }, { writer }) {
    for (const { entries } of element?.operators ?? []) {
      const seen = new Map<string, ConditionEntry>();
      for (const entry of entries) {
        const { key } = entry;
        const first = seen.get(key.text.toLowerCase());
        if (first !== undefined && first.key.text !== key.text) {
          yield finding(
            key,
            `${brief(key.text)} and ${brief(first.key.text)} are the same key: IAM refuses the policy. Put the values together under one.`,
          )
            .suggest(`Keep only ${brief(first.key.text)}`, writer.keepOnly(first.list.property))
            .suggest(`Keep only ${brief(key.text)}`, writer.keepOnly(entry.list.property));
        }
        seen.set(key.text.toLowerCase(), first ?? entry);
      }
    }
  },
});
