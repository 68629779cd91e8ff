/** Terraform and OpenTofu: `jsonencode({…})`, the same objects elsewhere, heredocs, and `aws_iam_policy_document`. */
import { moved } from '../../model/moved.ts';
import { type Node, propertyValue } from '../../model/node.ts';
import { memoizedByText } from '../../patterns/memo.ts';
import { findPolicies } from '../../policy/detect.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import type { FoundPolicy, ReadText } from '../../policy/read-text.ts';
import type { Host } from '../host.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { blocksIn } from './blocks.ts';
import { cursorAt } from './cursor.ts';
import { kindOfPath } from './kinds.ts';
import { type Item, parseBlock, type Reference } from './parse.ts';
import { policyOf } from './policy-document.ts';
import { statementPlace } from './statement-place.ts';
import { terraformWriter } from './writer.ts';

const ABOUT_POLICIES =
  /statement|jsonencode|aws_iam_policy_document|assume_role_policy|guardrail_inference|20(?:12-10-17|08-10-17)/i;

/** Where policies are used: `policy = data.aws_iam_policy_document.app.json`, `permissions_boundary = aws_iam_policy.app.arn`. */
const USES = /data\.aws_iam_policy_document\.|aws_iam_policy\.|organizations_policy/;

interface Block {
  /** The block as an object in an object, by its names. */
  readonly root: Node;
  /** The documents of `aws_iam_policy_document`, by their names. */
  readonly documents: readonly { readonly name: string; readonly index: number }[];
  readonly references: readonly Reference[];
}

/** The blocks of open files: of a file that is typed in, all but one have been read before. */
const MOST_BLOCKS = 2000;

const readBlock: (text: string) => Block = memoizedByText(MOST_BLOCKS, (text) => {
  const { items, references } = parseBlock(text);
  const documents: { name: string; index: number }[] = [];
  const root: NodeDraft = { type: 'object', offset: 0, length: text.length };
  root.children = items.map((item, index) => {
    const [type = '', name = ''] = item.labels;
    const isDocument = item.name === 'data' && type === 'aws_iam_policy_document' && item.body !== undefined;
    if (isDocument) documents.push({ name, index });
    return propertyOf(item, root, isDocument);
  });
  return { root, documents, references };
});

/** An attribute or a block as a property. A block's name is that of Terraform's addresses. */
function propertyOf(item: Item, parent: Node, isDocument = false): NodeDraft {
  const { name, nameOffset, labels, value, body, equals, end } = item;
  const property: NodeDraft = { type: 'property', offset: nameOffset, length: end - nameOffset, parent };
  if (equals !== undefined) property.colonOffset = equals;
  const address = (name === 'resource' ? labels : [name, ...labels]).join('.');
  const key: NodeDraft = { type: 'string', offset: nameOffset, length: name.length, value: address, parent: property };
  key.runs = [{ at: 0, start: 0, end: name.length }];
  const inner = body ? (isDocument ? policyOf(body) : objectOf(item)) : value;
  property.children = inner ? [key, Object.assign(inner, { parent: property })] : [key];
  return property;
}

function objectOf({ body }: Item): NodeDraft {
  const { offset = 0, end = 0, items = [] } = body ?? {};
  const object: NodeDraft = { type: 'object', offset, length: end - offset };
  object.children = items.map((item) => propertyOf(item, object));
  return object;
}

const NOTHING: ReadText = { root: undefined, problems: [], unread: [], tooDeep: [], found: [], isVerbatim: false };

function read(text: string): ReadText {
  if (!ABOUT_POLICIES.test(text)) return NOTHING;
  const root: NodeDraft = { type: 'object', offset: 0, length: text.length };
  const documents: { readonly node: Node; readonly name: string }[] = [];
  const references: Reference[] = [];
  root.children = blocksIn(text).flatMap(([start, end]) => {
    const own = text.slice(start, end);
    if (!ABOUT_POLICIES.test(own) && !USES.test(own)) return [];
    const block = readBlock(own);
    references.push(...block.references);
    const placed = moved(block.root, undefined, start).children ?? [];
    for (const { name, index } of block.documents) {
      const node = placed[index]?.children?.[1];
      if (node) documents.push({ node, name });
    }
    return placed.map((property) => Object.assign(property, { parent: root }));
  });
  const found = [
    ...valuesIn(root, new Set(documents.map(({ node }) => node)))
      .flatMap(findPolicies)
      .map((each) => ofPlace(each, references)),
    ...documents.map(
      ({ node, name }): FoundPolicy => ({
        node,
        kind: kindOfUses(references, `data.aws_iam_policy_document.${name}`, root),
        isVersionImplied: propertyValue(node, 'Version') === undefined,
        isRoot: false,
      }),
    ),
  ];
  return { ...NOTHING, root, found: found.toSorted((a, b) => a.node.offset - b.node.offset) };
}

/** The values of the attributes in a body and in the blocks of it. `besides`: blocks that are not looked into. */
const valuesIn = ({ children = [] }: Node, besides: ReadonlySet<Node>): readonly Node[] =>
  children.flatMap(({ colonOffset, children: [, value] = [] }) => {
    if (!value || besides.has(value)) return [];
    return colonOffset === undefined ? valuesIn(value, besides) : [value];
  });

/** A policy that is written where it is used, or in a local value. */
function ofPlace(found: FoundPolicy, references: readonly Reference[]): FoundPolicy {
  const names: string[] = [];
  for (let each: Node | undefined = found.node; each; each = each.parent) {
    if (each.type === 'property') names.unshift(String(each.children?.[0]?.value ?? ''));
  }
  const [address = '', ...rest] = names;
  const [type = '', name = ''] = address.split('.');
  const path = /^aws_/.test(type) ? ['resource', type, name, ...rest] : [type, name, ...rest];
  const isBoundary = type === 'aws_iam_policy' && isBoundaryOf(references, name);
  const kind = isBoundary ? 'boundary' : kindOfPath(path, organizationType(found.node));
  return { ...found, kind, isRoot: false };
}

/** The `type` of the resource that a policy stands in. */
function organizationType(node: Node): string | undefined {
  for (let each: Node | undefined = node.parent; each; each = each.parent) {
    const type = each.type === 'object' ? propertyValue(each, 'type') : undefined;
    if (type?.type === 'string') return String(type.value);
  }
  return undefined;
}

const isBoundaryOf = (references: readonly Reference[], policy: string): boolean =>
  references.some(
    ({ name, path }) => isAttributeOf(name, `aws_iam_policy.${policy}`) && path.at(-1) === 'permissions_boundary',
  );

/** Whether an expression is an attribute of something, or of one of several: `data.x.y.json`, `data.x.y[0].json`. */
const isAttributeOf = (name: string, address: string): boolean =>
  name.startsWith(address) && /^[.[]/.test(name.slice(address.length));

/** The kind that all uses of a document agree on. */
function kindOfUses(references: readonly Reference[], address: string, root: Node): PolicyKind | undefined {
  const kinds = references
    .filter(({ name }) => isAttributeOf(name, address))
    .map(({ path }) => {
      const [block, type, name] = path;
      if (block === 'resource' && type === 'aws_iam_policy' && isBoundaryOf(references, name ?? '')) return 'boundary';
      const resource = propertyValue(root, `${type}.${name}`);
      const own = resource && propertyValue(resource, 'type');
      return kindOfPath(path, own?.type === 'string' ? String(own.value) : undefined);
    });
  const [first, ...others] = kinds;
  return others.every((kind) => kind === first) ? first : undefined;
}

export const terraformHost: Host = {
  name: 'terraform',
  languages: ['terraform', 'opentofu', 'hcl'],
  extensions: ['.tf', '.tofu'],
  read: (text) => read(text),
  writer: terraformWriter,
  cursorAt,
  statementPlace,
};
