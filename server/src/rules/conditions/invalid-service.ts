import { conditions, isProviderKey } from '../../iam/conditions.ts';
import { nearest } from '../../iam/nearest.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidService = defineRule({
  id: 'invalid-service',
  category: 'names',
  severity: 'warning',
  judgesForm: true,
  summary: 'The prefix of a condition key is not the prefix of a service.',
  explanation: 'The part before the colon of a condition key is aws, the prefix of a service, or an identity provider.',
  reference: accessAnalyzer('error', 'invalid-service'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: condition('"StringEquals": { "⟦bedrok⟧:ServiceTier": "default" }'),
  good: condition('"StringEquals": { "bedrock:ServiceTier": "default" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, list } of conditions(statement)) {
      const colon = key.text.indexOf(':');
      if (colon <= 0 || isProviderKey(key.text, catalog)) continue;
      const prefix = key.text.slice(0, colon);
      if (prefix.toLowerCase() === 'aws' || catalog.hasService(prefix) || prefix === 'Fn') continue;
      if (catalog.globalKey(key.text)) continue;
      const span = within(key, 0, colon);
      const near = nearest(
        prefix,
        catalog.serviceNames.map((service) => service.prefix),
      );
      const result = finding(
        span,
        `No AWS service has the prefix "${prefix}": no request sets this key.${near ? ` Did you mean "${near}"?` : ''}`,
      );
      yield near
        ? result.suggest(`Change to "${near}"`, writer.rename(list.property, near + key.text.slice(colon)))
        : result;
    }
  },
});
