import { conditions } from '../../iam/conditions.ts';
import { nearest } from '../../iam/nearest.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { fitsOperator, INVENTED, TAG_KEYS } from './_keys.ts';

export const invalidGlobalConditionKey = defineRule({
  id: 'invalid-global-condition-key',
  category: 'names',
  severity: 'warning',
  summary: 'No global condition key has this name.',
  explanation:
    'A condition on a key that no request sets never holds (and a negated one always does). The list is that of the catalog’s date; AWS may have added a key since, so this is a warning.',
  reference: accessAnalyzer('error', 'invalid-global-condition-key'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: condition('"StringEquals": { "⟦aws:RequestRegion⟧": "eu-west-1" }'),
  good: condition('"StringEquals": { "AWS:requestedregion": "eu-west-1" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, name, list, meaning } of conditions(statement)) {
      if (!name.startsWith('aws:') || catalog.globalKey(name) || INVENTED.has(name) || name === 'aws:arn') continue;
      if (TAG_KEYS.has(name.replace(/\/$/, ''))) continue;
      const known = catalog.globalKeys.map((each) => each.name).filter((each) => !each.includes('${'));
      const near = nearest(key.text, known);
      const result = finding(
        key,
        `No global condition key is called ${quoted(key.text)}: no request sets it.${near ? ` Did you mean ${quoted(near)}?` : ' Check the name.'}`,
      );
      yield near && fitsOperator(near, meaning, catalog)
        ? result.suggest(`Change to ${quoted(near)}`, writer.rename(list.property, near))
        : result;
    }
  },
});
