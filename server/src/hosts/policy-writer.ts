/** Writes changes of a policy in some syntax: what must hold in each of them, such as that no name comes to stand twice. */

import type { Property } from '../model/data.ts';
import type { Edits } from '../model/edit.ts';
import { type Node, nodeOf, properties } from '../model/node.ts';
import { STATEMENT_ELEMENTS, type Statement } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { addConditions, changeOperator, conditionWithout, replaceCondition } from './conditions.ts';
import { holdsName, namedAlike, renameable } from './names.ts';
import type { Syntax } from './syntax.ts';
import { Copy, type CopyChanges, type Draft, type Moved, type PolicyWriter } from './writer.ts';

/** The writer of one version of a document. */
export const policyWriter = (syntax: Syntax): PolicyWriter => ({
  beyondJson: () => syntax.beyondJson(),
  surroundingsOf: ({ data }) => syntax.surroundings(nodeOf(data)),
  replaceText: (value, text, start, end) =>
    value.kind === 'string' || value.kind === 'partial'
      ? syntax.replaceText(value, text, start ?? 0, end ?? value.text.length)
      : syntax.replaceNode(nodeOf(value.data), text),
  substitute: ({ data }) => (nodeOf(data).type === 'string' ? syntax.substitute(nodeOf(data)) : []),
  replaceValue: ({ data }, draft) => syntax.replaceNode(nodeOf(data), draft),
  setValue: ({ value }, draft) => (value ? syntax.replaceNode(nodeOf(value), draft) : []),
  replaceInList: ({ isArray, property }, value, texts) => {
    const node = nodeOf(value.data);
    if (node.parent !== property.value && node !== property.value) return []; // in a branch of a function
    if (isArray) return syntax.replaceItem(node, texts);
    return syntax.replaceNode(node, texts.length === 1 ? (texts[0] ?? '') : texts);
  },
  addValues: ({ property, isArray, isConditional }, texts) => {
    if (texts.length === 0 || (isConditional && !isArray)) return [];
    const value = nodeOf(property.value);
    if (!value) return syntax.addValue(nodeOf(property.whole), texts);
    return isArray ? syntax.addItems(value, texts) : syntax.makeList(value, texts);
  },
  rename: (property, name) => (renameable(property, name) ? syntax.replaceName(nodeOf(property.whole), name) : []),
  changeOperator: (statement, entries, operator) => changeOperator(statement, entries, operator, syntax),
  replaceCondition: (statement, entry, operator, value) => replaceCondition(statement, entry, operator, value, syntax),
  remove: (...things) => {
    const nodes = things.map(nodeOfThing);
    const [first] = nodes;
    if (!first || nodes.some((node) => node.parent !== first.parent || !isInContainer(node))) return [];
    return nodes.some((node) => uncovers(node, nodes)) ? [] : syntax.remove(nodes);
  },
  keepOnly: ({ whole }) => syntax.remove(namedAlike(nodeOf(whole))),
  addElement: ({ data }, name, value, place = 'last') => {
    const object = nodeOf(data);
    return holdsName(object, name) ? [] : syntax.addEntries(object, [[name, value]], place);
  },
  addConditions: (statement, added) => addConditions(statement, added, syntax),
  addStatement: (after, draft) => addStatement(after, draft, syntax),
  addCopy: (statement, changes) => addCopy(statement, undefined, changes, syntax),
  split: (statement, moved, changes) => {
    const removal = removalOf(moved, syntax);
    const copy = removal.length === 0 ? [] : addCopy(statement, moved, changes, syntax);
    return copy.length === 0 ? [] : [...removal, ...copy];
  },
});

/** Takes out of a statement what moves; declined where nothing of its kind would be left. */
function removalOf(moved: Moved, syntax: Syntax): Edits {
  if ('principal' in moved) {
    const principal = nodeOf(moved.principal.data);
    if (moved.of.values.length > 1) return isInContainer(principal) ? syntax.remove([principal]) : [];
    const type = nodeOf(moved.of.property.whole);
    return properties(type.parent).length > 1 ? syntax.remove([type]) : [];
  }
  const nodes = ('action' in moved ? moved.action : moved.resource).map(({ data }) => nodeOf(data));
  const list = nodes[0]?.parent;
  const isLeft = list?.type === 'array' && (list.children?.length ?? 0) > nodes.length;
  return isLeft && nodes.every(isInContainer) ? syntax.remove(nodes) : [];
}

const nodeOfThing = (thing: Value | Property | Statement): Node => nodeOf('whole' in thing ? thing.whole : thing.data);

/** Whether another property of the same name would count once these are gone. */
const uncovers = (node: Node, removed: readonly Node[]): boolean =>
  node.type === 'property' && namedAlike(node).some((other) => !removed.includes(other));

/** Whether a node can leave its list or object; the values that a function is given must stay where they are. */
const isInContainer = ({ parent }: Node): boolean =>
  parent?.type === 'object' || (parent?.type === 'array' && !isGiven(parent));

const isGiven = ({ parent }: Node): boolean =>
  parent?.type === 'property' && String(parent.children?.[0]?.value).startsWith('Fn::');

function addStatement(after: Statement, draft: { readonly [name: string]: Draft }, syntax: Syntax): Edits {
  const node = nodeOf(after.data);
  const { parent } = node;
  if (parent?.type !== 'array') return syntax.makeList(node, [draft]);
  return isGiven(parent) ? [] : syntax.insertItem(node, draft);
}

function addCopy(statement: Statement, moved: Moved | undefined, changes: CopyChanges, syntax: Syntax): Edits {
  const condition = conditionWithout(statement, changes.without ?? [], changes.added ?? []);
  if (!isPlain(statement) || condition === undefined) return [];
  const drafts = new Map<string, Draft>();
  for (const { name, value } of statement.properties) if (value) drafts.set(name, new Copy(value));
  if (Object.keys(condition).length === 0) drafts.delete('Condition');
  else if (changes.without || changes.added) drafts.set('Condition', condition);
  if (changes.resource !== undefined) drafts.set('Resource', changes.resource);
  if (moved && 'principal' in moved) {
    drafts.set('Principal', { [moved.of.name.text]: new Copy(moved.principal.data) });
  } else if (moved) {
    const [name, values] = 'action' in moved ? ['Action', moved.action] : ['Resource', moved.resource];
    const [only, ...more] = values.map(({ data }) => new Copy(data));
    if (only) drafts.set(name, more.length === 0 ? only : [only, ...more]);
  }
  const own = STATEMENT_ELEMENTS.flatMap((element) => {
    const draft = element === 'Sid' ? undefined : drafts.get(element);
    return draft === undefined ? [] : [[element, draft] as const];
  });
  return addStatement(statement, Object.fromEntries(own), syntax);
}

/** Whether a statement holds each of IAM's elements at most once and nothing else, so that a copy of it says the same. */
function isPlain({ properties: own, condition }: Statement): boolean {
  const names = own.map(({ name }) => name);
  const isKnown = names.every((name) => (STATEMENT_ELEMENTS as readonly string[]).includes(name));
  if (!isKnown || new Set(names).size < names.length || own.some(({ value }) => !value)) return false;
  const operators = condition?.operators ?? [];
  return (
    isEachOnce(operators) && operators.every(({ entries }) => isEachOnce(entries.map(({ key }) => ({ name: key }))))
  );
}

const isEachOnce = (named: readonly { readonly name: { readonly text: string } }[]): boolean =>
  new Set(named.map(({ name }) => name.text.toLowerCase())).size === named.length;
