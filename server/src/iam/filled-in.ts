/** Statements with something in the place of what a template fills in. */
import type { Property } from '../model/data.ts';
import type { SourceSpan } from '../model/span.ts';
import { HOLE } from '../patterns/hole.ts';
import { kindOf, spanOf } from '../policy/data.ts';
import type { ConditionElement, PrincipalElement, Statement, ValueList } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';

const isUnknown = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'partial';

const isListUnknown = (list: ValueList | undefined): boolean => list?.values.some(isUnknown) ?? false;

const isPrincipalUnknown = (element: PrincipalElement | undefined): boolean =>
  element !== undefined &&
  ((element.bare !== undefined && isUnknown(element.bare)) || element.types.some((list) => isListUnknown(list)));

/** Whether a template fills in something of a statement. */
export const hasUnknown = (statement: Statement): boolean =>
  isListUnknown(statement.action) ||
  isListUnknown(statement.notAction) ||
  isListUnknown(statement.resource) ||
  isListUnknown(statement.notResource) ||
  isPrincipalUnknown(statement.principal) ||
  isPrincipalUnknown(statement.notPrincipal) ||
  (statement.condition?.entries.some(({ list }) => isListUnknown(list)) ?? false);

/**
 * The parts of a statement that may limit it in a way that is not known: a condition that a template puts together, a key or an
 * operator that it names, and what it merges into the statement.
 */
export function unknownLimits({ condition, properties }: Statement): readonly SourceSpan[] {
  const merged = properties.filter(({ name }) => name.startsWith('Fn::')).map(({ whole }) => spanOf(whole));
  if (!condition) return merged;
  const { property, operators } = condition;
  if (!isKnownObject(property)) return [...merged, spanOf(property.whole)];
  return [
    ...merged,
    ...operators.flatMap((operator) => {
      if (operator.name.text.includes(HOLE) || !isKnownObject(operator.property))
        return [spanOf(operator.property.whole)];
      const unknown = operator.entries.filter(({ key }) => key.text.includes(HOLE));
      return unknown.map(({ list }) => spanOf(list.property.whole));
    }),
  ];
}

/** Whether the value of a property is an object in the text: nothing that a template fills in. */
export const isKnownObject = ({ value }: Property): boolean => value !== undefined && kindOf(value) === 'object';

/** The same statement, which says when its condition is read. */
export const notingCondition = (statement: Statement, onRead: () => void): Statement => ({
  ...withoutCondition(statement),
  get condition() {
    onRead();
    return statement.condition;
  },
});

function withoutCondition(statement: Statement): Omit<Statement, 'condition'> {
  const { data, span, text, isConditional, properties, sid, effect } = statement;
  const { action, notAction, resource, notResource, principal, notPrincipal } = statement;
  return {
    data,
    span,
    text,
    isConditional,
    properties,
    sid,
    effect,
    action,
    notAction,
    resource,
    notResource,
    principal,
    notPrincipal,
  };
}

/** What stands for a value that is not known, or in part: `isCondition` for the values of conditions. */
export type Fill = (value: Value, isCondition: boolean) => Value;

function filledList(list: ValueList, fill: Fill, isCondition: boolean): ValueList;
function filledList(list: ValueList | undefined, fill: Fill, isCondition: boolean): ValueList | undefined;
function filledList(list: ValueList | undefined, fill: Fill, isCondition: boolean): ValueList | undefined {
  const filled = (value: Value) => (isUnknown(value) ? fill(value, isCondition) : value);
  return list && { ...list, values: list.values.map(filled) };
}

const filledPrincipal = (element: PrincipalElement | undefined, fill: Fill): PrincipalElement | undefined =>
  element && {
    ...element,
    bare: element.bare && isUnknown(element.bare) ? fill(element.bare, false) : element.bare,
    types: element.types.map((list) => filledList(list, fill, false)),
  };

function filledCondition(element: ConditionElement | undefined, fill: Fill): ConditionElement | undefined {
  if (!element) return undefined;
  const operators = element.operators.map((operator) => ({
    ...operator,
    entries: operator.entries.map((entry) => ({ ...entry, list: filledList(entry.list, fill, true) })),
  }));
  return { ...element, operators, entries: operators.flatMap(({ entries }) => entries) };
}

/** The statement with other values in the place of those that a template fills in. */
export function filledIn(statement: Statement, fill: Fill): Statement {
  if (!hasUnknown(statement)) return statement;
  return {
    ...withoutCondition(statement),
    action: filledList(statement.action, fill, false),
    notAction: filledList(statement.notAction, fill, false),
    resource: filledList(statement.resource, fill, false),
    notResource: filledList(statement.notResource, fill, false),
    principal: filledPrincipal(statement.principal, fill),
    notPrincipal: filledPrincipal(statement.notPrincipal, fill),
    condition: filledCondition(statement.condition, fill),
  };
}
