import { isMultivalued, keyType } from '../../catalog/condition-keys.ts';
import { conditions } from '../../iam/conditions.ts';
import { withoutQualifier } from '../../iam/operators.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const forallvaluesWithSingleValuedKey = defineRule({
  id: 'forallvalues-with-single-valued-key',
  category: 'security',
  severity: 'warning',
  summary: 'ForAllValues is used with a key that has one value.',
  explanation:
    'ForAllValues: also holds when the key is absent. With a key of one value it adds nothing but that hole.',
  reference: accessAnalyzer('security-warning', 'forallvalues-with-single-valued-key'),
  fixes: {
    safe: 'A negated comparison of one value holds for the same requests with and without the qualifier.',
    suggested: 'Where the key is absent, an Allow no longer allows, and a Deny no longer denies.',
  },
  bad: condition('"⟦ForAllValues:StringEquals⟧": { "aws:RequestedRegion": "eu-west-1" }'),
  good: condition('"ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }, "Null": { "aws:TagKeys": "false" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key } = entry;
      const type = keyType(key.text, catalog);
      if (meaning?.qualifier !== 'ForAllValues' || meaning.family === 'Null' || !type || isMultivalued(type)) continue;
      const plain = withoutQualifier(meaning);
      yield finding(
        operator,
        `${brief(key.text)} has one value, and ForAllValues: also holds when it is absent. Write ${plain}.`,
      ).fixIf(meaning.negated, `Change to ${quoted(plain)}`, writer.changeOperator(statement, [entry], plain));
    }
  },
});
