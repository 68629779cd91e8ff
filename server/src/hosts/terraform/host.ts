/** Terraform and OpenTofu: `jsonencode({…})`, the same objects elsewhere, heredocs, and `aws_iam_policy_document`. */
import { moved } from '../../model/moved.ts';
import { type Node, nodeOf } from '../../model/node.ts';
import { memoizedByText } from '../../patterns/memo.ts';
import { NOTHING_READ, type ReadText } from '../../policy/read-text.ts';
import type { Host } from '../host.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { blocksIn } from './blocks.ts';
import { cursorAt, isJson } from './cursor.ts';
import { policiesIn } from './found.ts';
import { type Item, parseBlock, type Reference } from './parse.ts';
import { policyOf } from './policy-document.ts';
import { statementPlace } from './statement-place.ts';
import { terraformWriter } from './writer.ts';

export const ABOUT_POLICIES =
  /statement|_permissions|jsonencode|aws_iam_policy_document|assume_role_policy|guardrail_inference|20(?:12-10-17|08-10-17)/i;

/** Where policies are used, or given to roles: `policy = data.aws_iam_policy_document.app.json`, `policy_arn = aws_iam_policy.app.arn`. */
const USES = /policy/;

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

function read(text: string): ReadText {
  if (!ABOUT_POLICIES.test(text)) return NOTHING_READ;
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
  const values = valuesIn(root, new Set(documents.map(({ node }) => node)));
  return { ...NOTHING_READ, root, found: policiesIn({ root, values, documents, references }, text) };
}

/** The values of the attributes in a body and in the blocks of it. `besides`: blocks that are not looked into. */
const valuesIn = ({ children = [] }: Node, besides: ReadonlySet<Node>): readonly Node[] =>
  children.flatMap(({ colonOffset, children: [, value] = [] }) => {
    if (!value || besides.has(value)) return [];
    return colonOffset === undefined ? valuesIn(value, besides) : [value];
  });

export const terraformHost: Host = {
  name: 'terraform',
  languages: ['terraform', 'opentofu', 'hcl'],
  extensions: ['.tf', '.tofu', '.hcl'],
  read: (text) => read(text),
  writer: terraformWriter,
  commentSign: ({ text }, { data }) => (isJson(nodeOf(data), text) ? undefined : '#'),
  cursorAt,
  statementPlace,
};
