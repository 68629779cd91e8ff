/**
 * `data "aws_iam_policy_document"` as the policy that it makes.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
import type { Node } from '../../model/node.ts';
import { HOLE } from '../../patterns/hole.ts';
import { table } from '../../patterns/table.ts';
import type { Part } from '../../policy/cursor.ts';
import type { NodeDraft } from '../json/embedded.ts';
import type { Body, Item } from './parse.ts';

/** The attributes of a statement, and IAM's names for them. */
export const STATEMENT_ATTRIBUTES = table<string>({
  sid: 'Sid',
  effect: 'Effect',
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
});

/** IAM's names, and the attributes of a statement. */
export const ATTRIBUTES: ReadonlyMap<string, string> = new Map(
  Object.entries(STATEMENT_ATTRIBUTES).map(([attribute, name]) => [name, attribute]),
);

/** The blocks of a statement, and IAM's names for them. */
export const STATEMENT_BLOCKS = table<string>({
  principals: 'Principal',
  not_principals: 'NotPrincipal',
  condition: 'Condition',
});

const POLICY_ATTRIBUTES = table<string>({ version: 'Version', policy_id: 'Id' });

const PRINCIPAL_PARTS: readonly Part[] = [
  { name: 'type', isList: false, detail: 'The type of principal' },
  { name: 'identifiers', isList: true, detail: 'The principals of this type' },
];

/** The attributes of the blocks of a statement. */
export const BLOCK_PARTS = table<readonly Part[]>({
  principals: PRINCIPAL_PARTS,
  not_principals: PRINCIPAL_PARTS,
  condition: [
    { name: 'test', isList: false, detail: 'The condition operator' },
    { name: 'variable', isList: false, detail: 'The condition key' },
    { name: 'values', isList: true, detail: 'The values of the condition key' },
  ],
});

/** Whether an attribute takes one string, and no list. */
export const takesOne = (attribute: string): boolean =>
  /^(?:sid|effect|test|variable|type|version|policy_id)$/.test(attribute);

/** Attributes with which other documents' statements come in. */
const TAKES_OTHERS = /^(?:source|override)_(?:policy_documents|json)$/;

/** The policy that a block makes. What Terraform adds where nothing is written, `Allow`, is there without a place. */
export function policyOf({ offset, end, items: all }: Body): NodeDraft {
  const items = all.filter(isSet);
  const policy: NodeDraft = { type: 'object', offset, length: end - offset };
  const statements = items.filter((item) => blockName(item) === 'statement');
  const takesOthers = items.some(({ name }) => TAKES_OTHERS.test(name));
  const properties = items.flatMap((item) => {
    const name = POLICY_ATTRIBUTES[item.name];
    return name ? [attribute(item, name, policy)] : [];
  });
  const [first] = statements;
  if (first || takesOthers) properties.push(statementsOf(statements, takesOthers, policy, first ?? items[0]));
  policy.children = properties.toSorted((a, b) => a.offset - b.offset);
  return policy;
}

/** Whether an attribute has a value: null is none, and neither is a sid without text. */
const isSet = ({ name, value }: Item): boolean =>
  value?.type !== 'null' && !(name === 'sid' && value?.type === 'string' && value.value === '');

/** The name of a block, also of a `dynamic` one. */
const blockName = ({ name, labels, body }: Item): string | undefined =>
  body ? (name === 'dynamic' ? labels[0] : name) : undefined;

/** What a block holds; of a `dynamic` one, what each of its blocks holds. */
const contentOf = ({ name, body }: Item): Body | undefined =>
  name === 'dynamic' ? body?.items.find((item) => item.name === 'content')?.body : body;

function statementsOf(
  statements: readonly Item[],
  takesOthers: boolean,
  policy: Node,
  at: Item | undefined,
): NodeDraft {
  const offset = at?.nameOffset ?? policy.offset;
  const end = Math.max(offset + 1, ...statements.map((each) => each.end));
  const property: NodeDraft = { type: 'property', offset, length: end - offset, parent: policy, colonOffset: offset };
  const list: NodeDraft = { type: 'array', offset, length: end - offset, parent: property };
  const children = statements.flatMap((item): readonly NodeDraft[] => {
    const body = contentOf(item);
    if (!body) return [];
    const statement = statementOf(body, list);
    return [item.name === 'dynamic' ? underCondition(statement, list) : statement];
  });
  if (takesOthers) children.push({ type: 'object', offset: end, length: 0, parent: list, isUnknown: true });
  list.children = children;
  property.children = [word('Statement', offset, at?.name.length ?? 0, property), list];
  return property;
}

/** A statement that is there as often as `for_each` says: like one in a branch of `Fn::If`. */
function underCondition(statement: NodeDraft, parent: Node): NodeDraft {
  const { offset, length } = statement;
  const object: NodeDraft = { type: 'object', offset, length, parent };
  const property: NodeDraft = { type: 'property', offset, length, parent: object, colonOffset: offset };
  const branches: NodeDraft = { type: 'array', offset, length, parent: property };
  const condition: NodeDraft = { type: 'object', offset, length: 0, parent: branches, isUnknown: true };
  branches.children = [condition, Object.assign(statement, { parent: branches })];
  property.children = [word('Fn::If', offset, 0, property), branches];
  object.children = [property];
  return object;
}

function statementOf({ offset, end, items: all }: Body, parent: Node): NodeDraft {
  const items = all.filter(isSet);
  const statement: NodeDraft = { type: 'object', offset, length: end - offset, parent };
  const own = items.flatMap((item) => {
    if (item.body) return [];
    return [attribute(item, STATEMENT_ATTRIBUTES[item.name] ?? item.name, statement)];
  });
  if (!items.some(({ name }) => name === 'effect')) own.unshift(implied('Effect', 'Allow', offset, statement));
  for (const block of ['principals', 'not_principals'] as const) {
    const blocks = items.filter((item) => blockName(item) === block);
    if (blocks.length > 0) own.push(principalsOf(blocks, STATEMENT_BLOCKS[block] ?? '', statement));
  }
  const conditions = items.filter((item) => blockName(item) === 'condition');
  if (conditions.length > 0) own.push(conditionsOf(conditions, statement));
  statement.children = own.toSorted((a, b) => a.offset - b.offset);
  return statement;
}

/** A name of IAM that stands for a word of the source. */
const word = (name: string, offset: number, length: number, parent: Node): NodeDraft => ({
  type: 'string',
  offset,
  length,
  value: name,
  parent,
  runs: [{ at: 0, start: 0, end: length }],
});

function attribute({ nameOffset, name: written, value, equals, end }: Item, name: string, parent: Node): NodeDraft {
  const property: NodeDraft = { type: 'property', offset: nameOffset, length: end - nameOffset, parent };
  if (equals !== undefined) property.colonOffset = equals;
  const key = word(name, nameOffset, written.length, property);
  property.children = value ? [key, Object.assign(value, { parent: property })] : [key];
  return property;
}

function implied(name: string, value: string, offset: number, parent: Node): NodeDraft {
  const property: NodeDraft = { type: 'property', offset, length: 0, parent, colonOffset: offset };
  property.children = [word(name, offset, 0, property), word(value, offset, 0, property)];
  return property;
}

/** A name that is not known. */
const unknownName = ({ offset, length }: Node): NodeDraft => ({
  type: 'string',
  offset,
  length,
  value: HOLE,
  runs: [{ at: 0, start: 0, end: length }],
});

/**
 * All blocks of a kind as one property with an object in it. `members` makes the object's properties of a block; undefined where
 * they are not known.
 */
function together(
  blocks: readonly Item[],
  name: string,
  parent: Node,
  members: (body: Body, object: Node) => readonly NodeDraft[] | undefined,
): NodeDraft {
  const [first] = blocks;
  const offset = first?.nameOffset ?? parent.offset;
  const end = blocks.at(-1)?.end ?? offset;
  const property: NodeDraft = { type: 'property', offset, length: end - offset, parent, colonOffset: offset };
  // Of an object or a list that says what the blocks do, the value stands behind the name.
  const from = first?.value?.offset ?? offset;
  const object: NodeDraft = { type: 'object', offset: from, length: end - from, parent: property };
  let known = blocks.every((item) => item.name !== 'dynamic');
  object.children = blocks.flatMap((item) => {
    const body = contentOf(item);
    const own = body ? members(body, object) : [];
    if (!own) known = false;
    return own ?? [];
  });
  // What `for_each` repeats is not known: neither how often, nor with which values.
  if (!known) {
    const isPerhaps = blocks.every((item) => item.name === 'dynamic');
    Object.assign(object, { isUnknown: true, children: undefined, ...(isPerhaps && { length: 0 }) });
  }
  property.children = [word(name, offset, first?.name.length ?? 0, property), object];
  return property;
}

function principalsOf(blocks: readonly Item[], name: string, parent: Node): NodeDraft {
  const types = new Map<string, NodeDraft>();
  const property = together(blocks, name, parent, (body, object) => {
    const type = body.items.find((item) => item.name === 'type')?.value;
    const identifiers = body.items.find((item) => item.name === 'identifiers');
    if (!type) return []; // half typed
    return type.type === 'string' ? joined(types, named(type, identifiers, body, object)) : undefined;
  });
  const [only, another] = blocks;
  const type = only?.body?.items.find((item) => item.name === 'type')?.value;
  // `type = "*"` makes `"Principal": "*"`.
  if (type?.value !== '*' || another) return property;
  const [key] = property.children ?? [];
  if (key) property.children = [key, Object.assign(type, { parent: property })];
  return property;
}

/** Blocks with the same operator are one operator with several keys, as in the document that Terraform makes. */
function conditionsOf(blocks: readonly Item[], parent: Node): NodeDraft {
  const operators = new Map<string, { readonly operator: NodeDraft; readonly keys: NodeDraft }>();
  const variables = new Map<string, NodeDraft>();
  return together(blocks, 'Condition', parent, (body, object) => {
    const test = body.items.find((item) => item.name === 'test')?.value;
    const variable = body.items.find((item) => item.name === 'variable')?.value;
    const values = body.items.find((item) => item.name === 'values');
    if (!test) return []; // half typed
    if (test.type !== 'string') return undefined;
    const name = String(test.value);
    const before = operators.get(name);
    const operator: NodeDraft = before?.operator ?? {
      ...placeOf(body),
      type: 'property',
      parent: object,
      colonOffset: body.offset,
    };
    const keys: NodeDraft = before?.keys ?? { ...placeOf(body), type: 'object', parent: operator };
    const key = variable?.type === 'string' || !variable ? variable : unknownName(variable);
    const own = key ? [named(key, values, body, keys)] : [];
    keys.children = [...(keys.children ?? []), ...own.flatMap((each) => joined(variables, each, name))];
    for (const each of [operator, keys]) each.length = body.end - each.offset;
    if (before) return [];
    operators.set(name, { operator, keys });
    operator.children = [Object.assign(test, { parent: operator }), keys];
    return [operator];
  });
}

/**
 * A property, if it is the first of its name; else its values are added to those of the first. They stay children of the
 * list that they are written in.
 */
function joined(byName: Map<string, NodeDraft>, property: NodeDraft, prefix = ''): readonly NodeDraft[] {
  const [key, list] = property.children ?? [];
  const name = `${prefix} ${key?.value}`;
  const before = byName.get(name);
  const [firstKey, first] = before?.children ?? [];
  if (!before || !firstKey || !first || !list) {
    byName.set(name, property);
    return [property];
  }
  const { offset, length } = first;
  const all: NodeDraft = { type: 'array', offset, length, parent: before };
  all.children = [first, list].flatMap((each) => (each.type === 'array' ? (each.children ?? []) : each));
  before.children = [firstKey, all];
  return [];
}

const placeOf = ({ offset, end }: Body) => ({ offset, length: end - offset });

/** A property whose name is the value of one attribute, and whose value is that of another one. */
function named(name: NodeDraft, values: Item | undefined, body: Body, parent: Node): NodeDraft {
  const property: NodeDraft = {
    ...placeOf(body),
    type: 'property',
    parent,
    colonOffset: values?.equals ?? body.offset,
  };
  const key = Object.assign(name, { parent: property });
  property.children = values?.value ? [key, Object.assign(values.value, { parent: property })] : [key];
  return property;
}
