/** Writes changes of a policy as JSON, in the document's own layout. */
import { type Edits, writtenEdit } from '../../model/edit.ts';
import { layoutBefore } from '../../model/layout.ts';
import { sourceSpan } from '../../model/span.ts';
import { type JsonNode, nodeSpan, type Property, properties } from '../../policy/json.ts';
import { STATEMENT_ELEMENTS, type Statement } from '../../policy/statement.ts';
import { type Value, within } from '../../policy/value.ts';
import { Copy, type CopyChanges, type Moved, type PolicyWriter } from '../writer.ts';
import { beyondJson } from './beyond-json.ts';
import { gapAfter } from './comments.ts';
import { addConditions, changeOperator, conditionWithout, replaceCondition } from './conditions.ts';
import { encodeInside, encodeString } from './encode.ts';
import { addChildren, insertAfter, insertBeforeFirst, removeNodes } from './insertion.ts';
import { holdsName, namedAlike, renameable } from './names.ts';
import { lines, print, printLike, replaceNode, sourceOf, writeName } from './print.ts';

/** The writer of one version of a document; `source` is its whole text. */
export const jsonWriter = (source: string): PolicyWriter => ({
  beyondJson: () => beyondJson(source),
  surroundingsOf: ({ node, span }) =>
    node.length < 0
      ? undefined
      : `${node.parent?.type} ${layoutBefore(span.start, source)} ${gapAfter(source, span.end)}`,
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
  replaceCondition: (statement, entry, operator, value) => replaceCondition(statement, entry, operator, value, source),
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

const nodeOf = (thing: Value | Property | Statement): JsonNode => thing.node;

/** Whether another property of the same name would count once these are gone. */
const uncovers = (node: JsonNode, removed: readonly JsonNode[]): boolean =>
  node.type === 'property' && namedAlike(node).some((other) => !removed.includes(other));

const isInContainer = ({ parent }: JsonNode): boolean => parent?.type === 'array' || parent?.type === 'object';

function addStatement(after: Statement, written: string, source: string): Edits {
  if (after.node.parent?.type === 'array') return insertAfter(after.node, [written], source);
  const { start, end } = after.span;
  return [writtenEdit(sourceSpan(start, start), '['), writtenEdit(sourceSpan(end, end), `, ${written}]`)];
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
