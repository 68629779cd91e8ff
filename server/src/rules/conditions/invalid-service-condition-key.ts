import { findConditionKey } from '../../catalog/condition-keys.ts';
import { conditions, isProviderKey } from '../../iam/conditions.ts';
import { nearest } from '../../iam/nearest.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { fitsOperator, INVENTED } from './_keys.ts';

export const invalidServiceConditionKey = defineRule({
  id: 'invalid-service-condition-key',
  category: 'names',
  severity: 'warning',
  summary: 'The service has no such condition key.',
  explanation:
    'A condition on a key that no request sets never holds. The keys are those of the catalog’s date; AWS may have added one since, so this is a warning.',
  reference: accessAnalyzer('error', 'invalid-service-condition-key'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: condition('"StringEquals": { "⟦bedrock:ServiceTiers⟧": "default" }'),
  good: condition('"StringEquals": { "bedrock:serviceTier": "default" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, name, list, meaning } of conditions(statement)) {
      const service = catalog.service(name.split(':')[0] ?? '');
      if (!service || INVENTED.has(name) || isProviderKey(key.text, catalog) || findConditionKey(key.text, catalog))
        continue;
      if (service.conditionKeys.length === 0 && service.actions.length === 0) continue;
      const near = nearest(
        key.text,
        service.conditionKeys.map((each) => each.name).filter((each) => each.includes(':') && !each.includes('${')),
      );
      const result = finding(
        key,
        `${brief(service.prefix)} has no condition key ${quoted(key.text)}: no request sets it.${near ? ` Did you mean ${quoted(near)}?` : ' Check the name.'}`,
      );
      yield near && fitsOperator(near, meaning, catalog)
        ? result.suggest(`Change to ${quoted(near)}`, writer.rename(list.property, near))
        : result;
    }
  },
});
