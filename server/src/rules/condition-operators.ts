/** Operators of conditions: known ones, and qualifiers and suffixes that mean something. */

import { isMultivalued, keyType } from '../catalog/condition-keys.ts';
import { conditions } from '../iam/conditions.ts';
import { nearest } from '../iam/nearest.ts';
import { withBase, withoutQualifier } from '../iam/operators.ts';
import { OPERATORS, parseOperator } from '../policy/operators.ts';
import { condition } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

export const invalidConditionOperator = defineRule({
  id: 'invalid-condition-operator',
  category: 'grammar',
  severity: 'error',
  summary: 'A condition’s operator does not exist.',
  explanation:
    'IAM knows 27 operators, each with an optional IfExists, and for multivalued keys ForAllValues: or ForAnyValue: before it.',
  reference: accessAnalyzer('error', 'invalid-condition-operator'),
  fixes: { suggested: 'The nearest name is a guess.' },
  bad: condition('"⟦StringEqual⟧": { "aws:RequestedRegion": "eu-west-1" }'),
  good: condition('"StringEqualsIfExists": { "aws:RequestedRegion": "eu-west-1" }'),
  *checkStatement(statement, { writer }) {
    for (const { name, entries } of statement.condition?.operators ?? []) {
      if (parseOperator(name.text) || name.text.startsWith('Fn::')) continue;
      const [, qualifier = '', rest = ''] = /^((?:ForAllValues|ForAnyValue):)?(.*)$/i.exec(name.text) ?? [];
      const near = nearest(rest, [...OPERATORS.keys()]);
      const result = finding(
        name,
        `IAM has no condition operator "${name.text}" and refuses the policy.${near ? ` Did you mean "${qualifier}${near}"?` : ''}`,
      );
      const operator = `${qualifier}${near}`;
      yield near
        ? result.suggest(`Change to "${operator}"`, writer.changeOperator(statement, entries, operator))
        : result;
    }
  },
});

export const nullWithIfExists = defineRule({
  id: 'null-with-if-exists',
  category: 'grammar',
  severity: 'error',
  summary: 'Null has the suffix IfExists.',
  explanation: 'Null itself asks whether a key exists; IfExists cannot be added to it.',
  reference: accessAnalyzer('error', 'null-with-if-exists'),
  fixes: { safe: 'Null asks the same with and without the suffix.' },
  bad: condition('"⟦NullIfExists⟧": { "aws:RequestedRegion": "false" }'),
  good: condition('"Null": { "bedrock:GuardrailIdentifier": "false" }'),
  *checkStatement(statement, { writer }) {
    for (const { name, entries } of statement.condition?.operators ?? []) {
      const operator = parseOperator(name.text);
      if (operator?.family !== 'Null' || !operator.ifExists) continue;
      yield finding(name, 'Null asks already whether the key exists: IAM refuses IfExists here. Write Null.').fix(
        'Change to "Null"',
        writer.changeOperator(statement, entries, 'Null'),
      );
    }
  },
});

export const nullWithQualifier = defineRule({
  id: 'null-with-qualifier',
  category: 'style',
  severity: 'information',
  summary: 'Null has a qualifier.',
  explanation: 'Null asks whether a key is there at all; ForAllValues: and ForAnyValue: make it always or never true.',
  reference: accessAnalyzer('suggestion', 'null-with-qualifier'),
  fixes: { suggested: 'With the qualifier the condition holds for other requests.' },
  bad: condition('"⟦ForAnyValue:Null⟧": { "aws:TagKeys": "false" }'),
  good: condition('"Null": { "aws:TagKeys": "false" }'),
  *checkStatement(statement, { writer }) {
    for (const { name, entries } of statement.condition?.operators ?? []) {
      const operator = parseOperator(name.text);
      if (operator?.family !== 'Null' || !operator.qualifier || operator.ifExists) continue;
      yield finding(name, `${operator.qualifier}: has no meaning before Null. Write Null alone.`).suggest(
        'Change to "Null"',
        writer.changeOperator(statement, entries, 'Null'),
      );
    }
  },
});

export const missingQualifier = defineRule({
  id: 'missing-qualifier',
  category: 'grammar',
  severity: 'error',
  summary: 'A multivalued key is compared without ForAllValues or ForAnyValue.',
  explanation:
    'A request holds several values of this key. The operator must say whether one of them must match (ForAnyValue:) or all (ForAllValues:).',
  reference: accessAnalyzer('error', 'missing-qualifier'),
  fixes: { suggested: 'Whether one value or all must match is not in the text.' },
  bad: condition('"⟦StringEquals⟧": { "aws:CalledVia": "bedrock.amazonaws.com" }'),
  good: condition('"ForAnyValue:StringEquals": { "aws:CalledVia": "bedrock.amazonaws.com" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key } = entry;
      const type = keyType(key.text, catalog);
      if (!meaning || meaning.qualifier || meaning.family === 'Null' || !type || !isMultivalued(type)) continue;
      const found = finding(
        operator,
        `${key.text} holds several values: say ForAnyValue: (one must match) or ForAllValues: (all must match).`,
      );
      // AWS's own policies compare services' keys without: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudTrailEventContext.html
      if (!catalog.globalKey(key.text)) found.as('warning');
      for (const qualifier of ['ForAnyValue', 'ForAllValues'] as const) {
        const better = withBase({ ...meaning, qualifier }, meaning.base);
        found.suggest(`Change to "${better}"`, writer.changeOperator(statement, [entry], better));
      }
      yield found;
    }
  },
});

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
  good: condition('"ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key } = entry;
      const type = keyType(key.text, catalog);
      if (meaning?.qualifier !== 'ForAllValues' || meaning.family === 'Null' || !type || isMultivalued(type)) continue;
      const plain = withoutQualifier(meaning);
      yield finding(
        operator,
        `${key.text} has one value, and ForAllValues: also holds when it is absent. Write ${plain}.`,
      ).fixIf(meaning.negated, `Change to "${plain}"`, writer.changeOperator(statement, [entry], plain));
    }
  },
});
