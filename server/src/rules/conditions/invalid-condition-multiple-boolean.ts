import { isMultivalued, keyType } from '../../catalog/condition-keys.ts';
import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { spanOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidConditionMultipleBoolean = defineRule({
  id: 'invalid-condition-multiple-boolean',
  category: 'grammar',
  severity: 'error',
  summary: 'A Boolean condition has several values.',
  explanation:
    'A key that is true or false is compared with one of the two. With both values the condition limits nothing.',
  reference: accessAnalyzer('error', 'invalid-condition-multiple-boolean'),
  fixes: { suggested: 'Which of the two was meant is not in the text.' },
  bad: condition('"Bool": { "aws:SecureTransport": ⟦["true", "false"]⟧ }'),
  good: condition('"Bool": { "aws:SecureTransport": ["true"] }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { meaning, key, list } of conditions(statement)) {
      if ((meaning?.family !== 'Bool' && meaning?.family !== 'Null') || list.values.length < 2 || !list.property.value)
        continue;
      const type = keyType(key.text, catalog);
      if (meaning.family === 'Bool' && type && isMultivalued(type)) continue;
      const span = spanOf(list.property.value);
      yield finding(
        span,
        `${brief(key.text)} is true or false: only one value is possible here. IAM refuses the policy.`,
      )
        .suggest('Keep "true"', writer.setValue(list.property, 'true'))
        .suggest('Keep "false"', writer.setValue(list.property, 'false'));
    }
  },
});
