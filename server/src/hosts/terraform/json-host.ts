/**
 * Terraform in JSON syntax, `.tf.json`, which tools generate: its policies are read, and not edited.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
import { type Node, type PropertyNode, properties } from '../../model/node.ts';
import { NOTHING_READ, type ReadText } from '../../policy/read-text.ts';
import { decliningWriter } from '../declining-writer.ts';
import type { Host } from '../host.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { parseJson } from '../json/parse.ts';
import { policiesIn } from './found.ts';
import { ABOUT_POLICIES } from './host.ts';
import { bodyOf } from './objects-as-blocks.ts';
import { type Reference, stringNode } from './parse.ts';
import { policyOf } from './policy-document.ts';
import { readTemplate } from './template.ts';

/** The blocks with a type and a name. */
const LABELED = new Set(['resource', 'data']);

const REFERENCE = /\$\{\s*((?:data\.)?[a-z]\w*(?:\.[\w-]+)+)/g;

function read(text: string): ReadText {
  if (!ABOUT_POLICIES.test(text)) return NOTHING_READ;
  const reader = new Reader(text);
  const root: NodeDraft = { type: 'object', offset: 0, length: text.length };
  root.children = properties(parseJson(text).root).flatMap((block) => reader.blocks(block, root));
  const { values, documents, references } = reader;
  const found = policiesIn({ root, values, documents, references }, text);
  return { ...NOTHING_READ, root, found: found.map((each) => ({ ...each, editing: 'none' })) };
}

class Reader {
  readonly values: Node[] = [];
  readonly documents: { readonly node: Node; readonly name: string }[] = [];
  readonly references: Reference[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The blocks that a property of the file stands for, by Terraform's addresses. */
  blocks(block: PropertyNode, root: Node): readonly NodeDraft[] {
    if (!LABELED.has(block.name)) return [this.#block(block, block.name, [block.name], root)];
    return properties(block.value).flatMap((type) =>
      properties(type.value).map((named) => {
        const address = block.name === 'resource' ? [type.name, named.name] : [block.name, type.name, named.name];
        return this.#block(named, address.join('.'), [block.name, type.name, named.name], root);
      }),
    );
  }

  #block(
    { key, value, whole: node, name }: PropertyNode,
    address: string,
    path: readonly string[],
    root: Node,
  ): NodeDraft {
    const { offset, length } = node;
    const property: NodeDraft = { type: 'property', offset, length, parent: root };
    const own = { ...this.#copy(key, property, path), value: address };
    property.children = [own];
    if (!value) return property;
    const isDocument = path[1] === 'aws_iam_policy_document' && value.type === 'object';
    const copy = this.#copy(value, property, path, isDocument);
    const inner = isDocument ? policyOf(bodyOf(copy)) : copy;
    property.children.push(Object.assign(inner, { parent: property }));
    if (isDocument) this.documents.push({ node: inner, name });
    else this.values.push(inner);
    return property;
  }

  /** A value with what Terraform fills in. */
  #copy(node: Node, parent: Node | undefined, path: readonly string[], isDocument = false): NodeDraft {
    const { type, children } = node;
    if (type === 'string') return Object.assign(this.#string(node, path, isDocument), { parent });
    const copy: NodeDraft = { ...node, parent };
    const [key] = type === 'property' ? (children ?? []) : [];
    const inner = key ? [...path, String(key.value)] : path;
    if (children) copy.children = children.map((child) => this.#copy(child, copy, inner, isDocument));
    return copy;
  }

  #string({ offset, length }: Node, path: readonly string[], isDocument: boolean): NodeDraft {
    const end = offset + length;
    const isClosed = length > 1 && this.#text[end - 1] === '"';
    const { text } = readTemplate(this.#text, offset + 1, isClosed ? end - 1 : end, true, isDocument);
    for (const [, name = ''] of this.#text.slice(offset, end).matchAll(REFERENCE)) this.references.push({ name, path });
    return stringNode(text, offset, end);
  }
}

export const terraformJsonHost: Host = {
  name: 'terraform',
  languages: [],
  extensions: ['.tf.json', '.tofu.json'],
  read,
  writer: () => decliningWriter,
  commentSign: () => undefined,
  cursorAt: () => undefined,
  statementPlace: () => undefined,
};
