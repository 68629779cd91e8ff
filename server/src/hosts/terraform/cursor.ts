/** The cursor in a Terraform file. */
import { lineStart } from '../../model/layout.ts';
import { descendants, type Node, nodeOf } from '../../model/node.ts';
import { type Span, sourceSpan } from '../../model/span.ts';
import { suffixOf } from '../../model/suffix.ts';
import { type Cursor, type Place, placeOf } from '../../policy/cursor.ts';
import { type Policy, type PolicyDocument, policyAt } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';
import { decodedIndex, readString } from '../../policy/value.ts';
import { cursorIn, type Flavor, cursorAt as jsonCursorAt } from '../json/cursor.ts';
import { blocksIn } from './blocks.ts';
import { blockInserter, objectInserter } from './inserter.ts';
import { type Body, type Item, parseBlock } from './parse.ts';
import { BLOCK_PARTS, STATEMENT_ATTRIBUTES, STATEMENT_BLOCKS, takesOne } from './policy-document.ts';

const OBJECTS: Flavor = { inserter: objectInserter, sign: '=', hasCommas: false, hasBareNames: true };

/** The cursor at an offset (0-based, UTF-16), or undefined where no policy is. Never throws. */
export function cursorAt(document: PolicyDocument, offset: number): Cursor | undefined {
  const { text } = document;
  const [start, end] = blocksIn(text).find(([from, to]) => from <= offset && offset <= to) ?? [];
  if (start === undefined) return undefined;
  const { items } = parseBlock(text.slice(start, end));
  const [item] = items;
  if (item?.body) {
    const inBlock = new BlockCursor(document, offset, start);
    if (item.name === 'data' && item.labels[0] === 'aws_iam_policy_document') return inBlock.cursor(item.body);
    const named = inBlock.managedPolicy(item.body);
    if (named) return named;
  }
  const policy = policyAt(document, offset);
  if (policy && isJson(nodeOf(policy.data), text)) return jsonCursorAt(document, offset);
  if (policy) return cursorIn(document, policy, nodeOf(policy.data), offset, placeIn, OBJECTS);
  const object = emptyObjectAt(nodeOf(document.root), offset);
  return object && cursorIn(document, undefined, object, offset, placeIn, OBJECTS);
}

/** The attributes that name managed policies by ARN. */
const MANAGED_POLICY_ATTRIBUTES = /^(?:policy_arns?|managed_policy_arns?|permissions_boundary)$/;

const placeIn = (path: readonly string[], isKey: boolean): Place | undefined =>
  placeOf(
    path.filter((name) => name !== 'Fn::If'),
    isKey,
  );

/** Whether a policy is JSON in a heredoc. */
export const isJson = ({ children }: Node, text: string): boolean => text[children?.[0]?.colonOffset ?? 0] === ':';

/** An object that may become a policy: the value of an attribute that takes one. */
function emptyObjectAt(root: Node | undefined, offset: number): Node | undefined {
  let found: Node | undefined;
  for (const node of descendants(root)) {
    const isAround =
      node.type === 'object' && !node.isUnknown && node.offset < offset && offset < node.offset + node.length;
    if (isAround && node.parent?.type === 'property') found = node;
  }
  const [key] = found?.parent?.children ?? [];
  const isOpen = (found?.children?.length ?? 0) <= 3;
  return isOpen && /policy|^content$/.test(String(key?.value)) && found?.parent?.colonOffset !== undefined
    ? found
    : undefined;
}

/** In a block: `data "aws_iam_policy_document"`, or one whose attributes name managed policies. */
class BlockCursor {
  readonly #document: PolicyDocument;
  readonly #text: string;
  readonly #offset: number;
  readonly #start: number;
  readonly #policy: Policy | undefined;

  /** `start`: where the block begins, from which the offsets of its items count. */
  constructor(document: PolicyDocument, offset: number, start: number) {
    this.#document = document;
    this.#text = document.text;
    this.#offset = offset;
    this.#start = start;
    this.#policy = policyAt(document, offset);
  }

  cursor(document: Body): Cursor | undefined {
    const { body, names } = this.#innermost(document, []);
    const item = this.#itemAt(body);
    const [block, nested] = names;
    if (isInComment(this.#text, this.#offset)) return undefined;
    if (item?.equals !== undefined && this.#offset - this.#start > item.equals)
      return this.#inValue(item, body, block, nested);
    const isElement = block === 'statement' && nested === undefined;
    const header = this.#headerAt(body);
    if (header && (block === undefined || isElement)) return this.#onName(header, []);
    if (block !== undefined && !isElement) return this.#onPart(body, item, nested);
    if (item && isElement)
      return this.#onName(item, namesOf({ ...body, items: body.items.filter((each) => each !== item) }));
    return this.#written({
      place: block === undefined ? { at: 'statement' } : { at: 'statement-key' },
      siblings: isElement ? namesOf(body) : [],
      isList: false,
      replace: this.#word(),
      hasColon: item?.equals !== undefined,
      inList: block === undefined,
    });
  }

  /** At the name of an attribute of a block of a statement. */
  #onPart({ items }: Body, own: Item | undefined, block: string | undefined): Cursor | undefined {
    const parts = BLOCK_PARTS[block ?? ''];
    if (!parts) return undefined;
    return this.#written({
      place: { at: 'part', parts },
      siblings: items.filter((item) => item !== own).map(({ name }) => name),
      isList: false,
      replace: this.#word(),
      hasColon: own?.equals !== undefined,
      inList: false,
    });
  }

  /** The innermost block around the cursor, and the names of the blocks on the way; `dynamic` ones under their own. */
  #innermost(body: Body, names: readonly string[]): { readonly body: Body; readonly names: readonly string[] } {
    const at = this.#offset - this.#start;
    const item = body.items.find(
      (each) => each.body && each.body.offset < at && (at < each.body.end || !each.body.isClosed),
    );
    if (!item?.body) return { body, names };
    if (item.name === 'content') return this.#innermost(item.body, names);
    return this.#innermost(item.body, [...names, item.name === 'dynamic' ? (item.labels[0] ?? '') : item.name]);
  }

  #itemAt({ items }: Body): Item | undefined {
    const at = this.#offset - this.#start;
    return items.find((item) => {
      if (item.body) return false;
      const rest = this.#text.slice(this.#start + item.end, this.#offset);
      return item.nameOffset <= at && (at <= item.end || /^[ \t]*$/.test(rest));
    });
  }

  /** The block whose first word the cursor is at. */
  #headerAt({ items }: Body): Item | undefined {
    const at = this.#offset - this.#start;
    return items.find(({ body, name, nameOffset }) => body && nameOffset <= at && at <= nameOffset + name.length);
  }

  /** At the name of an attribute or a block of a statement, or at the word `statement`, which stands for all that it says. */
  #onName({ name, nameOffset, equals, body }: Item, siblings: readonly string[]): Cursor {
    const start = this.#start + nameOffset;
    const element =
      STATEMENT_ATTRIBUTES[name] ?? STATEMENT_BLOCKS[name] ?? (name === 'statement' ? 'Effect' : undefined);
    const runs = [{ at: 0, start: 0, end: name.length }];
    const node: Node = { type: 'string', offset: start, length: name.length, value: element ?? name, runs };
    const span = sourceSpan(start, start + name.length);
    const cursor = this.#written({
      place: { at: 'statement-key' },
      siblings,
      isList: false,
      replace: span,
      hasColon: equals !== undefined || body !== undefined,
      inList: false,
    });
    const own = name === 'statement' && body ? body.offset + this.#start : undefined;
    const statement = this.#policy?.statements.find((each) => each.span.start === own) ?? cursor.statement;
    const word =
      element === undefined ? undefined : ({ kind: 'string', text: element, span, data: node, runs } as const);
    return { ...cursor, statement, word };
  }

  #inValue(item: Item, body: Body, block: string | undefined, nested: string | undefined): Cursor | undefined {
    const place = this.#placeOf(item, body, block, nested);
    if (!place) return undefined;
    const isList = !takesOne(item.name);
    const list = this.#listAround();
    if (list) {
      const flavor: Flavor = { ...OBJECTS, inserter: blockInserter(true) };
      const found = cursorIn(
        this.#document,
        this.#policy,
        list,
        this.#offset,
        (_, isKey) => (isKey ? undefined : place),
        flavor,
      );
      return found && { ...found, statement: this.#statement() };
    }
    return this.#atValue(item.value, {
      place,
      siblings: [],
      isList,
      hasColon: nested !== undefined && !isList,
      inList: false,
    });
  }

  /** At the value of an attribute that names managed policies; undefined at any other. */
  managedPolicy(block: Body): Cursor | undefined {
    const { body } = this.#innermost(block, []);
    const { name = '', equals, value } = this.#itemAt(body) ?? {};
    const at = this.#offset - this.#start;
    if (!MANAGED_POLICY_ATTRIBUTES.test(name) || equals === undefined || at <= equals) return undefined;
    const place: Place = { at: 'managed-policy' };
    if (value?.type !== 'array')
      return this.#atValue(value, {
        place,
        siblings: [],
        isList: name.endsWith('arns'),
        hasColon: false,
        inList: false,
      });
    if (at <= value.offset || at >= value.offset + value.length) return undefined;
    const items = value.children ?? [];
    const own = items.find(({ offset, length }) => offset < at && at < offset + length);
    const siblings = items.filter((each) => each !== own).map((each) => String(each.value));
    return this.#atValue(own, { place, siblings, isList: false, hasColon: false, inList: true });
  }

  /** At a value, which is missing or a string; undefined at any other. */
  #atValue(
    value: Node | undefined,
    about: Pick<Cursor, 'place' | 'siblings' | 'hasColon' | 'inList'> & { readonly isList: boolean },
  ): Cursor | undefined {
    const node = value?.type === 'string' ? { ...value, offset: value.offset + this.#start } : undefined;
    const string = node && node.offset < this.#offset ? readString(node, this.#text) : undefined;
    if (value && !string) return undefined;
    const replace = string && node ? { start: node.offset, end: node.offset + node.length } : this.#word();
    const written = this.#written({ ...about, replace });
    if (!string || !node) return written;
    const index = decodedIndex(string, this.#offset);
    const isClosed = this.#text[node.offset + node.length - 1] === '"' && node.length > 1;
    return { ...written, string, word: string, index, isClosed, typed: string.text.slice(0, index) };
  }

  #placeOf(item: Item, body: Body, block: string | undefined, nested: string | undefined): Place | undefined {
    if (block === undefined) return item.name === 'version' ? { at: 'policy-value', element: 'Version' } : undefined;
    if (block !== 'statement') return undefined;
    const element = STATEMENT_ATTRIBUTES[item.name];
    if (nested === undefined) return element ? { at: 'statement-value', element } : undefined;
    const text = (name: string) => String(body.items.find((each) => each.name === name)?.value?.value ?? '');
    if (nested === 'condition') {
      if (item.name === 'test') return { at: 'operator' };
      if (item.name === 'variable') return { at: 'condition-key', operator: text('test') };
      return item.name === 'values'
        ? { at: 'condition-value', operator: text('test'), key: text('variable') }
        : undefined;
    }
    const principal = STATEMENT_BLOCKS[nested];
    if (!principal) return undefined;
    return item.name === 'type'
      ? { at: 'principal-type', element: principal }
      : { at: 'principal-value', type: text('type') };
  }

  /** The list between brackets around the cursor. */
  #listAround(): Node | undefined {
    for (const node of descendants(nodeOf(this.#policy?.data))) {
      const isAround = node.offset < this.#offset && this.#offset < node.offset + node.length;
      if (node.type === 'array' && this.#text[node.offset] === '[' && isAround) return node;
    }
    return undefined;
  }

  #statement(): Statement | undefined {
    return this.#policy?.statements.find(({ span }) => span.start <= this.#offset && this.#offset <= span.end);
  }

  #word(): Span {
    const before = suffixOf(this.#text.slice(Math.max(0, this.#offset - 100), this.#offset), /[\w-]/).length;
    const after = /^[\w-]*/.exec(this.#text.slice(this.#offset, this.#offset + 100))?.[0].length ?? 0;
    return { start: this.#offset - before, end: this.#offset + after };
  }

  #written({
    place,
    siblings,
    isList,
    replace,
    hasColon,
    inList,
  }: Pick<Cursor, 'place' | 'siblings' | 'replace' | 'hasColon' | 'inList'> & { readonly isList: boolean }): Cursor {
    return {
      inserter: blockInserter(isList),
      document: this.#document,
      policy: this.#policy,
      statement: this.#statement(),
      kind: this.#policy?.kind ?? this.#document.kind ?? 'identity',
      place,
      offset: this.#offset,
      replace,
      string: undefined,
      index: 0,
      word: undefined,
      isClosed: false,
      typed: this.#text.slice(replace.start, this.#offset),
      siblings,
      hasColon,
      inList,
      beginsStatement: false,
      needsCommaAfter: false,
      needsCommaBefore: false,
    };
  }
}

/** IAM's names for what a statement holds. A statement may have several blocks of conditions and principals. */
const namesOf = ({ items }: Body): readonly string[] => items.flatMap(({ name }) => STATEMENT_ATTRIBUTES[name] ?? []);

const isInComment = (text: string, offset: number): boolean =>
  /^\s*(?:#|\/\/)/.test(text.slice(lineStart(text, offset), offset));
