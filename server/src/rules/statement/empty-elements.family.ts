/** Elements that are there but hold nothing. One check in nine variations: which element, and under which operator. */

import { conditions } from '../../iam/conditions.ts';
import type { Data } from '../../model/data.ts';
import { brief } from '../../model/printable.ts';
import { isEmpty, kindOf, spanOf } from '../../policy/data.ts';
import type { Statement, ValueList } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { condition, document, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type Example, type Rule, type StatementContext } from '../engine/rule.ts';

type Check = (statement: Statement, context: StatementContext) => Iterable<FindingDraft>;

interface Variation {
  readonly id: string;
  readonly fixes?: Rule['fixes'] & {};
  readonly summary: string;
  readonly explanation: string;
  readonly bad: Example;
  readonly good: Example;
  readonly checkStatement: Check;
}

const emptyRule = (variation: Variation): Rule =>
  defineRule({
    category: 'style',
    severity: 'information',
    reference: accessAnalyzer('suggestion', variation.id),
    ...variation,
  });

const isEmptyObject = (data: Data): boolean => kindOf(data) === 'object' && isEmpty(data);

const isEmptyList = (list: ValueList | undefined): list is ValueList =>
  list?.isArray === true && list.values.length === 0;

function* emptyLists(lists: readonly (ValueList | undefined)[], consequence: string): Generator<FindingDraft> {
  for (const list of lists) {
    if (!isEmptyList(list) || !list.property.value) continue;
    yield finding(spanOf(list.property.value), `${brief(list.name.text)} is an empty list: ${consequence}`);
  }
}

const good = statements('"Effect": "Allow", "Action": ["bedrock:ListFoundationModels"], "Resource": ["*"]');

const emptyArrayAction = emptyRule({
  id: 'empty-array-action',
  summary: 'The list of actions is empty.',
  explanation: 'A statement without actions has no effect.',
  bad: statements('"Effect": "Allow", "Action": ⟦[]⟧, "Resource": "*"'),
  good,
  checkStatement: ({ action, notAction }) =>
    emptyLists([action, notAction], 'the statement has no effect. Add an action.'),
});

const emptyArrayResource = emptyRule({
  id: 'empty-array-resource',
  summary: 'The list of resources is empty.',
  explanation: 'A statement without resources has no effect.',
  bad: statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": ⟦[]⟧'),
  good,
  checkStatement: ({ resource, notResource }) =>
    emptyLists([resource, notResource], 'the statement has no effect. Add an ARN, or "*".'),
});

const emptyArrayPrincipal = emptyRule({
  id: 'empty-array-principal',
  summary: 'A list of principals is empty.',
  explanation: 'A statement without principals has no effect.',
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": ⟦[]⟧ }, "Action": "sts:AssumeRole" } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole" } }',
  ),
  *checkStatement({ principal, notPrincipal }) {
    for (const element of [principal, notPrincipal])
      yield* emptyLists(element?.types ?? [], 'the statement has no effect. Add a principal.');
  },
});

const emptyObjectPrincipal = emptyRule({
  id: 'empty-object-principal',
  summary: 'Principal is an empty object.',
  explanation: 'A statement without principals has no effect.',
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": ⟦{}⟧, "Action": "sts:AssumeRole" } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole" } }',
  ),
  *checkStatement({ principal, notPrincipal }) {
    for (const element of [principal, notPrincipal]) {
      const value = element?.property.value;
      if (value && isEmptyObject(value)) {
        yield finding(
          spanOf(value),
          `${brief(element?.name.text ?? '')} names no principal, so the statement has no effect. Add a principal.`,
        );
      }
    }
  },
});

const emptyObjectCondition = emptyRule({
  id: 'empty-object-condition',
  summary: 'Condition, or an operator in it, is an empty object.',
  explanation: 'An empty condition limits nothing.',
  fixes: { safe: 'An empty condition limits nothing.' },
  bad: statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*", "Condition": ⟦{}⟧'),
  good: condition('"StringEquals": { "aws:RequestedRegion": "eu-west-1" }'),
  *checkStatement({ condition: element }, { writer }) {
    const value = element?.property.value;
    if (!element || !value) return;
    if (isEmptyObject(value)) {
      yield finding(spanOf(value), 'The Condition is empty and limits nothing. Remove it, or add a condition.').fix(
        'Remove the Condition',
        writer.remove(element.property),
      );
    }
    for (const { name, property } of element.operators) {
      if (!property.value || !isEmptyObject(property.value)) continue;
      const target = element.operators.length === 1 ? element.property : property;
      yield finding(
        spanOf(property.value),
        `${brief(name.text)} holds no key and limits nothing. Remove it, or add a key.`,
      ).fix(`Remove ${brief(name.text)}`, writer.remove(target));
    }
  },
});

/** Empty value lists by what the operator makes of them. */
function emptyValues(wanted: 'plain' | 'ForAllValues' | 'ForAnyValue' | 'IfExists', consequence: string): Check {
  return function* (statement) {
    for (const { meaning, list, operator } of conditions(statement)) {
      if (!meaning || !isEmptyList(list) || !list.property.value) continue;
      const own = meaning.qualifier ?? (meaning.ifExists ? 'IfExists' : 'plain');
      if (own === wanted)
        yield finding(
          spanOf(list.property.value),
          `${brief(list.name.text)} under ${brief(operator.text)} has no value: ${consequence}`,
        );
    }
  };
}

const emptyArrayCondition = emptyRule({
  id: 'empty-array-condition',
  summary: 'A condition key has an empty list of values.',
  explanation: 'No value equals one of an empty list: the statement can never apply as intended.',
  bad: condition('"StringEquals": { "aws:RequestedRegion": ⟦[]⟧ }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": ["eu-west-1"] }'),
  checkStatement: emptyValues('plain', 'the statement does not apply as intended. Add a value, or remove the key.'),
});

const emptyArrayConditionForallvalues = emptyRule({
  id: 'empty-array-condition-forallvalues',
  summary: 'A condition key under ForAllValues has an empty list of values.',
  explanation: 'ForAllValues with no value holds only when the key is absent. Null says so openly.',
  bad: condition('"ForAllValues:StringEquals": { "aws:TagKeys": ⟦[]⟧ }'),
  good: condition('"Null": { "aws:TagKeys": "true" }'),
  checkStatement: emptyValues(
    'ForAllValues',
    'it holds only when the key is absent. Write Null with "true", or add values.',
  ),
});

const emptyArrayConditionForanyvalue = emptyRule({
  id: 'empty-array-condition-foranyvalue',
  summary: 'A condition key under ForAnyValue has an empty list of values.',
  explanation: 'ForAnyValue with no value never holds.',
  bad: condition('"ForAnyValue:StringEquals": { "aws:TagKeys": ⟦[]⟧ }'),
  good: condition('"ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] }'),
  checkStatement: emptyValues('ForAnyValue', 'it never holds. Add values.'),
});

const emptyArrayConditionIfexists = emptyRule({
  id: 'empty-array-condition-ifexists',
  summary: 'A condition key under an IfExists operator has an empty list of values.',
  explanation: 'With no value, IfExists holds only when the key is absent. Null says so openly.',
  bad: condition('"StringEqualsIfExists": { "aws:RequestedRegion": ⟦[]⟧ }'),
  good: condition('"StringEqualsIfExists": { "aws:RequestedRegion": ["eu-west-1"] }'),
  checkStatement: emptyValues(
    'IfExists',
    'it holds only when the key is absent. Write Null with "true", or add values.',
  ),
});

export const emptyElements: readonly Rule[] = [
  emptyArrayAction,
  emptyArrayResource,
  emptyArrayPrincipal,
  emptyObjectPrincipal,
  emptyObjectCondition,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
];
