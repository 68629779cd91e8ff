/**
 * Terraform in JSON syntax, `.tf.json`, which tools generate: its policies are read, and not edited.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
import { type Node, nodeSpan, type PropertyNode, properties } from '../../model/node.ts';
import { NOTHING_READ, type ReadText } from '../../policy/read-text.ts';
import { decliningWriter } from '../declining-writer.ts';
import type { Host } from '../host.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { parseJson } from '../json/parse.ts';
import { policiesIn } from './found.ts';
import { ABOUT_POLICIES } from './host.ts';
import { type Body, type Item, type Reference, stringNode } from './parse.ts';
import { policyOf } from './policy-document.ts';
import { readTemplate } from './template.ts';

/** The blocks with a type and a name. */
const LABELED = new Set(['resource', 'data']);

/** The blocks of a policy document. */
const BLOCKS = /^(?:statement|condition|(?:not_)?principals)$/;

const REFERENCE = /\$\{\s*((?:data\.)?[a-z]\w*(?:\.[\w-]+)+)/g;

function read(text: string): ReadText {
  if (!ABOUT_POLICIES.test(text)) return NOTHING_READ;
  const reader = new Reader(text);
  const root: NodeDraft = { type: 'object', offset: 0, length: text.length };
  root.children = properties(parseJson(text).root).flatMap((block) => reader.blocks(block, root));
  const { values, documents, references } = reader;
  return { ...NOTHING_READ, root, found: policiesIn({ root, values, documents, references }, text) };
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
    const inner = isDocument ? policyOf(this.#bodyOf(value, path)) : this.#copy(value, property, path);
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

  /** An object as the body of a block: of `aws_iam_policy_document`, or of a block in it. */
  #bodyOf(object: Node, path: readonly string[]): Body {
    const { start: offset, end } = nodeSpan(object);
    const items = properties(object).flatMap(({ name, key, value, whole }): readonly Item[] => {
      const item = { name, nameOffset: key.offset + 1, labels: [], end: nodeSpan(whole).end };
      if (value && BLOCKS.test(name)) {
        const bodies = value.type === 'array' ? (value.children ?? []) : [value];
        return bodies
          .filter(({ type }) => type === 'object')
          .map((body) => ({ ...item, body: this.#bodyOf(body, path), end: nodeSpan(body).end }));
      }
      const own = value && this.#copy(value, undefined, [...path, name], true);
      return [{ ...item, value: own, ...(whole.colonOffset !== undefined && { equals: whole.colonOffset }) }];
    });
    return { offset, end, isClosed: true, items };
  }
}

export const terraformJsonHost: Host = {
  name: 'terraform',
  languages: [],
  extensions: ['.tf.json', '.tofu.json'],
  read,
  writer: () => decliningWriter,
  cursorAt: () => undefined,
  statementPlace: () => undefined,
};
