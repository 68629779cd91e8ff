/** Writes the conditions of a statement. An operator and a key under it never come to stand twice. */

import type { Edit, Edits } from '../../model/edit.ts';
import { memoizedBy } from '../../patterns/memo.ts';
import type { JsonNode } from '../../policy/json.ts';
import { type ConditionElement, type ConditionEntry, isIntrinsic, type Statement } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import type { AddedCondition, Draft } from '../writer.ts';
import { encodeString } from './encode.ts';
import { addChildren, insertAfter, removeNodes } from './insertion.ts';
import { grouped, holdsName } from './names.ts';
import { print, printAs, replaceNode, sourceOf, writeName } from './print.ts';

type OperatorElement = ConditionElement['operators'][number];

const operatorsIn = memoizedBy(({ operators }: ConditionElement) => ({
  byName: grouped(operators, ({ name }) => name.text.toLowerCase()),
  byValue: new Map<StringValue, OperatorElement>(operators.map((each) => [each.name, each])),
}));

const operatorOf = ({ condition }: Statement, { operator }: ConditionEntry): OperatorElement | undefined =>
  condition && operatorsIn(condition).byValue.get(operator);

/** The operators of this name, in any case. */
const operatorsNamed = (condition: ConditionElement | undefined, name: string): readonly OperatorElement[] =>
  (condition && operatorsIn(condition).byName.get(name.toLowerCase())) ?? [];

/** The operators of this name, in any case, beside one. */
const othersNamed = ({ condition }: Statement, name: string, { name: own }: OperatorElement) =>
  operatorsNamed(condition, name).filter((other) => other.name !== own);

/** The object of an operator that stands once, where keys can be added to it: none of them stands there, in any case. */
function placeFor(keys: readonly string[], operators: readonly OperatorElement[]): JsonNode | undefined {
  const [only, another] = operators;
  const object = only?.property.value;
  const isUsable = !another && object?.type === 'object' && !isIntrinsic(object);
  return isUsable && !keys.some((key) => holdsName(object, key)) ? object : undefined;
}

/** Gives conditions of one operator another one; they join the conditions that stand under it. */
export function changeOperator(
  statement: Statement,
  entries: readonly ConditionEntry[],
  to: string,
  source: string,
): Edits {
  const [first] = entries;
  const own = first && operatorOf(statement, first);
  if (!own) return [];
  const isFree = othersNamed(statement, to, own).length === 0;
  if (isFree && entries.length === own.entries.length) return [writeName(own.property, to)];
  return moveTo(
    statement,
    entries,
    to,
    entries.map(({ list }) => sourceOf(list.property.node, source)),
    source,
  );
}

/** Gives one condition another operator and another value. */
export function replaceCondition(
  statement: Statement,
  entry: ConditionEntry,
  to: string,
  value: Draft,
  source: string,
): Edits {
  const own = operatorOf(statement, entry);
  if (!own || !entry.list.property.value) return [];
  const isFree = othersNamed(statement, to, own).length === 0;
  if (own.entries.length === 1 && isFree)
    return [writeName(own.property, to), replaceNode(entry.list.property.value, print(value, source))];
  const written = `${sourceOf(entry.list.property.key, source)}: ${print(value, source)}`;
  return moveTo(statement, [entry], to, [written], source);
}

/** Takes conditions of one operator away, and writes them under another one: `written` is each as JSON text. */
function moveTo(
  statement: Statement,
  entries: readonly ConditionEntry[],
  to: string,
  written: readonly string[],
  source: string,
): Edits {
  const [first] = entries;
  const own = first && operatorOf(statement, first);
  if (!own || operatorsNamed(statement.condition, own.name.text).length > 1) return [];
  const isWhole = entries.length === own.entries.length;
  const removal = isWhole
    ? removeNodes([own.property.node], source)
    : removeNodes(
        entries.map(({ list }) => list.property.node),
        source,
      );
  const others = othersNamed(statement, to, own);
  if (others.length === 0) {
    // `BOOL` to `Bool` for one key of several: the name is the same one.
    if (operatorsNamed(statement.condition, to).length > 0) return [];
    const object = printAs(own.property.value, written, source);
    return [...removal, ...insertAfter(own.property.node, [`${encodeString(to)}: ${object}`], source)];
  }
  const keys = entries.map(({ key }) => key.text);
  const object = placeFor(keys, others);
  return object ? [...removal, ...addChildren(object, written, source)] : [];
}

/** Adds conditions, each into the operator's object where there is one. */
export function addConditions(statement: Statement, added: readonly AddedCondition[], source: string): Edits {
  const { condition, node } = statement;
  const byOperator = new Map<string, (readonly [key: string, written: string])[]>();
  for (const [operator, key, value] of added) {
    const pairs = byOperator.get(operator) ?? [];
    pairs.push([key, `${encodeString(key)}: ${print(value, source)}`]);
    byOperator.set(operator, pairs);
  }
  const edits: Edit[] = [];
  const own: string[] = [];
  for (const [operator, pairs] of byOperator) {
    const present = operatorsNamed(condition, operator);
    const written = pairs.map(([, text]) => text);
    if (present.length === 0) {
      own.push(`${encodeString(operator)}: { ${written.join(', ')} }`);
      continue;
    }
    const keys = pairs.map(([key]) => key);
    const object = placeFor(keys, present);
    if (!object) return [];
    edits.push(...addChildren(object, written, source));
  }
  if (own.length === 0) return edits;
  const object = condition?.property.value;
  if (object?.type === 'object') return isIntrinsic(object) ? [] : [...edits, ...addChildren(object, own, source)];
  if (holdsName(node, 'Condition')) return [];
  return addChildren(node, [`"Condition": { ${own.join(', ')} }`], source);
}

/** A statement's Condition as JSON, some entries left out and some added; empty where nothing is left. */
export function conditionWithout(
  { condition }: Statement,
  without: readonly ConditionEntry[],
  added: readonly AddedCondition[],
  source: string,
): string | undefined {
  const value = condition?.property.value;
  if (condition && (value?.type !== 'object' || isIntrinsic(value))) return undefined;
  const keys = new Set(without.map(({ key }) => key));
  const operators = (condition?.operators ?? []).map(({ name, property, entries }) => ({
    name: name.text,
    whole: entries.length === 0 ? sourceOf(property.node, source) : undefined,
    pairs: entries
      .filter(({ key }) => !keys.has(key))
      .map(({ key, list }) => ({ key: key.text, written: sourceOf(list.property.node, source) })),
  }));
  for (const [operator, key, draft] of added) {
    const present = operators.find(({ name }) => name.toLowerCase() === operator.toLowerCase());
    const pair = { key, written: `${encodeString(key)}: ${print(draft, source)}` };
    if (!present) operators.push({ name: operator, whole: undefined, pairs: [pair] });
    else if (present.pairs.some((each) => each.key.toLowerCase() === key.toLowerCase())) return undefined;
    else present.pairs.push(pair);
  }
  const written = operators.flatMap(({ name, whole, pairs }) => {
    if (whole !== undefined) return [whole];
    return pairs.length === 0 ? [] : [`${encodeString(name)}: { ${pairs.map((pair) => pair.written).join(', ')} }`];
  });
  return written.length === 0 ? '' : `{ ${written.join(', ')} }`;
}
