import { isMultivalued, keyType } from '../../catalog/condition-keys.ts';
import { isAllow } from '../../iam/allowed.ts';
import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
export const forallvaluesAllowWithoutNull = defineRule({
  id: 'forallvalues-allow-without-null',
  category: 'security',
  severity: 'information',
  summary: 'ForAllValues in an Allow also holds where the key is absent.',
  explanation:
    'ForAllValues compares each value that the request has; where it has none, the condition holds. In an Allow that lets through requests without the key, such as the creation of a resource without tags. Where that is not meant, demand the key as well: Null "false". A statement with another condition that needs its key is not reported.',
  reference: guide('reference_policies_condition-single-vs-multi-valued-context-keys'),
  fixes: { suggested: 'Requests without the key are no longer allowed.' },
  bad: condition('"⟦ForAllValues:StringEquals⟧": { "aws:TagKeys": "team" }', 'bedrock:CreateGuardrail'),
  good: condition(
    '"ForAllValues:StringEquals": { "aws:TagKeys": "team" }, "Null": { "aws:TagKeys": "false" }',
    'bedrock:CreateGuardrail',
  ),
  *checkStatement(statement, { catalog, writer }) {
    if (!isAllow(statement)) return;
    const all = conditions(statement);
    for (const { name, key, operator, list, meaning } of all) {
      const type = keyType(key.text, catalog);
      // forallvalues-with-single-valued-key reports keys that hold one value.
      if (meaning?.qualifier !== 'ForAllValues' || !type || !isMultivalued(type)) continue;
      if (list.values.length === 0 || name === 'dynamodb:attributes') continue; // empty-array-condition-…, dynamodb-attributes-without-select
      // Beside a condition that needs its key, the statement is limited all the same.
      const isDemanded = all.some(
        (each) => each.meaning?.qualifier !== 'ForAllValues' && !each.meaning?.ifExists && !each.meaning?.negated,
      );
      if (isDemanded) continue;
      yield finding(
        operator,
        `This also holds where ${brief(key.text)} is absent, and so allows requests without it. If that is not meant, demand the key: Null "false".`,
      ).suggest(`Demand ${brief(key.text)} too`, writer.addConditions(statement, [['Null', key.text, 'false']]));
    }
  },
});
