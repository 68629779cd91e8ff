/**
 * The cursor in a YAML document: by lines and indentation, which hold where the text is half typed; between brackets, and in
 * JSON within YAML, as in JSON.
 */
import { lineStart } from '../../model/layout.ts';
import { type Node, nodeOf } from '../../model/node.ts';
import type { SourcedText } from '../../model/sourced-text.ts';
import { sourceSpan } from '../../model/span.ts';
import { type Cursor, type Place, placeOf } from '../../policy/cursor.ts';
import { MANAGED_POLICY_PROPERTIES } from '../../policy/detect.ts';
import { type Policy, type PolicyDocument, policyAt } from '../../policy/document.ts';
import { substituted } from '../../policy/intrinsics.ts';
import type { Statement } from '../../policy/statement.ts';
import { decodedIndex, type StringValue } from '../../policy/value.ts';
import { cursorAt as jsonCursorAt } from '../json/cursor.ts';
import { yamlInserter } from './inserter.ts';
import { layoutOf, lineEnd } from './layout.ts';
import { entryOf, isElement, type Line, linesOf } from './lines.ts';
import type { Quotes } from './scalar.ts';

/** A name or a dash that a line begins with. */
interface Slot {
  /** Undefined for a dash. */
  readonly name: string | undefined;
  readonly column: number;
  readonly offset: number;
  /** Whether its value stands on the lines that follow. */
  readonly isOpen: boolean;
}

/** What stands at the cursor. */
interface Scalar {
  readonly start: number;
  /** Behind its closing quote, if there is one. */
  readonly end: number;
  readonly quotes: Quotes;
  readonly isClosed: boolean;
  readonly tag: string | undefined;
}

/** The properties that hold a policy. */
const DOCUMENTS =
  /^(?:PolicyDocument|AssumeRolePolicyDocument|KeyPolicy|ResourcePolicy|Policy|AccessPolicy|Content|InlinePolicy|PolicyText|RepositoryPolicyText)$/;
const STATEMENTS = /^(?:Statement|iamRoleStatements|statements)$/;

/** The cursor at an offset (0-based, UTF-16), or undefined where no policy is. Never throws. */
export function cursorAt(document: PolicyDocument, offset: number): Cursor | undefined {
  const { text, root } = document;
  if (isInBrackets(nodeOf(root), offset, text)) return jsonCursorAt(document, offset);
  return new LineCursor(document, offset).cursor();
}

/** Whether an offset is within brackets, also those of JSON in a block scalar. */
function isInBrackets(root: Node | undefined, offset: number, text: string): boolean {
  for (let node = root; node; ) {
    const isFlow = (node.type === 'object' || node.type === 'array') && /[[{]/.test(text[node.offset] ?? '');
    if (isFlow && node.offset < offset) return true;
    node = node.children?.find((child) => child.offset <= offset && offset <= child.offset + Math.max(0, child.length));
  }
  return false;
}

/** The slots of a line, from left to right. */
function slotsOf(text: string, { start, end, indent }: Line): readonly Slot[] {
  const slots: Slot[] = [];
  let at = start + indent;
  while (at < end && isElement(text.slice(at, at + 2))) {
    slots.push({ name: undefined, column: at - start, offset: at, isOpen: true });
    at++;
    while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  }
  const entry = entryOf(text.slice(at, end));
  if (entry) {
    const [first = '', second = ''] = entry.rest.split(/\s+/);
    const isMark = (word: string) => word === '' || /^[!&#]/.test(word);
    const isOpen = isMark(first) && (first.startsWith('#') || isMark(second));
    slots.push({ name: entry.name, column: at - start, offset: at, isOpen });
  }
  return slots;
}

class LineCursor {
  readonly #document: PolicyDocument;
  readonly #text: string;
  readonly #offset: number;
  /** The lines before the cursor's. */
  readonly #above: readonly Line[];
  readonly #below: readonly Line[];
  readonly #line: Line;

  constructor(document: PolicyDocument, offset: number) {
    const { text } = document;
    this.#document = document;
    this.#text = text;
    this.#offset = offset;
    const start = lineStart(text, offset);
    const end = lineEnd(text, start);
    const blank = /^[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
    this.#line = { start, end, indent: Math.min(blank, Math.max(offset - start, blank === end - start ? 0 : blank)) };
    const lines = linesOf(text);
    this.#above = lines.filter((line) => line.start < start);
    this.#below = lines.filter((line) => line.start > start);
  }

  cursor(): Cursor | undefined {
    const { start, end } = this.#line;
    const before = this.#text.slice(start, this.#offset);
    if (/(?:^|\s)#/.test(before)) return undefined;
    const own = slotsOf(this.#text, this.#line).filter(({ offset }) => offset < this.#offset);
    const dashes = own.filter(({ name }) => name === undefined);
    const entry = own.find(({ name }) => name !== undefined);
    const contentStart = this.#contentStart(dashes);
    const written = entry && entryOf(this.#text.slice(entry.offset, end));
    const colon = entry && written ? entry.offset + written.colon : undefined;
    const isValue = colon !== undefined && this.#offset > colon;
    const column = contentStart - start;
    const parents = this.#parents(dashes, isValue ? (entry?.column ?? column) : column);
    const names = parents.flatMap(({ name }) => name ?? []).toReversed();
    const path = isValue && entry?.name !== undefined ? [...names, entry.name] : names;
    const found = this.#placeOf(path, parents, isValue, dashes.length > 0);
    if (!found) return undefined;
    const { place, policy } = found;
    const isKey = !isValue && isName(place);
    const isNameless = /^:(?:\s|$)/.test(this.#text.slice(contentStart, end));
    const nameEnd = isNameless
      ? contentStart
      : written
        ? (entry?.offset ?? 0) + written.nameEnd
        : this.#contentEnd(contentStart);
    const scalar: Scalar = isKey
      ? { start: contentStart, end: nameEnd, quotes: '', isClosed: true, tag: undefined }
      : this.#scalar(isValue ? (colon ?? 0) + 1 : contentStart);
    const missing = isKey && dashes.length === 0 && this.#isBelowDash(column) ? 2 : 0;
    const string = isKey ? undefined : this.#string(scalar);
    const index = string ? decodedIndex(string, this.#offset) : 0;
    const typed = string
      ? string.text.slice(0, index)
      : this.#text.slice(Math.min(scalar.start, this.#offset), this.#offset);
    const isSubstituted = scalar.tag === '!Sub';
    const inList = !isValue && dashes.length > 0;
    return {
      inserter: yamlInserter({
        layout: layoutOf(this.#text),
        column: isValue ? (entry?.column ?? 0) : column,
        missing,
        dash: inList ? dashes.at(-1)?.column : undefined,
        valueFrom: isValue && colon !== undefined ? colon + 1 : undefined,
        quotes: scalar.quotes,
        isSubstituted,
      }),
      document: this.#document,
      policy,
      statement: policy && this.#statement(policy, parents, dashes),
      kind: policy?.kind ?? (path.includes('AssumeRolePolicyDocument') ? 'trust' : (this.#document.kind ?? 'identity')),
      place,
      offset: this.#offset,
      replace: { start: Math.min(scalar.start, this.#offset), end: Math.max(scalar.end, this.#offset) },
      string,
      index,
      word: isKey ? this.#string({ ...scalar, ...this.#unquoted(scalar) }) : string,
      isClosed: scalar.isClosed,
      typed: isSubstituted ? typed.replace(/\$\{!(?=[^{}]*$)/, () => '${') : typed,
      siblings: this.#siblings(column + missing, dashes.at(-1)?.column, isKey, entry),
      hasColon: isKey && (written !== undefined || isNameless),
      inList,
      beginsStatement: place.at === 'statement-key' && dashes.length > 0 && !this.#hasMore(column),
      needsCommaAfter: false,
      needsCommaBefore: false,
    };
  }

  /** Where the text of the line begins, behind its dashes. */
  #contentStart(dashes: readonly Slot[]): number {
    const last = dashes.at(-1);
    const from = last ? last.offset + 1 : this.#line.start + this.#line.indent;
    const blank = /^[ \t]*/.exec(this.#text.slice(from, this.#line.end))?.[0].length ?? 0;
    return Math.min(from + blank, Math.max(this.#offset, last ? last.offset + 1 : from));
  }

  #contentEnd(start: number): number {
    const rest = this.#text.slice(start, this.#line.end);
    const comment = rest.search(/\s#/);
    return start + (comment < 0 ? rest : rest.slice(0, comment)).trimEnd().length;
  }

  /** The scalar from an offset on, its tag left out. */
  #scalar(from: number): Scalar {
    const rest = this.#text.slice(from, this.#line.end);
    const [before = '', tag] = /^\s*(?:(![\w:]+)\s+)?(?:&\w+\s+)?/.exec(rest) ?? [];
    const start = Math.min(from + before.length, Math.max(this.#offset, from));
    const quote = this.#text[start];
    const quotes: Quotes = (quote === '"' || quote === "'") && start < this.#line.end ? quote : '';
    const close = quotes === '' ? -1 : this.#text.indexOf(quotes, start + 1);
    const isClosed = quotes === '' || (close > start && close < this.#line.end);
    const end = quotes !== '' && isClosed ? close + 1 : Math.max(start, this.#contentEnd(start));
    return { start, end, quotes, isClosed, tag };
  }

  /** A name, which may stand between quotes. */
  #unquoted({ start, end }: Scalar): Pick<Scalar, 'quotes' | 'isClosed'> {
    const quote = this.#text[start];
    const quotes: Quotes = quote === '"' || quote === "'" ? quote : '';
    return { quotes, isClosed: quotes === '' || (end - start > 1 && this.#text[end - 1] === quotes) };
  }

  #string({ start, end, quotes, isClosed, tag }: Scalar): StringValue | undefined {
    const size = quotes === '' ? 0 : 1;
    if (end <= start || this.#offset < start + size || (quotes !== '' && isClosed && this.#offset >= end))
      return undefined;
    const textEnd = end - (isClosed ? size : 0);
    const written = this.#text.slice(start + size, textEnd);
    const plain: SourcedText = { text: written, runs: [{ at: 0, start: size, end: size + written.length }] };
    const { text, runs } = tag === '!Sub' ? substituted(plain) : plain;
    const node: Node = { type: 'string', offset: start, length: end - start, value: text, runs };
    return { kind: 'string', text, span: sourceSpan(start + size, textEnd), data: node, runs };
  }

  /** The names and dashes that the cursor stands in, from the nearest on. */
  #parents(dashes: readonly Slot[], column: number): readonly Slot[] {
    const found: Slot[] = [...dashes].reverse();
    let limit = dashes[0]?.column ?? column;
    let isAfterDash = dashes.length > 0;
    for (const line of this.#above.toReversed()) {
      if (limit === 0 && !isAfterDash) break;
      for (const slot of slotsOf(this.#text, line).toReversed()) {
        const isAround = slot.name !== undefined && isAfterDash ? slot.column <= limit : slot.column < limit;
        if (!isAround || !slot.isOpen) continue;
        found.push(slot);
        limit = slot.column;
        isAfterDash = slot.name === undefined;
      }
    }
    return found;
  }

  #placeOf(
    path: readonly string[],
    parents: readonly Slot[],
    isValue: boolean,
    isElement: boolean,
  ): { readonly place: Place; readonly policy: Policy | undefined } | undefined {
    const at = path.findLastIndex((name) => STATEMENTS.test(name));
    if (at < 0) return this.#placeAround(path, isValue);
    const list = parents.find(({ name }) => name !== undefined && STATEMENTS.test(name));
    const policy = this.#policyOf(list?.offset ?? this.#offset);
    if (!policy && !this.#mayBePolicy(path.slice(0, at), path[at] ?? '')) return undefined;
    const inside = ['Statement', ...path.slice(at + 1).filter((name) => name !== 'Fn::If')];
    const place = isValue
      ? placeOf(inside, false)
      : (placeOf(inside, true) ?? (isElement || inside.length > 2 ? placeOf(inside, false) : undefined));
    if (!place) return undefined;
    return {
      place: !isValue && isElement && place.at !== 'statement-key' ? (placeOf(inside, false) ?? place) : place,
      policy,
    };
  }

  /** Whether the nearest line above that is not indented further begins an element at a column. */
  #isBelowDash(column: number): boolean {
    const line = this.#above.findLast(({ indent }) => indent <= column);
    return line?.indent === column && isElement(this.#text.slice(line.start + line.indent, line.end));
  }

  /** Whether names follow on the lines below, at the same column. */
  #hasMore(column: number): boolean {
    const [next] = this.#below;
    return next !== undefined && next.indent === column;
  }

  /** Whether nothing but a dash is on the line. */
  #isBlankElement(): boolean {
    return /^[\s-]*$/.test(this.#text.slice(this.#line.start, this.#line.end));
  }

  /** Outside of statements: the elements of a policy, and where managed policies are named. */
  #placeAround(path: readonly string[], isValue: boolean) {
    const last = path.at(-1) ?? '';
    const policy = policyAt(this.#document, this.#offset);
    if (MANAGED_POLICY_PROPERTIES.includes(last))
      return { place: { at: 'managed-policy' } as const, policy: undefined };
    const around = isValue ? path.at(-2) : path.at(-1);
    const isRoot = (isValue ? path.length === 1 : path.length === 0) && this.#document.isNamedPolicy;
    if (!policy && !isRoot && !DOCUMENTS.test(around ?? '')) return undefined;
    if (policy && !policy.isRoot && !DOCUMENTS.test(around ?? '')) return undefined;
    if (!isValue) return { place: { at: 'policy-key' } as const, policy };
    return { place: { at: 'policy-value', element: last } as const, policy };
  }

  #policyOf(offset: number): Policy | undefined {
    return this.#document.policies.find(({ span, statementElement }) => {
      const start = Math.min(span.start, nodeOf(statementElement?.whole)?.offset ?? span.start);
      return start <= offset && offset <= span.end;
    });
  }

  /** Whether a `Statement` without anything in it yet is a policy's. */
  #mayBePolicy(around: readonly string[], name: string): boolean {
    if (name === 'iamRoleStatements') return true;
    if (name === 'statements') return around.at(-1) === 'role';
    return (
      DOCUMENTS.test(around.at(-1) ?? '') ||
      (around.length === 0 && this.#document.isNamedPolicy) ||
      around.at(-1) === 'Policies'
    );
  }

  #statement({ statements }: Policy, parents: readonly Slot[], dashes: readonly Slot[]): Statement | undefined {
    const at = parents.findIndex(({ name }) => name !== undefined && STATEMENTS.test(name));
    const dash = parents.slice(0, at).findLast(({ name }) => name === undefined) ?? dashes[0];
    if (!dash) return statements.find(({ span }) => span.start >= (parents[at]?.offset ?? 0));
    return statements.find(
      ({ span }) => span.start > dash.offset && /^-[ \t]*$/.test(this.#text.slice(dash.offset, span.start)),
    );
  }

  /** The names beside a name, or the other elements of the list. */
  #siblings(column: number, dash: number | undefined, isKey: boolean, own: Slot | undefined): readonly string[] {
    const found: string[] = [];
    const scan = (lines: readonly Line[], isAbove: boolean) => {
      for (const line of lines) {
        const slots = slotsOf(this.#text, line);
        const first = slots[0];
        const at = first?.column ?? line.indent;
        if (isKey) {
          const key = slots.find(({ name }) => name !== undefined);
          const isBehindDash = slots.some(({ name }) => name === undefined);
          if (key?.column === column && !(isBehindDash && !isAbove)) found.push(key.name ?? '');
          if (at < column) return;
        } else {
          if (dash === undefined || at < dash) return;
          if (at === dash && first && first.name === undefined)
            found.push(unquoted(this.#text.slice(first.offset + 1, line.end)));
        }
      }
    };
    // A dash before the cursor's own name begins the mapping.
    if (!(isKey && dash !== undefined && own === undefined && column > dash && this.#isBlankElement()))
      scan(dash !== undefined && isKey ? [] : this.#above.toReversed(), true);
    scan(this.#below, false);
    return found;
  }
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

const isName = ({ at }: Place): boolean =>
  at === 'policy-key' ||
  at === 'statement-key' ||
  at === 'statement' ||
  at === 'principal-type' ||
  at === 'operator' ||
  at === 'condition-key';
