/**
 * What a template fills in is not known, and must not accuse. A finding stands only if it is there whatever is filled in:
 * where a statement has such values, the rule is asked again with each of a few suppositions in their place.
 */
import { HOLE } from '../../patterns/hole.ts';
import type { Policy } from '../../policy/document.ts';
import type { ConditionElement, PrincipalElement, Statement, ValueList } from '../../policy/statement.ts';
import type { Value } from '../../policy/value.ts';
import type { FindingDraft } from './draft.ts';

/** What conditions may hold; anything else may be everything. */
const SUPPOSITIONS = ['*', 'true', 'false'] as const;
type Supposition = (typeof SUPPOSITIONS)[number];

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

/** The value with a supposition in the place of what is not known. A part of a text is supposed to be everything. */
function supposedValue(value: Value, supposition: string): Value {
  if (value.kind === 'unknown') return { ...value, kind: 'string', text: supposition, runs: [] };
  if (value.kind !== 'partial') return value;
  const text = supposition === '*' ? value.text.replaceAll(HOLE, '*') : supposition;
  return { ...value, kind: 'string', text };
}

const supposedList = <List extends ValueList | undefined>(list: List, supposition: string): List =>
  list && { ...list, values: list.values.map((value) => supposedValue(value, supposition)) };

const supposedPrincipal = (element: PrincipalElement | undefined): PrincipalElement | undefined =>
  element && {
    ...element,
    bare: element.bare && supposedValue(element.bare, '*'),
    types: element.types.map((list) => supposedList(list, '*')),
  };

function supposedCondition(element: ConditionElement | undefined, supposition: string): ConditionElement | undefined {
  if (!element) return undefined;
  const operators = element.operators.map((operator) => ({
    ...operator,
    entries: operator.entries.map((entry) => ({ ...entry, list: supposedList(entry.list, supposition) })),
  }));
  return { ...element, operators, entries: operators.flatMap(({ entries }) => entries) };
}

/** The statement with a supposition in the place of everything that a template fills in. */
function supposed(statement: Statement, supposition: Supposition): Statement {
  if (!hasUnknown(statement)) return statement;
  const { node, span, text, isConditional, properties, sid, effect } = statement;
  return {
    node,
    span,
    text,
    isConditional,
    properties,
    sid,
    effect,
    action: supposedList(statement.action, '*'),
    notAction: supposedList(statement.notAction, '*'),
    resource: supposedList(statement.resource, '*'),
    notResource: supposedList(statement.notResource, '*'),
    principal: supposedPrincipal(statement.principal),
    notPrincipal: supposedPrincipal(statement.notPrincipal),
    condition: supposedCondition(statement.condition, supposition),
  };
}

type Ask<T> = (about: T) => Iterable<FindingDraft> | undefined;

const what = ({ span, message }: FindingDraft): string => `${span.start} ${message}`;

/** The findings that stand under every supposition. */
function standing<T>(first: readonly FindingDraft[], about: (supposition: Supposition) => T, ask: Ask<T>) {
  let left = first;
  for (const supposition of SUPPOSITIONS) {
    if (left.length === 0) return left;
    const said = new Set([...(ask(about(supposition)) ?? [])].map(what));
    left = left.filter((draft) => said.has(what(draft)));
  }
  return left;
}

/** What a rule says of a statement for certain. */
export function certainOfStatement(statement: Statement, ask: Ask<Statement>): Iterable<FindingDraft> {
  const first = [...(ask(statement) ?? [])];
  if (first.length === 0 || !hasUnknown(statement)) return first;
  return standing(first, (supposition) => supposed(statement, supposition), ask);
}

/** What a rule says of a policy for certain. */
export function certainOfPolicy(policy: Policy, ask: Ask<Policy>): Iterable<FindingDraft> {
  const first = [...(ask(policy) ?? [])];
  if (first.length === 0 || !policy.statements.some(hasUnknown)) return first;
  return standing(
    first,
    (supposition) => ({ ...policy, statements: policy.statements.map((each) => supposed(each, supposition)) }),
    ask,
  );
}
