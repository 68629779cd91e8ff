/** Writes changes of a policy as YAML: in block style by lines and indentation, between brackets like JSON. */
import { type Edit, type Edits, writtenEdit } from '../../model/edit.ts';
import { lineStart } from '../../model/layout.ts';
import { type Node, neighbors, nodeOf, nodeSpan } from '../../model/node.ts';
import { sourceSpan } from '../../model/span.ts';
import { type PartialValue, type StringValue, within } from '../../policy/value.ts';
import { type FlowDialect, flowSyntax } from '../flow/syntax.ts';
import { escapedFor } from '../json/substitution.ts';
import { policyWriter } from '../policy-writer.ts';
import type { Entry, Syntax } from '../syntax.ts';
import { Copy, type Draft, type PolicyWriter } from '../writer.ts';
import { column, type Layout, layoutOf, lineEnd } from './layout.ts';
import { inside, type Quotes, quotesAt, scalar } from './scalar.ts';
import { sparingAliases } from './sparing.ts';

/** The writer of one version of a document; `source` is its whole text. */
export const yamlWriter = (source: string): PolicyWriter =>
  policyWriter(sparingAliases(new YamlSyntax(source), source));

const NOTHING_BEYOND = { comments: [], commas: [] };

/** Whether a node is written between brackets, or stands in such a one. */
const isFlow = (node: Node | undefined, source: string): boolean => {
  for (let each = node; each; each = each.parent) {
    if ((each.type === 'object' || each.type === 'array') && /[[{]/.test(source[each.offset] ?? '')) return true;
  }
  return false;
};

/** The quotes of a value; of a function, those of what it is given. */
function quotesOf(node: Node | undefined, source: string): Quotes {
  const value = node?.type === 'property' ? node.children?.[1] : node;
  const given = value?.type === 'object' ? value.children?.[0]?.children?.[1] : value;
  return given?.type === 'string' ? quotesAt(source, given.offset) : '';
}

const flowDialect = (source: string, syntax: () => Syntax): FlowDialect => ({
  // Where there is nothing to follow, JSON's quotes are right in JSON too.
  string: (text, beside) => scalar(text, beside ? quotesOf(beside, source) : '"', true),
  entry: (name, value, beside) => `${scalar(name, keyQuotes(beside, source), true)}: ${value}`,
  name: (name, before) => scalar(name, quotesAt(source, before.offset), true),
  separator: () => ',',
  beyondJson: () => NOTHING_BEYOND,
  replaceText: (...given) => syntax().replaceText(...given),
});

const keyQuotes = (beside: Node | undefined, source: string): Quotes => {
  const key = beside?.type === 'property' ? beside.children?.[0] : undefined;
  return key ? quotesAt(source, key.offset) : '"';
};

/** Whether a node is a part of JSON that stands in a block scalar. */
export function isInBlockScalar(node: Node, source: string): boolean {
  for (let each: Node | undefined = node; each; each = each.parent) {
    const colon = each.parent?.type === 'property' ? each.parent.colonOffset : undefined;
    if (colon !== undefined && /^\s*(?:!\w+\s+)?[|>]/.test(source.slice(colon + 1, each.offset))) return true;
  }
  return false;
}

const pad = (size: number): string => ' '.repeat(Math.max(0, size));
const replace = (start: number, end: number, text: string): Edit => writtenEdit(sourceSpan(start, end), text);
const insert = (offset: number, text: string): Edit => replace(offset, offset, text);

class YamlSyntax implements Syntax {
  readonly #source: string;
  readonly #flow: Syntax;
  #layout: Layout | undefined;

  constructor(source: string) {
    this.#source = source;
    this.#flow = flowSyntax(
      flowDialect(source, () => this),
      source,
    );
  }

  get #own(): Layout {
    this.#layout ??= layoutOf(this.#source);
    return this.#layout;
  }

  beyondJson() {
    return NOTHING_BEYOND;
  }

  surroundings(node: Node): string | undefined {
    if (isFlow(node, this.#source)) return this.#flow.surroundings(node);
    const { previous, next } = neighbors(node);
    const { start, end } = nodeSpan(node);
    const { step, listStep, eol } = this.#own;
    const before = previous ? this.#source.slice(nodeSpan(previous).end, start) : '';
    const after = this.#source.slice(end, next?.offset ?? lineEnd(this.#source, end));
    const place = `${node.parent?.type} ${column(this.#source, start)} ${step} ${listStep} ${eol.length}`;
    return JSON.stringify([place, before, after, previous !== undefined, next !== undefined]);
  }

  replaceText(value: StringValue | PartialValue, text: string, start: number, end: number): Edits {
    const escaped = escapedFor(value, text, start, end, this.#source);
    if (escaped === undefined) return [];
    const place = within(value, start, end);
    const quotes = this.#quotesAround(value);
    const written = inside(escaped, quotes);
    if (written === undefined) return this.#requoted(value, start, end, escaped);
    if (quotes !== '' || this.#isBlockScalar(value)) return [writtenEdit(place, written)];
    const { span } = value;
    const whole = this.#source.slice(span.start, place.start) + written + this.#source.slice(place.end, span.end);
    const inFlow = isFlow(nodeOf(value.data), this.#source);
    return scalar(whole, '', inFlow) === whole
      ? [writtenEdit(place, written)]
      : this.#requoted(value, start, end, escaped);
  }

  /** The scalar that the text stands in; of a function, what it is given. */
  #scalarOf({ data }: StringValue | PartialValue): Node | undefined {
    const node = nodeOf(data);
    const given = node.type === 'object' ? node.children?.[0]?.children?.[1] : node;
    return given?.type === 'array' ? given.children?.[0] : given;
  }

  #quotesAround(value: StringValue | PartialValue): Quotes {
    return quotesAt(this.#source, this.#scalarOf(value)?.offset ?? value.span.start);
  }

  #isBlockScalar(value: StringValue | PartialValue): boolean {
    return /[|>]/.test(this.#source[this.#scalarOf(value)?.offset ?? 0] ?? '');
  }

  /** The whole scalar anew, in quotes. Declined where its source is not its text. */
  #requoted(value: StringValue | PartialValue, start: number, end: number, text: string): Edits {
    const { span } = value;
    const own = this.#scalarOf(value);
    const before = this.#source.slice(span.start, within(value, start, end).start);
    const after = this.#source.slice(within(value, start, end).end, span.end);
    if (!own || this.#quotesAround(value) !== '' || this.#isBlockScalar(value) || /\n/.test(before + after)) return [];
    return [writtenEdit(nodeSpan(own), scalar(before + text + after, '"', false))];
  }

  substitute(node: Node): Edits {
    return isInBlockScalar(node, this.#source) ? [] : [insert(node.offset, '!Sub ')];
  }

  replaceNode(node: Node, draft: Draft): Edits {
    if (typeof draft === 'string') {
      const inFlow = isFlow(node, this.#source);
      const written = scalar(draft, quotesOf(node, this.#source), inFlow);
      return inFlow || node.parent?.type !== 'property'
        ? [writtenEdit(nodeSpan(node), written)]
        : this.#setValue(node, ` ${written}`);
    }
    if (isFlow(node.parent, this.#source)) return this.#flow.replaceNode(node, draft);
    if (node.parent?.type === 'property')
      return this.#setValue(node, this.#value(draft, column(this.#source, node.parent.offset)));
    return [writtenEdit(nodeSpan(node), this.#item(draft, column(this.#source, node.offset) - 2))];
  }

  /** Writes a value behind the colon: the old one may begin on a later line. */
  #setValue(node: Node, written: string): Edits {
    const { end } = nodeSpan(node);
    const colon = node.parent?.colonOffset;
    return colon === undefined ? [] : [replace(colon + 1, end, written)];
  }

  replaceName(property: Node, name: string): Edits {
    const [key] = property.children ?? [];
    if (!key || /[!]/.test(this.#source[key.offset] ?? '')) return []; // a tag
    const written = scalar(name, quotesAt(this.#source, key.offset), isFlow(property, this.#source));
    return [writtenEdit(nodeSpan(key), written)];
  }

  addValue(property: Node, draft: Draft): Edits {
    const { colonOffset: colon } = property;
    if (colon === undefined || isFlow(property, this.#source)) return [];
    return [insert(colon + 1, this.#value(draft, column(this.#source, property.offset)))];
  }

  makeList(value: Node, more: readonly Draft[]): Edits {
    if (isFlow(value, this.#source)) return this.#flow.makeList(value, more);
    const { parent } = value;
    if (parent?.type !== 'property') return [];
    if (value.type === 'object' && !value.children?.[0]?.children?.[0]?.value?.startsWith?.('Fn::')) {
      return this.#mappingAsItem(value, more);
    }
    if (this.#prefersFlow(parent)) {
      const quotes = quotesOf(value, this.#source);
      const written = more.map((each) => (typeof each === 'string' ? scalar(each, quotes, true) : ''));
      if (!written.includes('')) {
        const own = this.#source.slice(value.offset, nodeSpan(value).end);
        return /[,[\]{}\n]/.test(own) ? [] : [writtenEdit(nodeSpan(value), `[${[own, ...written].join(', ')}]`)];
      }
    }
    const written = this.#value([new Copy(value), ...more], column(this.#source, parent.offset), value);
    return this.#setValue(value, written);
  }

  /** Whether the lists beside a property are written in brackets. */
  #prefersFlow({ parent }: Node): boolean {
    const lists = (parent?.children ?? []).flatMap(({ children }) =>
      children?.[1]?.type === 'array' ? children[1] : [],
    );
    return lists.length > 0 && lists.every((list) => this.#source[list.offset] === '[');
  }

  /** A mapping becomes the first element of a sequence: its lines move to the right, behind a dash. */
  #mappingAsItem(value: Node, more: readonly Draft[]): Edits {
    const own = column(this.#source, value.offset);
    const { end } = nodeSpan(value);
    const edits: Edit[] = [insert(value.offset, '- ')];
    for (let at = lineEnd(this.#source, value.offset); at < end; ) {
      const start = this.#source.indexOf('\n', at) + 1;
      if (start === 0 || start >= end) break;
      at = lineEnd(this.#source, start);
      if (this.#source.slice(start, at).trim() !== '') edits.push(insert(start, '  '));
    }
    const { eol } = this.#own;
    const items = more.map((draft) => `${eol}${pad(own)}- ${this.#item(draft, own)}`);
    return [...edits, insert(lineEnd(this.#source, end), items.join(''))];
  }

  replaceItem(item: Node, drafts: readonly Draft[]): Edits {
    if (isFlow(item, this.#source)) return this.#flow.replaceItem(item, drafts);
    const dash = this.#dashOf(item);
    const written = drafts.map((draft) => this.#item(draft, dash, item));
    return [writtenEdit(nodeSpan(item), written.join(`${this.#own.eol}${pad(dash)}- `))];
  }

  addItems(list: Node, drafts: readonly Draft[]): Edits {
    const last = list.children?.at(-1);
    if (!last || isFlow(list, this.#source)) return this.#flow.addItems(list, drafts);
    return this.#insertItems(last, drafts);
  }

  insertItem(after: Node, draft: Draft): Edits {
    return isFlow(after.parent, this.#source) ? this.#flow.insertItem(after, draft) : this.#insertItems(after, [draft]);
  }

  #insertItems(after: Node, drafts: readonly Draft[]): Edits {
    const dash = this.#dashOf(after);
    const written = drafts.map((draft) => `${this.#own.eol}${pad(dash)}- ${this.#item(draft, dash, after)}`);
    return [insert(lineEnd(this.#source, nodeSpan(after).end), written.join(''))];
  }

  /** The column of the dash before an element of a block sequence. */
  #dashOf({ offset, parent }: Node): number {
    return column(this.#source, parent?.offset ?? offset);
  }

  addEntries(object: Node, entries: readonly Entry[], place: 'first' | 'last' = 'last'): Edits {
    const last = object.children?.at(-1);
    if (!last || isFlow(object, this.#source)) return this.#flow.addEntries(object, entries, place);
    const own = column(this.#source, object.offset);
    const written = entries.map(([name, draft]) => this.#entry(name, draft, own));
    const between = `${this.#own.eol}${pad(own)}`;
    if (place === 'first') return [insert(object.offset, written.map((each) => each + between).join(''))];
    return [insert(lineEnd(this.#source, nodeSpan(last).end), between + written.join(between))];
  }

  insertEntry(after: Node, [name, draft]: Entry): Edits {
    if (isFlow(after.parent, this.#source)) return this.#flow.insertEntry(after, [name, draft]);
    const own = column(this.#source, after.offset);
    const written = `${this.#own.eol}${pad(own)}${this.#entry(name, draft, own)}`;
    return [insert(lineEnd(this.#source, nodeSpan(after).end), written)];
  }

  remove(nodes: readonly Node[]): Edits {
    const [first] = nodes;
    const { parent } = first ?? {};
    if (!first || !parent) return [];
    if (isFlow(parent, this.#source)) return this.#flow.remove(nodes);
    const doomed = new Set(nodes);
    if (parent.children?.every((child) => doomed.has(child))) {
      const empty = parent.type === 'array' ? '[]' : '{}';
      if (parent.parent?.type === 'property') return this.#setValue(parent, ` ${empty}`);
      return [writtenEdit(nodeSpan(parent), empty)];
    }
    const edits: Edit[] = [];
    for (const node of nodes) {
      const { previous } = neighbors(node);
      if (previous && doomed.has(previous)) continue; // goes with its run
      let last = node;
      for (let { next } = neighbors(last); next && doomed.has(next); { next } = neighbors(last)) last = next;
      edits.push(this.#removalOf(previous, node, last, neighbors(last).next));
    }
    return edits;
  }

  /** Removes neighbors, from `first` to `last`, with the comments on their lines; `previous` and `next` stay. */
  #removalOf(previous: Node | undefined, first: Node, last: Node, next: Node | undefined): Edit {
    if (previous) {
      const start = this.#linesBefore(first);
      return replace(start, lineEnd(this.#source, nodeSpan(last).end), '');
    }
    // The first one stands behind a dash or a brace that stays: what follows comes to its place.
    return replace(first.offset, next?.offset ?? nodeSpan(last).end, '');
  }

  /** Where the lines of a node begin: at the line break before them, and before the comments right above it. */
  #linesBefore(node: Node): number {
    let start = lineStart(this.#source, node.offset);
    for (;;) {
      const before = lineStart(this.#source, Math.max(0, start - 1));
      if (before >= start || !/^\s*#/.test(this.#source.slice(before, start))) break;
      if (column(this.#source, before + this.#source.slice(before).search(/#/)) !== this.#columnOfLine(node)) break;
      start = before;
    }
    const breakStart = this.#source[start - 2] === '\r' ? start - 2 : start - 1;
    return Math.max(0, breakStart);
  }

  #columnOfLine({ offset }: Node): number {
    const start = lineStart(this.#source, offset);
    return this.#source.slice(start).search(/\S/);
  }

  /** A name with its value, for a line that is indented by `own`. */
  #entry(name: string, draft: Draft, own: number): string {
    return `${scalar(name, '', false)}:${this.#value(draft, own)}`;
  }

  /** What follows the colon of a name at column `own`. `beside`: a value whose quotes are followed. */
  #value(draft: Draft, own: number, beside?: Node): string {
    const { eol, step, listStep } = this.#own;
    if (typeof draft === 'string') return ` ${scalar(draft, quotesOf(beside, this.#source), false)}`;
    if (draft instanceof Copy) return this.#copyAsValue(draft.node, own);
    if (Array.isArray(draft)) {
      const dash = own + listStep;
      const items = draft.map((each: Draft) => `${eol}${pad(dash)}- ${this.#item(each, dash, beside)}`);
      return items.length === 0 ? ' []' : items.join('');
    }
    const entries = Object.entries(draft as { readonly [name: string]: Draft });
    const column = own + step;
    const lines = entries.map(([name, value]) => `${eol}${pad(column)}${this.#entry(name, value, column)}`);
    return lines.length === 0 ? ' {}' : lines.join('');
  }

  /** What follows a dash at column `dash`. */
  #item(draft: Draft, dash: number, beside?: Node): string {
    if (typeof draft === 'string') return scalar(draft, quotesOf(beside, this.#source), false);
    if (draft instanceof Copy) return this.#shifted(draft.node, dash + 2);
    if (Array.isArray(draft)) return `[${draft.map((each: Draft) => this.#item(each, dash)).join(', ')}]`;
    const entries = Object.entries(draft as { readonly [name: string]: Draft });
    const lines = entries.map(([name, value]) => this.#entry(name, value, dash + 2));
    return lines.length === 0 ? '{}' : lines.join(`${this.#own.eol}${pad(dash + 2)}`);
  }

  #copyAsValue(node: Node, own: number): string {
    const { eol, step, listStep } = this.#own;
    const isBlock = (node.type === 'array' || node.type === 'object') && !/[[{!]/.test(this.#source[node.offset] ?? '');
    if (!isBlock) return ` ${this.#shifted(node, own)}`;
    const target = own + (node.type === 'array' ? listStep : step);
    return `${eol}${pad(target)}${this.#shifted(node, target)}`;
  }

  /** The source of a node, its further lines moved so that it begins at column `target`. */
  #shifted(node: Node, target: number): string {
    const { start, end } = nodeSpan(node);
    const isBlock = (node.type === 'array' || node.type === 'object') && !/[[{!]/.test(this.#source[start] ?? '');
    const from = isBlock ? column(this.#source, start) : this.#keyColumn(node);
    const by = target - from;
    return this.#source
      .slice(start, end)
      .trimEnd()
      .replace(/\n([ \t]*)(?=\S)/g, (_, blank: string) => `\n${pad(blank.length + by)}`);
  }

  /** The column that the lines of a value are indented against. */
  #keyColumn({ parent, offset }: Node): number {
    return parent?.type === 'property' ? column(this.#source, parent.offset) : column(this.#source, offset);
  }
}
