/** Writes changes of a policy as Terraform: objects and lists between brackets, and the blocks of `aws_iam_policy_document`. */
import { type Edit, type Edits, writtenEdit } from '../../model/edit.ts';
import { indentationAt, layoutBefore, lineStart } from '../../model/layout.ts';
import { type Node, neighbors, nodeOf, nodeSpan } from '../../model/node.ts';
import { sourceSpan } from '../../model/span.ts';
import { suffixOf } from '../../model/suffix.ts';
import { type PartialValue, type StringValue, within } from '../../policy/value.ts';
import { sourceOf } from '../flow/print.ts';
import { type FlowDialect, flowSyntax } from '../flow/syntax.ts';
import { policyWriter } from '../policy-writer.ts';
import type { Entry, Syntax } from '../syntax.ts';
import { Copy, type Draft, type PolicyWriter } from '../writer.ts';
import { ATTRIBUTES } from './policy-document.ts';
import { inside, objectKey, quoted } from './strings.ts';

/** The writer of one version of a document; `source` is its whole text. */
export const terraformWriter = (source: string): PolicyWriter => policyWriter(new TerraformSyntax(source));

const NOTHING_BEYOND = { comments: [], commas: [] };

const BLOCKS = new Map([
  ['Principal', 'principals'],
  ['NotPrincipal', 'not_principals'],
]);

/** The sign between the names and the values around a node: `=`, or `:` as in JSON. */
function signAround(node: Node | undefined, source: string): '=' | ':' {
  for (let each = node; each; each = each.parent) {
    const property =
      each.type === 'property' ? each : each.children?.[0]?.type === 'property' ? each.children[0] : undefined;
    const sign = property?.colonOffset === undefined ? undefined : source[property.colonOffset];
    if (sign === '=' || sign === ':') return sign;
  }
  return '=';
}

const isQuoted = (node: Node | undefined, source: string): boolean => node !== undefined && source[node.offset] === '"';

const dialectOf = (source: string, replaceText: Syntax['replaceText']): FlowDialect => ({
  string: (text) => quoted(text),
  entry: (name, value, beside) => {
    const property = beside?.type === 'property' ? beside : undefined;
    const sign = signAround(property ?? beside, source);
    const isJson = sign === ':' && (!property || isQuoted(property.children?.[0], source));
    if (sign === ':') return `${isJson ? quoted(name) : objectKey(name)}: ${value}`;
    return `${aligned(objectKey(name), property, source)} = ${value}`;
  },
  name: (name, before) => (isQuoted(before, source) ? quoted(name) : objectKey(name)),
  separator: (container) => {
    const [first, second] = container.children ?? [];
    if (container.type === 'array' || !first) return ',';
    if (second) return source.slice(nodeSpan(first).end, second.offset).includes(',') ? ',' : '';
    return signAround(container, source) === ':' ? ',' : '';
  },
  beyondJson: () => NOTHING_BEYOND,
  replaceText,
});

/** A name with as many blanks behind it as put its `=` below that of a neighbor. */
function aligned(name: string, beside: Node | undefined, source: string): string {
  const sign = beside?.colonOffset;
  if (!beside || sign === undefined || source[sign] !== '=') return name;
  return name.padEnd(sign - beside.offset - 1);
}

/** Attributes line by line, their signs below each other. */
function attributeLines(attributes: readonly (readonly [name: string, value: string])[], indentation: string) {
  const width = Math.max(0, ...attributes.map(([name]) => name.length));
  return attributes.map(([name, value]) => `${indentation}${name.padEnd(width)} = ${value}`);
}

const insert = (offset: number, text: string): Edit => writtenEdit(sourceSpan(offset, offset), text);
const remove = (start: number, end: number): Edit => writtenEdit(sourceSpan(start, end), '');

/** Whether the elements of a policy document stand at a node as blocks and attributes. */
type Place = 'policy' | 'statement' | 'nested' | undefined;

/** The blocks of an operator, one for each of its keys; of anything else, itself. */
function blocksIn(node: Node): readonly Node[] {
  const [, value] = node.type === 'property' ? (node.children ?? []) : [];
  const keys = value?.type === 'object' && value.offset === node.offset ? (value.children ?? []) : [];
  return keys.length > 1 ? keys : [node];
}

/** Whether the values of a property stand in several blocks. */
const isJoined = ({ children }: Node): boolean =>
  children?.[1]?.type === 'array' && (children[1].children ?? []).some(({ parent }) => parent !== children[1]);

class TerraformSyntax implements Syntax {
  readonly #source: string;
  readonly #flow: Syntax;

  constructor(source: string) {
    this.#source = source;
    this.#flow = flowSyntax(
      dialectOf(source, (...given) => this.replaceText(...given)),
      source,
    );
  }

  beyondJson() {
    return NOTHING_BEYOND;
  }

  /** What an object that begins with a brace is the body of. */
  #placeOf({ offset, type }: Node): Place {
    if (type !== 'object' || this.#source[offset] !== '{') return undefined;
    const before = this.#source.slice(Math.max(0, offset - 200), offset);
    if (/(?:^|[\s{}])(?:statement|content|"statement")\s*$/.test(before)) return 'statement';
    if (/"aws_iam_policy_document"\s*"[^"]*"\s*$/.test(before)) return 'policy';
    return /(?:^|[\s{}])(?:condition|(?:not_)?principals)\s*$/.test(before) ? 'nested' : undefined;
  }

  /** Whether an object stands for several blocks: the conditions of a statement, or its principals. */
  #isOfBlocks({ offset, type }: Node): boolean {
    return (
      type === 'object' && /^(?:condition|(?:not_)?principals|dynamic)\b/.test(this.#source.slice(offset, offset + 20))
    );
  }

  /** Whether a node, or what it stands in, is a part of a policy document made of blocks. */
  #isInDocument(node: Node | undefined): boolean {
    for (let each = node; each; each = each.parent) if (this.#placeOf(each) === 'policy') return true;
    return false;
  }

  surroundings(node: Node): string | undefined {
    if (this.#placeOf(node) !== 'statement') return this.#flow.surroundings(node);
    const start = this.#blockStart(node);
    const { end } = nodeSpan(node);
    const lineEnd = this.#lineEnd(end);
    const isAlone = neighbors(node).previous === undefined && neighbors(node).next === undefined;
    return JSON.stringify([
      layoutBefore(start, this.#source),
      this.#source.slice(start, node.offset),
      this.#source.slice(end, lineEnd + 3),
      this.#source[end - 1] === '}',
      this.#usesAmpersand(node),
      isAlone,
    ]);
  }

  #usesAmpersand(node: Node): boolean {
    for (let each: Node | undefined = node; each; each = each.parent)
      if (this.#placeOf(each) === 'policy') return sourceOf(each, this.#source).includes('&{');
    return false;
  }

  #opening(node: Node): string {
    return this.#usesAmpersand(node) ? '&{' : '$${';
  }

  replaceText(value: StringValue | PartialValue, text: string, start: number, end: number): Edits {
    const node = nodeOf(value.data);
    if (node.length === 0) return this.#replaceImplied(node, text);
    if (node.type !== 'string') return [];
    const place = within(value, start, end);
    const first = this.#source[node.offset];
    const isCall = first !== '"'; // `format(…)`: only what stands there as it is
    if (isCall && (text.includes('%') || this.#source.slice(place.start, place.end) !== value.text.slice(start, end)))
      return [];
    return [writtenEdit(place, inside(text, this.#opening(node)))];
  }

  /** An effect that is not written is `Allow`: another one must be written. */
  #replaceImplied({ parent }: Node, text: string): Edits {
    const statement = parent?.parent;
    const name = String(parent?.children?.[0]?.value ?? '');
    return statement ? this.addEntries(statement, [[name, text]], 'first') : [];
  }

  /** Terraform has no such function. */
  substitute(): Edits {
    return [];
  }

  replaceNode(node: Node, draft: Draft): Edits {
    if (node.length === 0) return typeof draft === 'string' ? this.#replaceImplied(node, draft) : [];
    const name = String(node.parent?.children?.[0]?.value);
    if (BLOCKS.has(name) && this.#isInDocument(node)) return this.#replacePrincipals(node, name, draft);
    if (this.#isOfBlocks(node) || this.#placeOf(node)) return [];
    if (node.parent?.type === 'property' && this.#isInDocument(node) && node.parent.parent?.type === 'object') {
      if (name === 'Effect' || name === 'Sid' || name === 'Version' || name === 'Id')
        return typeof draft === 'string' ? this.#flow.replaceNode(node, draft) : [];
      return [writtenEdit(nodeSpan(node), this.#list(draft, node))];
    }
    return this.#flow.replaceNode(node, draft);
  }

  /** Other principals in the place of a statement's only block of them. */
  #replacePrincipals(node: Node, name: string, draft: Draft): Edits {
    const { parent } = node;
    if (!parent || (node.type === 'object' && (node.isUnknown || node.children?.length !== 1))) return [];
    const indentation = indentationAt(this.#source, parent.offset);
    const written = this.#principals(name, draft, indentation, node);
    return written ? [writtenEdit(nodeSpan(parent), written.join(this.eol + this.eol).trimStart())] : [];
  }

  /** A list, also of a single value: attributes of blocks take nothing else. */
  #list(draft: Draft, at: Node): string {
    if (draft instanceof Copy) {
      const text = sourceOf(draft.node, this.#source);
      return draft.node.type === 'string' ? `[${text}]` : text;
    }
    const values = Array.isArray(draft) ? (draft as readonly Draft[]) : [draft];
    const written = values.map((each) =>
      each instanceof Copy ? sourceOf(each.node, this.#source) : quoted(String(each), this.#opening(at)),
    );
    return `[${written.join(', ')}]`;
  }

  replaceName(property: Node, name: string): Edits {
    const [key, value] = property.children ?? [];
    if (!key || (value && this.#isOfBlocks(value))) return [];
    const written = this.#source.slice(key.offset, key.offset + key.length);
    const isAttribute = this.#placeOf(property.parent ?? property) === 'statement';
    const others = (value && this.#placeOf(value) === 'nested' ? (value.children ?? []) : []).slice(1);
    if (!isAttribute)
      return [...this.#flow.replaceName(property, name), ...others.flatMap((block) => this.#replaceTest(block, name))];
    const attribute = ATTRIBUTES.get(name);
    return attribute === undefined || written === '' ? [] : [writtenEdit(nodeSpan(key), attribute)];
  }

  /** Another operator for the condition of a block. */
  #replaceTest(block: Node, operator: string): Edits {
    const { offset, length } = block;
    const found = /\btest\s*=\s*"(?=[^"]*")/.exec(this.#source.slice(offset, offset + length));
    if (!found) return [];
    const start = offset + found.index + found[0].length;
    return [writtenEdit(sourceSpan(start, this.#source.indexOf('"', start)), inside(operator, this.#opening(block)))];
  }

  addValue(property: Node, draft: Draft): Edits {
    const { colonOffset: sign } = property;
    if (sign === undefined) return [];
    if (!this.#isInDocument(property)) return this.#flow.addValue(property, draft);
    return [insert(sign + 1, ` ${this.#list(draft, property)}`)];
  }

  makeList(value: Node, more: readonly Draft[]): Edits {
    if (value.isUnknown) return []; // it may be a list already
    return this.#isInDocument(value) ? [] : this.#flow.makeList(value, more);
  }

  replaceItem(item: Node, drafts: readonly Draft[]): Edits {
    return this.#flow.replaceItem(item, drafts);
  }

  addItems(list: Node, drafts: readonly Draft[]): Edits {
    if (this.#source[list.offset] === '[') return this.#flow.addItems(list, drafts);
    const last = list.children?.at(-1);
    if (!last || this.#placeOf(last) !== 'statement') return [];
    return drafts.flatMap((draft) => this.insertItem(last, draft));
  }

  insertItem(after: Node, draft: Draft): Edits {
    if (this.#placeOf(after) !== 'statement') return this.#flow.insertItem(after, draft);
    if (typeof draft === 'string' || draft instanceof Copy || Array.isArray(draft) || !this.#isInStatementBlock(after))
      return [];
    const entries = Object.entries(draft as { readonly [name: string]: Draft });
    const indentation = indentationAt(this.#source, this.#blockStart(after));
    const lines = this.#lines(entries, indentation + this.#unit(after), after);
    if (!lines) return [];
    const { eol } = this;
    const text = `${eol}${eol}${indentation}statement {${lines.map((line) => eol + line).join('')}${eol}${indentation}}`;
    return [insert(this.#lineEnd(nodeSpan(after).end), text)];
  }

  /** Whether a statement's block is no `content` of a `dynamic` one. */
  #isInStatementBlock(node: Node): boolean {
    return /statement\s*$/.test(this.#source.slice(this.#blockStart(node), node.offset));
  }

  get eol(): string {
    return this.#source.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The indentation of one level: of the first line in a block. */
  #unit(block: Node): string {
    const own = indentationAt(this.#source, this.#blockStart(block));
    const inner = /^[ \t]*\r?\n([ \t]+)\S/.exec(this.#source.slice(block.offset + 1, block.offset + 300))?.[1];
    return inner?.startsWith(own) && inner.length > own.length ? inner.slice(own.length) : '  ';
  }

  #lineEnd(offset: number): number {
    const found = this.#source.indexOf('\n', offset);
    const end = found < 0 ? this.#source.length : found;
    return end > offset && this.#source[end - 1] === '\r' ? end - 1 : end;
  }

  /** Where the word begins that a block's brace follows. */
  #blockStart({ offset }: Node): number {
    const before = this.#source.slice(Math.max(0, offset - 200), offset).trimEnd();
    const label = before.endsWith('"') ? before.lastIndexOf('"', before.length - 2) : -1;
    const size = label >= 0 ? before.length - label : suffixOf(before, /[\w-]/).length;
    return offset - (this.#source.slice(Math.max(0, offset - 200), offset).length - before.length) - size;
  }

  /** The lines of a statement's elements, attributes before blocks; undefined where one cannot be written. */
  #lines(entries: readonly Entry[], indentation: string, at: Node): readonly string[] | undefined {
    const attributes: (readonly [string, string])[] = [];
    const blocks: string[] = [];
    for (const [name, draft] of entries) {
      const attribute = ATTRIBUTES.get(name);
      if (name === 'Sid' || name === 'Effect') {
        const text =
          typeof draft === 'string' ? quoted(draft) : draft instanceof Copy ? sourceOf(draft.node, this.#source) : '';
        if (text !== '') attributes.push([attribute ?? '', text]); // an effect that is not written stays so
      } else if (attribute) attributes.push([attribute, this.#list(draft, at)]);
      else {
        const written =
          name === 'Condition'
            ? this.#conditions(draft, indentation, at)
            : this.#principals(name, draft, indentation, at);
        if (!written) return undefined;
        blocks.push(...written);
      }
    }
    return [...attributeLines(attributes, indentation), ...blocks.flatMap((each) => ['', each])];
  }

  /** Condition blocks, a text each. */
  #conditions(draft: Draft, indentation: string, at: Node): readonly string[] | undefined {
    if (draft instanceof Copy) return this.#blocksOf(draft.node, indentation);
    if (typeof draft === 'string' || Array.isArray(draft)) return undefined;
    const written: string[] = [];
    for (const [operator, keys] of Object.entries(draft as { readonly [name: string]: Draft })) {
      if (typeof keys === 'string' || keys instanceof Copy || Array.isArray(keys)) return undefined;
      for (const [key, value] of Object.entries(keys as { readonly [name: string]: Draft })) {
        written.push(
          this.#block('condition', indentation, [
            ['test', quoted(operator)],
            ['variable', quoted(key)],
            ['values', this.#list(value, at)],
          ]),
        );
      }
    }
    return written;
  }

  #principals(name: string, draft: Draft, indentation: string, at: Node): readonly string[] | undefined {
    const keyword = BLOCKS.get(name);
    if (!keyword) return undefined;
    if (draft instanceof Copy) return this.#blocksOf(draft.node, indentation);
    if (Array.isArray(draft)) return undefined;
    const types =
      typeof draft === 'string' ? [['*', draft] as const] : Object.entries(draft as { readonly [name: string]: Draft });
    return types.map(([type, identifiers]) =>
      this.#block(keyword, indentation, [
        ['type', quoted(type)],
        ['identifiers', this.#list(identifiers, at)],
      ]),
    );
  }

  #block(keyword: string, indentation: string, attributes: readonly (readonly [string, string])[]): string {
    const { eol } = this;
    const unit = indentation.includes('\t') ? '\t' : '  ';
    const lines = attributeLines(attributes, indentation + unit);
    return `${indentation}${keyword} {${eol}${lines.join(eol)}${eol}${indentation}}`;
  }

  /** The blocks that an object stands for, as they are written. */
  #blocksOf(object: Node, indentation: string): readonly string[] | undefined {
    if (object.isUnknown || !this.#isOfBlocks(object)) return undefined;
    return (object.children ?? []).flatMap(blocksIn).map((child) => {
      const start = this.#blockStart(child);
      const own = indentationAt(this.#source, start);
      const text = this.#source.slice(start, nodeSpan(child).end);
      return indentation + text.replaceAll(`\n${own}`, `\n${indentation}`);
    });
  }

  addEntries(object: Node, entries: readonly Entry[], place: 'first' | 'last' = 'last'): Edits {
    const own = this.#placeOf(object);
    if (own === 'statement') return this.#addToStatement(object, entries, place);
    if (own === 'policy') return [];
    if (own === 'nested' || this.#isOfBlocks(object)) return this.#addBlocks(object, entries);
    if (this.#source[object.offset] !== '{') return []; // `merge(…)`
    return this.#flow.addEntries(object, entries, place);
  }

  #addToStatement(statement: Node, entries: readonly Entry[], place: 'first' | 'last'): Edits {
    const { eol } = this;
    const { end } = nodeSpan(statement);
    const outer = indentationAt(this.#source, this.#blockStart(statement));
    const indentation = outer + this.#unit(statement);
    const lines = this.#lines(entries, indentation, statement);
    if (!lines || this.#source[end - 1] !== '}') return [];
    const isOneLine = !this.#source.slice(statement.offset, end).includes('\n');
    const written = (statement.children ?? []).filter(({ length }) => length > 0);
    const attributes = written.filter(({ children }) => children?.[1] && !this.#isOfBlocks(children[1]));
    const last = lines[0] === '' ? written.at(-1) : attributes.at(-1);
    if (isOneLine) {
      if (written.length > 0) return [];
      return [
        writtenEdit(
          sourceSpan(statement.offset + 1, end - 1),
          `${lines.map((line) => eol + line).join('')}${eol}${outer}`,
        ),
      ];
    }
    const text = lines.map((line) => eol + line).join('');
    if (place === 'first' || !last)
      return [insert(statement.offset + 1, last ? text : text.replace(/^\s*?(?=\r?\n\r?\n)/, ''))];
    return [insert(this.#lineEnd(nodeSpan(last).end), text)];
  }

  /** Further conditions or principals, behind the last of their blocks. */
  #addBlocks(object: Node, entries: readonly Entry[]): Edits {
    if (object.isUnknown) return [];
    const isKeys = this.#placeOf(object) === 'nested';
    const last = object.children?.at(-1) ?? (isKeys ? object.parent : undefined);
    if (!last) return [];
    const start = this.#blockStart(last);
    const keyword = this.#source.slice(start, last.offset).trim();
    const indentation = indentationAt(this.#source, start);
    const draft = Object.fromEntries(entries) as Draft;
    const name = keyword === 'condition' ? 'Condition' : keyword === 'principals' ? 'Principal' : 'NotPrincipal';
    const operator = String(object.parent?.children?.[0]?.value ?? '');
    const written =
      name === 'Condition'
        ? this.#conditions(isKeys ? { [operator]: draft } : draft, indentation, object)
        : this.#principals(name, draft, indentation, object);
    if (!written) return [];
    const { eol } = this;
    return [insert(this.#lineEnd(nodeSpan(last).end), written.map((block) => `${eol}${eol}${block}`).join(''))];
  }

  insertEntry(after: Node, [name, draft]: Entry): Edits {
    const { parent } = after;
    if (!parent || !this.#isOfBlocks(parent)) return this.#flow.insertEntry(after, [name, draft]);
    const start = this.#blockStart(after);
    const written = this.#conditions({ [name]: draft }, indentationAt(this.#source, start), parent);
    if (!written) return [];
    const { eol } = this;
    return [insert(this.#lineEnd(nodeSpan(after).end), written.map((block) => `${eol}${eol}${block}`).join(''))];
  }

  remove(nodes: readonly Node[]): Edits {
    const [first] = nodes;
    if (!first || !this.#isInDocument(first) || this.#isInList(first)) return this.#flow.remove(nodes);
    if (nodes.some(isJoined)) return [];
    const lines = nodes.map((node) => this.#linesOf(node));
    if (lines.includes(undefined)) return [];
    return lines.flatMap((each) => each ?? []);
  }

  /** Whether a node is an element of a list between brackets. */
  #isInList({ parent }: Node): boolean {
    return parent?.type === 'array' && this.#source[parent.offset] === '[';
  }

  #linesOfAll(nodes: readonly Node[]): Edits | undefined {
    const lines = nodes.map((node) => this.#linesOf(node));
    return nodes.some(isJoined) || lines.includes(undefined) ? undefined : lines.flatMap((each) => each ?? []);
  }

  /** The edits that take away the lines of an attribute or of a block. */
  #linesOf(node: Node): Edits | undefined {
    const [, value] = node.children ?? [];
    if (node.length === 0) return undefined;
    if (node.type === 'property' && value && this.#isOfBlocks(value)) {
      return value.isUnknown ? undefined : this.#linesOfAll(value.children ?? []);
    }
    const blocks = blocksIn(node);
    if (blocks.length > 1) return this.#linesOfAll(blocks);
    const isBody = this.#source[node.offset] === '{';
    const start = isBody ? this.#blockStart(node) : node.offset;
    const { end } = nodeSpan(node);
    const first = lineStart(this.#source, start);
    const lineEnd = this.#lineEnd(end);
    const isAlone =
      this.#source.slice(first, start).trim() === '' &&
      /^[ \t]*(?:(?:#|\/\/).*)?$/.test(this.#source.slice(end, lineEnd));
    if (!isAlone) return undefined;
    // With a block goes the empty line before it.
    const above = lineStart(this.#source, first - 1);
    const isBlank = isBody && above > 0 && this.#source.slice(above, first).trim() === '';
    const from = isBlank ? above : first;
    const breakLength = this.#source[from - 2] === '\r' ? 2 : 1;
    return [remove(Math.max(0, from - breakLength), lineEnd)];
  }
}
