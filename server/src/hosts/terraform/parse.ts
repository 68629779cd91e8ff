/**
 * One block of a Terraform file as a tree. Written by hand, since no parser reads what is half typed: a string ends with its
 * line, a list where an attribute begins, and what is no literal is unknown.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import { lineStart } from '../../model/layout.ts';
import { lastChildEnd, type Node, propertyValue } from '../../model/node.ts';
import { concatenated, cut, insteadOf, type SourcedText, shifted } from '../../model/sourced-text.ts';
import { HOLE } from '../../patterns/hole.ts';
import { MERGE } from '../../policy/intrinsics.ts';
import { type NodeDraft, readEmbedded } from '../json/embedded.ts';
import { readTemplate, stringEnd } from './template.ts';

/** An attribute, or a block, in a body. */
export interface Item {
  readonly name: string;
  readonly nameOffset: number;
  /** The labels of a block, with where their strings or words begin. */
  readonly labels: readonly string[];
  /** Of an attribute: where its `=` is. */
  readonly equals?: number;
  /** The value of an attribute that has one. */
  readonly value?: NodeDraft | undefined;
  readonly body?: Body | undefined;
  readonly end: number;
}

export interface Body {
  /** Its opening brace. */
  readonly offset: number;
  readonly end: number;
  readonly isClosed: boolean;
  readonly items: readonly Item[];
}

/** A name that an expression uses, such as `data.aws_iam_policy_document.trust.json`, and where. */
export interface Reference {
  readonly name: string;
  readonly path: readonly string[];
}

export interface ParsedBlock {
  readonly items: readonly Item[];
  readonly references: readonly Reference[];
}

const IDENTIFIER = /[A-Za-z_][\w-]*/y;
const NUMBER = /-?\d[\d.]*(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([A-Za-z_][\w-]*)[ \t]*\r?\n/y;
const OPERATOR = /&&|\|\||==|!=|<=|>=|[+\-*/%<>]/y;

/** Functions whose result holds the elements of all the lists that they are given. */
const JOINING = new Set(['concat', 'flatten', 'distinct', 'compact', 'setunion', 'toset', 'tolist', 'sort', 'tuple']);
/** Functions that give back what they are given, as JSON, encoded, or as it is. */
const TRANSPARENT = new Set(['jsonencode', 'jsondecode', 'sensitive', 'nonsensitive', 'trimspace', 'base64encode']);
/** Functions that give back one of what they are given. */
const CHOOSING = new Set(['coalesce', 'try']);

const MOST_LEVELS = 100;

/** Parses the text of one block, or of a whole file. Offsets are those of the text. Never throws. */
export function parseBlock(text: string): ParsedBlock {
  const parser = new Parser(text);
  const items = parser.body([]);
  return { items, references: parser.references };
}

class Parser {
  readonly references: Reference[] = [];
  readonly #text: string;
  #at = 0;
  #level = 0;
  /** The names of the blocks and attributes around. */
  #path: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  #char(): string | undefined {
    return this.#text[this.#at];
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }

  /** Skips blanks and comments, and line breaks where they mean nothing. */
  #skip(lines: boolean): void {
    for (;;) {
      const char = this.#char();
      if (char === ' ' || char === '\t' || char === '\r' || (lines && char === '\n')) this.#at++;
      else if (char === '#' || (char === '/' && this.#text[this.#at + 1] === '/')) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else if (char === '/' && this.#text[this.#at + 1] === '*') {
        const end = this.#text.indexOf('*/', this.#at + 2);
        this.#at = end < 0 ? this.#text.length : end + 2;
      } else return;
    }
  }

  #take(expected: string): boolean {
    if (this.#char() !== expected) return false;
    this.#at++;
    return true;
  }

  /** The attributes and blocks up to the closing brace, or to the end. `around`: the names of the blocks around. */
  body(around: readonly string[]): readonly Item[] {
    const items: Item[] = [];
    for (;;) {
      this.#skip(true);
      const char = this.#char();
      if (char === undefined || char === '}') return items;
      const item = this.#item(around);
      if (item === 'sibling') return items;
      if (item) items.push(item);
    }
  }

  #item(around: readonly string[]): Item | 'sibling' | undefined {
    const nameOffset = this.#at;
    const name = this.#match(IDENTIFIER)?.[0] ?? (this.#char() === '"' ? '' : undefined);
    if (name === undefined) {
      this.#at++; // what belongs to nothing
      return undefined;
    }
    if (isUnclosed(name, around)) return 'sibling';
    this.#at += name.length;
    this.#skip(false);
    if (this.#char() === '=' && this.#text[this.#at + 1] !== '=') return this.#attribute(name, nameOffset, around);
    const labels: string[] = [];
    while (this.#char() === '"' || this.#match(IDENTIFIER)) {
      const word = this.#match(IDENTIFIER)?.[0];
      const end = word ? this.#at + word.length : stringEnd(this.#text, this.#at, this.#text.length).end;
      labels.push(word ?? this.#text.slice(this.#at + 1, end - 1));
      this.#at = Math.max(end, this.#at + 1);
      this.#skip(false);
    }
    const offset = this.#at;
    if (!this.#take('{'))
      return { name, nameOffset, labels: [], end: Math.max(nameOffset + name.length, nameOffset + 1) };
    if (this.#level > MOST_LEVELS) return undefined;
    this.#level++;
    this.#path.push(name, ...labels);
    const items = this.body([...around, name]);
    this.#path.length -= 1 + labels.length;
    this.#level--;
    const isClosed = this.#take('}');
    const body: Body = { offset, end: this.#at, isClosed, items };
    return { name, nameOffset, labels, body, end: this.#at };
  }

  #attribute(name: string, nameOffset: number, around: readonly string[]): Item {
    const equals = this.#at;
    this.#at++;
    this.#skip(false);
    this.#path.push(name);
    const isDocument = around.at(-1) === 'aws_iam_policy_document' || isInDocument(this.#path);
    const value = this.#expression(false, isDocument || INPUTS.test(name));
    this.#path.pop();
    this.#skipRest();
    return { name, nameOffset, labels: [], equals, value, end: value ? value.offset + value.length : equals + 1 };
  }

  /** What follows a value on its line and is not understood. */
  #skipRest(): void {
    this.#skip(false);
    const char = this.#char();
    if (char === undefined || char === '\n' || char === '}') return;
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  /** An expression with its operators. `lines`: whether it goes on over line breaks, as between brackets. */
  #expression(lines: boolean, isDocument: boolean): NodeDraft | undefined {
    if (this.#level > MOST_LEVELS) {
      this.#at = this.#text.length;
      return undefined;
    }
    this.#level++;
    const value = this.#operand(lines, isDocument);
    this.#level--;
    if (!value) return undefined;
    this.#skip(lines);
    const operator = this.#match(OPERATOR)?.[0];
    if (operator) {
      this.#at += operator.length;
      this.#skip(true);
      const other = this.#expression(lines, isDocument);
      if (other && isBranching(other)) return other; // `a == b ? c : d`: the condition is what stands before
      return unknown(value.offset, this.#at);
    }
    if (this.#char() !== '?') return value;
    this.#at++;
    this.#skip(true);
    const one = this.#expression(lines, isDocument);
    this.#skip(true);
    const hasOther = this.#take(':');
    if (hasOther) this.#skip(true);
    const other = hasOther ? this.#expression(lines, isDocument) : undefined;
    return branching(
      value,
      [one, other].filter((each) => each !== undefined),
    );
  }

  #operand(lines: boolean, isDocument: boolean): NodeDraft | undefined {
    const offset = this.#at;
    const char = this.#char();
    if (char === '"') return this.#interpolation(isDocument) ?? this.#followed(this.#string(isDocument));
    if (char === '[') return this.#followed(this.#list(isDocument));
    if (char === '{') return this.#object(isDocument);
    if (char === '(') {
      this.#at++;
      this.#skip(true);
      const inner = this.#expression(true, isDocument);
      this.#skip(true);
      this.#take(')');
      return this.#followed(inner ?? unknown(offset, this.#at));
    }
    if (char === '!') {
      this.#at++;
      this.#operand(lines, isDocument);
      return unknown(offset, this.#at);
    }
    const heredoc = this.#match(HEREDOC);
    if (heredoc) return this.#heredoc(heredoc, isDocument);
    const number = this.#match(NUMBER)?.[0];
    if (number) {
      this.#at += number.length;
      return { type: 'number', offset, length: number.length, value: Number(number) };
    }
    const name = this.#match(IDENTIFIER)?.[0];
    if (!name) return undefined;
    this.#at += name.length;
    if (name === 'true' || name === 'false')
      return { type: 'boolean', offset, length: name.length, value: name === 'true' };
    if (name === 'null') return { type: 'null', offset, length: name.length, value: null };
    if (this.#char() === '(') return this.#followed(this.#call(name, offset, isDocument));
    this.#traversal();
    const end = this.#at;
    this.references.push({ name: this.#text.slice(offset, end), path: [...this.#path] });
    return unknown(offset, end);
  }

  /** `.name`, `[index]` and `[*]` behind a value: of what they pick nothing is known. */
  #followed(value: NodeDraft): NodeDraft {
    const end = this.#at;
    this.#traversal();
    return this.#at > end ? unknown(value.offset, this.#at) : value;
  }

  #traversal(): void {
    for (;;) {
      const char = this.#char();
      if (char === '.' && this.#text[this.#at + 1] !== '.') {
        this.#at++;
        const word = this.#match(IDENTIFIER)?.[0] ?? this.#match(/\d+|\*/y)?.[0];
        if (!word) return;
        this.#at += word.length;
      } else if (char === '[') {
        this.#at++;
        this.#skip(true);
        if (!this.#take('*')) this.#expression(true, false);
        this.#skip(true);
        if (!this.#take(']')) return;
      } else return;
    }
  }

  /** The value of `"${…}"`, which is no text but what stands in it. */
  #interpolation(isDocument: boolean): NodeDraft | undefined {
    const start = this.#at;
    const known = this.references.length;
    if (!this.#text.startsWith('"${', start) || this.#level > MOST_LEVELS) return undefined;
    this.#at += 3;
    this.#skip(true);
    this.#level++;
    const value = this.#expression(true, isDocument);
    this.#level--;
    this.#skip(true);
    if (value && this.#take('}') && this.#take('"')) return value;
    this.#at = start;
    this.references.length = known;
    return undefined;
  }

  #string(isDocument: boolean): NodeDraft {
    const offset = this.#at;
    const { end, isClosed } = stringEnd(this.#text, offset, this.#text.length);
    this.#at = end;
    const { text } = readTemplate(this.#text, offset + 1, isClosed ? end - 1 : end, true, isDocument);
    return stringNode(text, offset, end);
  }

  #heredoc([opening, dash, marker = '']: RegExpExecArray, isDocument: boolean): NodeDraft {
    const offset = this.#at;
    const start = offset + opening.length;
    let end = this.#text.length;
    let next = end;
    for (let line = start; line < this.#text.length; ) {
      const found = this.#text.indexOf('\n', line);
      const lineEnd = found < 0 ? this.#text.length : found;
      if (this.#text.slice(line, lineEnd).trim() === marker) {
        end = line;
        next = line + this.#text.slice(line, lineEnd).trimEnd().length;
        break;
      }
      line = lineEnd + 1;
    }
    this.#at = next;
    const written = readTemplate(this.#text, start, Math.max(start, end), false, isDocument).text;
    const text = dash ? unindented(written) : written;
    const json = /^\s*[[{]/.test(text.text) ? readEmbedded(text, false) : undefined;
    return json ?? stringNode(text, offset, next);
  }

  #list(isDocument: boolean): NodeDraft {
    const offset = this.#at;
    this.#at++;
    const list: NodeDraft = { type: 'array', offset, length: 0 };
    const children: NodeDraft[] = [];
    this.#skip(true);
    if (this.#isFor()) return this.#comprehension(offset, ']');
    for (;;) {
      this.#skip(true);
      const char = this.#char();
      if (char === undefined || char === '}' || char === ')' || this.#beginsAttribute()) break;
      if (this.#take(']')) {
        list.children = children.map((child) => Object.assign(child, { parent: list }));
        list.length = this.#at - offset;
        return list;
      }
      if (this.#take(',')) continue;
      const before = this.#at;
      const value = this.#expression(true, isDocument);
      this.#skip(true);
      if (value && this.#text.startsWith('...', this.#at)) this.#at += 3;
      if (value) children.push(value);
      if (this.#at === before) this.#at++;
    }
    list.children = children.map((child) => Object.assign(child, { parent: list }));
    list.length = Math.max(1, lastChildEnd(list) - offset);
    return list;
  }

  /** Whether `name =` begins a line here: where a bracket is missing before it. */
  #beginsAttribute(): boolean {
    const before = this.#text.slice(lineStart(this.#text, this.#at), this.#at);
    return before.trim() === '' && this.#match(/[A-Za-z_][\w-]*[ \t]*(?:=(?!=)|\{)/y) !== undefined;
  }

  /** Whether a block begins here, which no object holds: its closing brace is missing. */
  #beginsBlock(): boolean {
    return this.#match(/[A-Za-z_][\w-]*(?:[ \t]+"[^"\n]*")*[ \t]*\{/y) !== undefined;
  }

  #isFor(): boolean {
    return this.#match(/for\b/y) !== undefined;
  }

  /** `[for …]` and `{for …}`: nothing is known of it. */
  #comprehension(offset: number, close: string): NodeDraft {
    let depth = 1;
    while (this.#at < this.#text.length && depth > 0) {
      const char = this.#char();
      if (char === '"') this.#at = stringEnd(this.#text, this.#at, this.#text.length).end;
      else {
        if (char === '[' || char === '{' || char === '(') depth++;
        else if (char === ']' || char === '}' || char === ')') depth--;
        this.#at++;
        if (char === '\n' && close === ']' && this.#beginsAttribute()) break;
      }
    }
    return unknown(offset, this.#at);
  }

  #object(isDocument: boolean): NodeDraft {
    const offset = this.#at;
    this.#at++;
    this.#skip(true);
    if (this.#isFor()) return this.#comprehension(offset, '}');
    const object: NodeDraft = { type: 'object', offset, length: 0 };
    const children: NodeDraft[] = [];
    let isClosed = false;
    for (;;) {
      this.#skip(true);
      const char = this.#char();
      if (char === undefined || char === ']' || char === ')' || this.#beginsBlock()) break;
      if (this.#take('}')) {
        isClosed = true;
        break;
      }
      if (this.#take(',')) continue;
      const property = this.#property(object, isDocument);
      if (property) children.push(property);
    }
    object.children = children;
    object.length = isClosed ? this.#at - offset : Math.max(1, lastChildEnd(object) - offset);
    return object;
  }

  #property(object: NodeDraft, isDocument: boolean): NodeDraft | undefined {
    const offset = this.#at;
    const key = this.#key(isDocument);
    if (!key) {
      this.#at = Math.max(this.#at, offset + 1);
      return undefined;
    }
    const property: NodeDraft = { type: 'property', offset, length: key.length, parent: object };
    Object.assign(key, { parent: property });
    property.children = [key];
    this.#skip(false);
    const sign = this.#at;
    const isPlain = this.#char() === '=' && this.#text[sign + 1] !== '=';
    if (!isPlain && this.#char() !== ':') return property;
    property.colonOffset = sign;
    this.#at++;
    this.#skip(false);
    this.#path.push(String(key.value));
    const isOfDocument = isDocument || INPUTS.test(String(key.value));
    const value = this.#char() === '\n' ? undefined : this.#expression(false, isOfDocument);
    this.#path.pop();
    if (value) property.children = [key, Object.assign(value, { parent: property })];
    property.length = (value ? value.offset + value.length : sign + 1) - offset;
    return property;
  }

  #key(isDocument: boolean): NodeDraft | undefined {
    const offset = this.#at;
    if (this.#char() === '"') return { ...this.#string(isDocument), type: 'string' };
    if (this.#char() === '(') {
      const inner = this.#operand(true, isDocument);
      return inner && { type: 'string', offset, length: this.#at - offset, value: HOLE, runs: [] };
    }
    const name = this.#match(IDENTIFIER)?.[0];
    if (!name) return undefined;
    this.#at += name.length;
    return { type: 'string', offset, length: name.length, value: name, runs: [{ at: 0, start: 0, end: name.length }] };
  }

  #call(name: string, offset: number, isDocument: boolean): NodeDraft {
    this.#at++;
    const given: NodeDraft[] = [];
    for (;;) {
      this.#skip(true);
      const char = this.#char();
      if (char === undefined || char === '}' || char === ']' || this.#beginsAttribute()) break;
      if (this.#take(')')) break;
      if (this.#take(',')) continue;
      const before = this.#at;
      const value = this.#expression(true, isDocument);
      this.#skip(true);
      if (this.#text.startsWith('...', this.#at)) this.#at += 3;
      if (value) given.push(value);
      if (this.#at === before) this.#at++;
    }
    const [first] = given;
    if (first && TRANSPARENT.has(name)) return first;
    if (CHOOSING.has(name) && first) return branching(unknown(offset, offset + 1), given);
    if (JOINING.has(name)) return joinedLists(given, offset, this.#at);
    if (name === 'merge') return mergedObjects(given, offset, this.#at);
    if (name === 'format' && first?.type === 'string') return formatted(first, offset, this.#at);
    return unknown(offset, this.#at);
  }
}

/** Blocks of which none stands in another one of the same name: where one does, a brace is missing before it. */
const isUnclosed = (name: string, around: readonly string[]): boolean =>
  (name === 'statement' && around.includes('statement')) ||
  (/^(?:condition|principals|not_principals)$/.test(name) && around.at(-1) === name);

/** The names of inputs of which modules make documents: in them `&{…}` is a policy variable. */
export const INPUTS = /(?:statements|permissions)$/;

const isInDocument = (path: readonly string[]): boolean => path[0] === 'data' && path[1] === 'aws_iam_policy_document';

const unknown = (offset: number, end: number): NodeDraft => ({
  type: 'object',
  offset,
  length: Math.max(1, end - offset),
  isUnknown: true,
});

/** A string with this text, which the source says from `offset` to `end`. */
export function stringNode({ text, runs }: SourcedText, offset: number, end: number): NodeDraft {
  const own = shifted({ text, runs }, -offset).runs;
  return {
    type: 'string',
    offset,
    length: end - offset,
    value: text,
    runs: own.length > 0 ? own : [{ at: 0, start: 1, end: 1 }],
  };
}

/** What `<<-` takes away: the indentation that all lines share. */
function unindented(text: SourcedText): SourcedText {
  const lines = text.text.split('\n');
  const least = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  if (!Number.isFinite(least) || least === 0) return text;
  let at = 0;
  const pieces: SourcedText[] = [];
  for (const line of lines) {
    pieces.push(cut(text, at + Math.min(least, line.length), Math.min(text.text.length, at + line.length + 1)));
    at += line.length + 1;
  }
  return concatenated(pieces);
}

/** `condition ? one : other`, as the function that CloudFormation has for it. */
function branching(condition: NodeDraft, branches: readonly NodeDraft[]): NodeDraft {
  const { offset } = condition;
  const last = branches.at(-1) ?? condition;
  // An empty text, with which nothing is said, is taken out again before it reaches AWS.
  const said = branches.filter(({ type, value }) => type !== 'null' && !(type === 'string' && value === ''));
  const length = last.offset + last.length - offset;
  const object: NodeDraft = { type: 'object', offset, length };
  const property: NodeDraft = { type: 'property', offset, length, parent: object, colonOffset: offset };
  const key: NodeDraft = {
    type: 'string',
    offset,
    length: 0,
    value: 'Fn::If',
    parent: property,
    runs: [{ at: 0, start: 0, end: 0 }],
  };
  const list: NodeDraft = { type: 'array', offset, length, parent: property };
  list.children = [unknown(offset, offset + 1), ...said].map((child) => Object.assign(child, { parent: list }));
  property.children = [key, list];
  object.children = [property];
  return object;
}

const isBranching = ({ children }: Node): boolean => children?.[0]?.children?.[0]?.value === 'Fn::If';

/** One list of the elements of several. The elements stay children of the lists that they are written in. */
function joinedLists(given: readonly NodeDraft[], offset: number, end: number): NodeDraft {
  const list: NodeDraft = { type: 'array', offset, length: end - offset };
  list.children = given.flatMap((each): Node[] => {
    if (each.type === 'array') {
      if (!each.parent) Object.assign(each, { parent: list });
      return [...(each.children ?? [])].flatMap((child) =>
        child.type === 'array' ? [...(child.children ?? [])] : child,
      );
    }
    return [Object.assign(each, { parent: list })];
  });
  return list;
}

/** One object of the properties of several. What is not known makes it unknown, but for a policy: that is read as far as it is known. */
function mergedObjects(given: readonly NodeDraft[], offset: number, end: number): NodeDraft {
  const known = given.filter((each) => each.type === 'object' && !each.isUnknown && !isBranching(each));
  const isAllKnown = known.length === given.length;
  if (!isAllKnown && !known.some((each) => propertyValue(each, 'Statement'))) return unknown(offset, end);
  const object: NodeDraft = { type: 'object', offset, length: end - offset };
  object.children = known.flatMap(({ children = [] }) => children);
  if (!isAllKnown) object.children.push(somethingMerged(object));
  return object;
}

/** A function that adds what is not known. */
function somethingMerged(parent: Node): Node {
  const { offset } = parent;
  const property: NodeDraft = { type: 'property', offset, length: 0, parent, colonOffset: offset };
  property.children = [{ type: 'string', offset, length: 0, value: MERGE, parent: property, runs: [] }];
  return property;
}

/** `format("arn:aws:s3:::%s/*", …)`: each verb is filled in. */
function formatted(template: NodeDraft, offset: number, end: number): NodeDraft {
  const text: SourcedText = shifted({ text: String(template.value), runs: template.runs ?? [] }, template.offset);
  const pieces: SourcedText[] = [];
  let done = 0;
  for (const { 0: verb, index } of text.text.matchAll(/%(?:%|[#+ -]?[\d.]*(?:\[\d+\])?[a-z])/gi)) {
    pieces.push(cut(text, done, index), insteadOf(cut(text, index, index + verb.length), verb === '%%' ? '%' : HOLE));
    done = index + verb.length;
  }
  const whole = concatenated([...pieces, cut(text, done, text.text.length)]);
  return { type: 'string', offset, length: end - offset, value: whole.text, runs: shifted(whole, -offset).runs };
}
