import { isMultivalued, keyType } from '../../catalog/condition-keys.ts';
import { conditions } from '../../iam/conditions.ts';
import { withBase } from '../../iam/operators.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const missingQualifier = defineRule({
  id: 'missing-qualifier',
  category: 'grammar',
  severity: 'error',
  summary: 'A multivalued key is compared without ForAllValues or ForAnyValue.',
  explanation:
    'A request holds several values of this key. The operator must say whether one of them must match (ForAnyValue:) or all (ForAllValues:).',
  reference: accessAnalyzer('error', 'missing-qualifier'),
  fixes: { suggested: 'Whether one value or all must match is not in the text.' },
  bad: {
    ...condition('"⟦StringEquals⟧": { "aws:CalledVia": "bedrock.amazonaws.com" }'),
    besides: ['forallvalues-allow-without-null'],
  },
  good: condition('"ForAnyValue:StringEquals": { "aws:CalledVia": "bedrock.amazonaws.com" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key } = entry;
      const type = keyType(key.text, catalog);
      if (!meaning || meaning.qualifier || meaning.family === 'Null' || !type || !isMultivalued(type)) continue;
      const found = finding(
        operator,
        `${brief(key.text)} holds several values: write ForAnyValue: (one must match) or ForAllValues: (all must match).`,
      );
      // AWS's own policies compare services' keys without: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudTrailEventContext.html
      if (!catalog.globalKey(key.text)) found.as('warning');
      for (const qualifier of ['ForAnyValue', 'ForAllValues'] as const) {
        const better = withBase({ ...meaning, qualifier }, meaning.base);
        found.suggest(`Change to ${quoted(better)}`, writer.changeOperator(statement, [entry], better));
      }
      yield found;
    }
  },
});
