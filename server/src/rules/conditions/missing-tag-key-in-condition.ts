import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { TAG_KEYS } from './_keys.ts';

export const missingTagKeyInCondition = defineRule({
  id: 'missing-tag-key-in-condition',
  category: 'grammar',
  severity: 'error',
  summary: 'A tag condition does not name the tag.',
  explanation: 'aws:ResourceTag, aws:RequestTag and aws:PrincipalTag are followed by a slash and the tag’s key.',
  reference: accessAnalyzer('error', 'missing-tag-key-in-condition'),
  bad: condition('"StringEquals": { "⟦aws:PrincipalTag⟧": "research" }'),
  good: condition('"StringEquals": { "aws:PrincipalTag/team": "research" }'),
  *checkStatement(statement) {
    for (const { key, name } of conditions(statement)) {
      const [stem, ...tag] = name.split('/');
      if (!TAG_KEYS.has(stem ?? '') || tag.join('/') !== '') continue;
      yield finding(
        key,
        `${brief(key.text)} does not name the tag. Write ${key.text.replace(/\/$/, '')}/ and the tag’s key.`,
      );
    }
  },
});
