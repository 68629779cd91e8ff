/** Writes the conditions of a statement. An operator and a key under it never come to stand twice. */
import type { Edit, Edits } from '../model/edit.ts';
import { type Node, nodeOf } from '../model/node.ts';
import { memoizedBy } from '../patterns/memo.ts';
import { isIntrinsic } from '../policy/intrinsics.ts';
import type { ConditionElement, ConditionEntry, Statement } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { grouped, holdsName } from './names.ts';
import type { Entry, Syntax } from './syntax.ts';
import { type AddedCondition, Copy, type Draft } from './writer.ts';

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
function placeFor(keys: readonly string[], operators: readonly OperatorElement[]): Node | undefined {
  const [only, another] = operators;
  const object = nodeOf(only?.property.value);
  const isUsable = !another && object?.type === 'object' && !isIntrinsic(object);
  return isUsable && !keys.some((key) => holdsName(object, key)) ? object : undefined;
}

/** Gives conditions of one operator another one; they join the conditions that stand under it. */
export function changeOperator(
  statement: Statement,
  entries: readonly ConditionEntry[],
  to: string,
  syntax: Syntax,
): Edits {
  const [first] = entries;
  const own = first && operatorOf(statement, first);
  if (!own) return [];
  const isFree = othersNamed(statement, to, own).length === 0;
  if (isFree && entries.length === own.entries.length) return syntax.replaceName(nodeOf(own.property.whole), to);
  const written = entries.flatMap(({ key, list }): readonly Entry[] => {
    const { value } = list.property;
    return value ? [[key.text, new Copy(value)]] : [];
  });
  return written.length === entries.length ? moveTo(statement, entries, to, written, syntax) : [];
}

/** Gives one condition another operator and another value. */
export function replaceCondition(
  statement: Statement,
  entry: ConditionEntry,
  to: string,
  value: Draft,
  syntax: Syntax,
): Edits {
  const own = operatorOf(statement, entry);
  const before = entry.list.property.value;
  if (!own || !before) return [];
  const isFree = othersNamed(statement, to, own).length === 0;
  if (own.entries.length > 1 || !isFree) return moveTo(statement, [entry], to, [[entry.key.text, value]], syntax);
  const renamed = syntax.replaceName(nodeOf(own.property.whole), to);
  const replaced = syntax.replaceNode(nodeOf(before), value);
  return renamed.length > 0 && replaced.length > 0 ? [...renamed, ...replaced] : [];
}

/** Takes conditions of one operator away, and writes them under another one. */
function moveTo(
  statement: Statement,
  entries: readonly ConditionEntry[],
  to: string,
  written: readonly Entry[],
  syntax: Syntax,
): Edits {
  const [first] = entries;
  const own = first && operatorOf(statement, first);
  if (!own || operatorsNamed(statement.condition, own.name.text).length > 1) return [];
  const isWhole = entries.length === own.entries.length;
  const removal = syntax.remove(
    isWhole ? [nodeOf(own.property.whole)] : entries.map(({ list }) => nodeOf(list.property.whole)),
  );
  const others = othersNamed(statement, to, own);
  const addition = others.length === 0 ? ownOperator(statement, own, to, written, syntax) : undefined;
  const object = placeFor(
    entries.map(({ key }) => key.text),
    others,
  );
  const added = addition ?? (object ? syntax.addEntries(object, written) : []);
  return removal.length > 0 && added.length > 0 ? [...removal, ...added] : [];
}

/** An operator that does not stand there yet, behind the one that the conditions are taken from. */
function ownOperator(
  { condition }: Statement,
  own: OperatorElement,
  to: string,
  written: readonly Entry[],
  syntax: Syntax,
): Edits {
  // `BOOL` to `Bool` for one key of several: the name is the same one.
  if (operatorsNamed(condition, to).length > 0) return [];
  return syntax.insertEntry(nodeOf(own.property.whole), [to, Object.fromEntries(written)]);
}

/** Adds conditions, each into the operator's object where there is one. */
export function addConditions(statement: Statement, added: readonly AddedCondition[], syntax: Syntax): Edits {
  const { condition } = statement;
  const node = nodeOf(statement.data);
  const byOperator = new Map<string, Entry[]>();
  for (const [operator, key, value] of added) {
    const entries = byOperator.get(operator) ?? [];
    entries.push([key, value]);
    byOperator.set(operator, entries);
  }
  const edits: Edit[] = [];
  const own: Entry[] = [];
  for (const [operator, entries] of byOperator) {
    const present = operatorsNamed(condition, operator);
    if (present.length === 0) {
      own.push([operator, Object.fromEntries(entries)]);
      continue;
    }
    const object = placeFor(
      entries.map(([key]) => key),
      present,
    );
    const inside = object ? syntax.addEntries(object, entries) : [];
    if (inside.length === 0) return [];
    edits.push(...inside);
  }
  if (own.length === 0) return edits;
  const object = nodeOf(condition?.property.value);
  const isObject = object?.type === 'object';
  if (isObject ? isIntrinsic(object) : holdsName(node, 'Condition')) return [];
  const more = isObject
    ? syntax.addEntries(object, own)
    : syntax.addEntries(node, [['Condition', Object.fromEntries(own)]]);
  return more.length > 0 ? [...edits, ...more] : [];
}

/** A statement's Condition, some entries left out and some added: undefined where that cannot be written. */
export function conditionWithout(
  { condition }: Statement,
  without: readonly ConditionEntry[],
  added: readonly AddedCondition[],
): { readonly [name: string]: Draft } | undefined {
  const value = nodeOf(condition?.property.value);
  if (condition && (value?.type !== 'object' || isIntrinsic(value))) return undefined;
  const keys = new Set(without.map(({ key }) => key));
  const operators: { name: string; whole: Draft | undefined; entries: Entry[] }[] = [];
  for (const { name, property, entries } of condition?.operators ?? []) {
    if (!property.value) return undefined;
    const kept = entries.filter(({ key }) => !keys.has(key));
    if (kept.some(({ list }) => !list.property.value)) return undefined;
    operators.push({
      name: name.text,
      whole: entries.length === 0 ? new Copy(property.value) : undefined,
      entries: kept.flatMap(({ key, list }): readonly Entry[] =>
        list.property.value ? [[key.text, new Copy(list.property.value)]] : [],
      ),
    });
  }
  for (const [operator, key, draft] of added) {
    const present = operators.find(({ name }) => name.toLowerCase() === operator.toLowerCase());
    if (!present) operators.push({ name: operator, whole: undefined, entries: [[key, draft]] });
    else if (present.entries.some(([name]) => name.toLowerCase() === key.toLowerCase())) return undefined;
    else present.entries.push([key, draft]);
  }
  const written = operators.flatMap(({ name, whole, entries }): readonly Entry[] => {
    if (whole !== undefined) return [[name, whole]];
    return entries.length === 0 ? [] : [[name, Object.fromEntries(entries)]];
  });
  return Object.fromEntries(written);
}
