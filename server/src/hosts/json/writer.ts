/** Writes changes of a policy as JSON, in the document's own layout. */
import { type Edit, type Edits, writtenEdit } from '../../model/edit.ts';
import { sourceSpan } from '../../model/span.ts';
import { type JsonNode, nodeSpan, type Property, properties } from '../../policy/json.ts';
import {
  type ConditionElement,
  type ConditionEntry,
  isIntrinsic,
  STATEMENT_ELEMENTS,
  type Statement,
} from '../../policy/statement.ts';
import { type StringValue, type Value, within } from '../../policy/value.ts';
import type { AddedCondition, CopyChanges, Draft, Moved, PolicyWriter } from '../writer.ts';
import { Copy } from '../writer.ts';
import { encodeInside, encodeString } from './encode.ts';
import { insertAfter, insertBeforeFirst, removeNodes } from './insertion.ts';
import { layoutBefore } from './layout.ts';

/** The writer of one version of a document; `source` is its whole text. */
export const jsonWriter = (source: string): PolicyWriter => ({
  replaceText: (value, text, start, end) => {
    if (value.kind !== 'string') return [replaceNode(value.node, encodeString(text))];
    const span = start === undefined ? value.span : within(value, start, end ?? value.text.length);
    return [writtenEdit(span, encodeInside(text))];
  },
  replaceValue: (value, draft) => [replaceNode(value.node, print(draft, source))],
  setValue: ({ value }, draft) => (value ? [replaceNode(value, print(draft, source))] : []),
  replaceInList: (list, value, texts) => {
    if (!list.isArray) return [replaceNode(value.node, print(texts.length === 1 ? (texts[0] ?? '') : texts, source))];
    return [replaceNode(value.node, texts.map(encodeString).join(`,${layoutBefore(value.node.offset, source)}`))];
  },
  addValues: ({ property: { value, node }, isArray }, texts) => {
    const written = texts.map(encodeString);
    if (written.length === 0) return [];
    if (!value) return [writtenEdit(endOf(node), ` [${written.join(', ')}]`)];
    if (!isArray) return [replaceNode(value, `[${[sourceOf(value, source), ...written].join(', ')}]`)];
    return addChildren(value, written, source);
  },
  rename: (property, name) => (renameable(property, name) ? [writeName(property, name)] : []),
  changeOperator: (statement, entries, operator) => changeOperator(statement, entries, operator, source),
  replaceCondition: (statement, entry, operator, value) => {
    const own = operatorOf(statement, entry);
    if (!own || !entry.list.property.value) return [];
    const isFree = !operatorsNamed(statement.condition, operator).some(({ name }) => name !== own.name);
    if (own.entries.length === 1 && isFree)
      return [writeName(own.property, operator), replaceNode(entry.list.property.value, print(value, source))];
    return moveTo(
      statement,
      [entry],
      operator,
      [`${sourceOf(entry.list.property.key, source)}: ${print(value, source)}`],
      source,
    );
  },
  remove: (...things) => {
    const nodes = things.map(nodeOf);
    const [first] = nodes;
    if (!first || nodes.some((node) => node.parent !== first.parent || !isInContainer(node))) return [];
    return nodes.some((node) => uncovers(node, nodes)) ? [] : removeNodes(nodes, source);
  },
  keepOnly: ({ node }) => removeNodes(namedAlike(node), source),
  addElement: ({ node }, name, value, place = 'last') => {
    if (holdsName(node, name)) return [];
    const written = [`${encodeString(name)}: ${print(value, source)}`];
    return place === 'first' ? insertBeforeFirst(node, written, source) : addChildren(node, written, source);
  },
  addConditions: (statement, added) => addConditions(statement, added, source),
  addStatement: (after, draft) => addStatement(after, printLike(after, lines(draft, source), source), source),
  addCopy: (statement, changes) => addCopy(statement, undefined, changes, source),
  split: (statement, moved, changes) => {
    const removal = removalOf(moved, source);
    const copy = removal.length === 0 ? [] : addCopy(statement, moved, changes, source);
    return copy.length === 0 ? [] : [...removal, ...copy];
  },
});

/** Takes out of a statement what moves; declined where nothing of its kind would be left. */
function removalOf(moved: Moved, source: string): Edits {
  if ('principal' in moved) {
    const { principal, of } = moved;
    if (of.values.length > 1) return removeNodes([principal.node], source);
    return properties(of.property.node.parent).length > 1 ? removeNodes([of.property.node], source) : [];
  }
  const nodes = ('action' in moved ? moved.action : moved.resource).map(({ node }) => node);
  const list = nodes[0]?.parent;
  return list?.type === 'array' && (list.children?.length ?? 0) > nodes.length ? removeNodes(nodes, source) : [];
}

const endOf = (node: JsonNode) => {
  const { end } = nodeSpan(node);
  return sourceSpan(end, end);
};

const sourceOf = (node: JsonNode, source: string): string => {
  const { start, end } = nodeSpan(node);
  return source.slice(start, end);
};

const replaceNode = (node: JsonNode, text: string): Edit => writtenEdit(nodeSpan(node), text);

/** Writes a name over another one, its quotes included: the old one may be half typed. */
const writeName = ({ key }: Property, name: string): Edit => replaceNode(key, encodeString(name));

const nodeOf = (thing: Value | Property | Statement): JsonNode => thing.node;

/** Whether another property of the same name would count once these are gone. */
const uncovers = (node: JsonNode, removed: readonly JsonNode[]): boolean =>
  node.type === 'property' && namedAlike(node).some((other) => !removed.includes(other));

const isInContainer = ({ parent }: JsonNode): boolean => parent?.type === 'array' || parent?.type === 'object';

/** A draft as JSON, on one line. */
function print(draft: Draft, source: string): string {
  if (typeof draft === 'string') return encodeString(draft);
  if (draft instanceof Copy) return sourceOf(draft.node, source);
  if (Array.isArray(draft)) return `[${draft.map((each: Draft) => print(each, source)).join(', ')}]`;
  const pairs = lines(draft as { readonly [name: string]: Draft }, source);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

const lines = (draft: { readonly [name: string]: Draft }, source: string): readonly string[] =>
  Object.entries(draft).map(([name, value]) => `${encodeString(name)}: ${print(value, source)}`);

/** An object of these properties, each as JSON text, in the layout of another object. */
function printAs(other: JsonNode | undefined, own: readonly string[], source: string): string {
  const [first] = other?.children ?? [];
  const layout = first ? layoutBefore(first.offset, source) : ' ';
  if (!other || !layout.includes('\n')) return `{ ${own.join(', ')} }`;
  return `{${layout}${own.join(`,${layout}`)}${layoutBefore(nodeSpan(other).end - 1, source)}}`;
}

/** An object of these properties, each as JSON text, in the layout of a statement. */
function printLike(statement: Statement, own: readonly string[], source: string): string {
  const layout = layoutBefore(statement.properties[0]?.key.offset ?? 0, source);
  const [lineEnd] = /\r?\n/.exec(layout) ?? [];
  const indentation = /[ \t]*$/.exec(layoutBefore(statement.span.start, source))?.[0] ?? '';
  return `{${layout}${own.join(`,${layout}`)}${lineEnd ? lineEnd + indentation : ' '}}`;
}

const known = new WeakMap<JsonNode, ReadonlyMap<string, readonly JsonNode[]>>();

/** The properties of an object by their names in lower case. Kept for each object: many fixes ask for the same one. */
function byName(object: JsonNode): ReadonlyMap<string, readonly JsonNode[]> {
  let names = known.get(object);
  if (!names) {
    names = grouped(
      properties(object).map(({ node }) => node),
      nameOf,
    );
    known.set(object, names);
  }
  return names;
}

function grouped<T>(all: readonly T[], nameOfOne: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = nameOfOne(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}

const nameOf = ({ children }: JsonNode): string => String(children?.[0]?.value).toLowerCase();

/** Whether an object has a property of this name, in any case. `beside`: one that does not count. */
const holdsName = (object: JsonNode | undefined, name: string, beside?: JsonNode): boolean =>
  object !== undefined && (byName(object).get(name.toLowerCase()) ?? []).some((node) => node !== beside);

/** The other properties of an object that have the name of one of them, in any case. */
const namedAlike = (property: JsonNode): readonly JsonNode[] =>
  property.parent ? (byName(property.parent).get(nameOf(property)) ?? []).filter((node) => node !== property) : [];

const renameable = ({ node }: Property, name: string): boolean => !holdsName(node.parent, name, node);

function addChildren(container: JsonNode, written: readonly string[], source: string): Edits {
  const last = container.children?.at(-1);
  return last ? insertAfter(last, written, source) : insertBeforeFirst(container, written, source);
}

function addStatement(after: Statement, written: string, source: string): Edits {
  if (after.node.parent?.type === 'array') return insertAfter(after.node, [written], source);
  const { start, end } = after.span;
  return [writtenEdit(sourceSpan(start, start), '['), writtenEdit(sourceSpan(end, end), `, ${written}]`)];
}

type OperatorElement = ConditionElement['operators'][number];

interface Operators {
  readonly byName: ReadonlyMap<string, readonly OperatorElement[]>;
  readonly byValue: ReadonlyMap<StringValue, OperatorElement>;
}

const knownOperators = new WeakMap<ConditionElement, Operators>();

function operatorsIn(condition: ConditionElement): Operators {
  let found = knownOperators.get(condition);
  if (!found) {
    found = {
      byName: grouped(condition.operators, ({ name }) => name.text.toLowerCase()),
      byValue: new Map(condition.operators.map((each) => [each.name, each])),
    };
    knownOperators.set(condition, found);
  }
  return found;
}

const operatorOf = ({ condition }: Statement, { operator }: ConditionEntry): OperatorElement | undefined =>
  condition && operatorsIn(condition).byValue.get(operator);

/** The operators of this name, in any case. */
const operatorsNamed = (condition: ConditionElement | undefined, name: string): readonly OperatorElement[] =>
  (condition && operatorsIn(condition).byName.get(name.toLowerCase())) ?? [];

function changeOperator(statement: Statement, entries: readonly ConditionEntry[], to: string, source: string): Edits {
  const [first] = entries;
  const own = first && operatorOf(statement, first);
  if (!own) return [];
  const isFree = !operatorsNamed(statement.condition, to).some(({ name }) => name !== own.name);
  if (isFree && entries.length === own.entries.length) return [writeName(own.property, to)];
  return moveTo(
    statement,
    entries,
    to,
    entries.map(({ list }) => sourceOf(list.property.node, source)),
    source,
  );
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
  const targets = operatorsNamed(statement.condition, to).filter(({ name }) => name !== own.name);
  const [target] = targets;
  if (!target) {
    // `BOOL` to `Bool` for one key of several: the name is the same one.
    if (operatorsNamed(statement.condition, to).length > 0) return [];
    const object = printAs(own.property.value, written, source);
    return [...removal, ...insertAfter(own.property.node, [`${encodeString(to)}: ${object}`], source)];
  }
  const object = target.property.value;
  if (targets.length > 1 || object?.type !== 'object' || isIntrinsic(object)) return [];
  if (entries.some(({ key }) => holdsName(object, key.text))) return [];
  return [...removal, ...addChildren(object, written, source)];
}

function addConditions(statement: Statement, added: readonly AddedCondition[], source: string): Edits {
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
    const object = present[0]?.property.value;
    const written = pairs.map(([, text]) => text);
    if (present.length === 0) own.push(`${encodeString(operator)}: { ${written.join(', ')} }`);
    else if (present.length > 1 || object?.type !== 'object' || isIntrinsic(object)) return [];
    else if (pairs.some(([key]) => holdsName(object, key))) return [];
    else edits.push(...addChildren(object, written, source));
  }
  if (own.length === 0) return edits;
  const object = condition?.property.value;
  if (object?.type === 'object') return isIntrinsic(object) ? [] : [...edits, ...addChildren(object, own, source)];
  if (holdsName(node, 'Condition')) return [];
  return addChildren(node, [`"Condition": { ${own.join(', ')} }`], source);
}

function addCopy(statement: Statement, moved: Moved | undefined, changes: CopyChanges, source: string): Edits {
  const condition = conditionWithout(statement, changes.without ?? [], changes.added ?? [], source);
  if (!isPlain(statement) || condition === undefined) return [];
  const written = new Map<string, string>();
  for (const { name, node } of statement.properties) written.set(name, sourceOf(node, source));
  written.delete('Sid');
  if (condition === '') written.delete('Condition');
  else written.set('Condition', `"Condition": ${condition}`);
  if (changes.resource !== undefined) written.set('Resource', `"Resource": ${print(changes.resource, source)}`);
  if (moved && 'principal' in moved) {
    const { principal, of } = moved;
    written.set('Principal', `"Principal": ${print({ [of.name.text]: new Copy(principal.node) }, source)}`);
  } else if (moved) {
    const [name, values] = 'action' in moved ? ['Action', moved.action] : ['Resource', moved.resource];
    const list = values.map(({ node }) => sourceOf(node, source));
    written.set(name, `${encodeString(name)}: ${list.length === 1 ? list[0] : `[${list.join(', ')}]`}`);
  }
  const own = STATEMENT_ELEMENTS.flatMap((element) => written.get(element) ?? []);
  return addStatement(statement, printLike(statement, own, source), source);
}

/** Whether a statement holds each of IAM's elements at most once and nothing else, so that a copy of it says the same. */
function isPlain({ properties: own, condition }: Statement): boolean {
  const names = own.map(({ name }) => name);
  const isKnown = names.every((name) => (STATEMENT_ELEMENTS as readonly string[]).includes(name));
  if (!isKnown || new Set(names).size < names.length) return false;
  const operators = condition?.operators ?? [];
  return (
    isEachOnce(operators) && operators.every(({ entries }) => isEachOnce(entries.map(({ key }) => ({ name: key }))))
  );
}

const isEachOnce = (named: readonly { readonly name: { readonly text: string } }[]): boolean =>
  new Set(named.map(({ name }) => name.text.toLowerCase())).size === named.length;

/** A statement's Condition as JSON, some entries left out and some added; empty where nothing is left. */
function conditionWithout(
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
