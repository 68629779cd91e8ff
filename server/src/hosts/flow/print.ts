/** Writes drafts between brackets, and copies text of the document. */
import { type Edit, writtenEdit } from '../../model/edit.ts';
import { layoutBefore } from '../../model/layout.ts';
import { type Node, nodeSpan } from '../../model/node.ts';
import { suffixOf } from '../../model/suffix.ts';
import type { Entry } from '../syntax.ts';
import { Copy, type Draft } from '../writer.ts';

/** What differs between the languages that write objects and lists in brackets. */
export interface Dialect {
  /** A text as a value. `beside`: a value whose way of quoting it follows. */
  string(text: string, beside: Node | undefined): string;
  /** A name with its value, which is written already. `beside`: a property whose way of writing it follows. */
  entry(name: string, value: string, beside: Node | undefined): string;
  /** A name over another one, its quotes included. */
  name(name: string, before: Node): string;
  /** What stands between two children of a list or an object that stand on lines of their own. */
  separator(container: Node): string;
}

export const sourceOf = (node: Node, source: string): string => {
  const { start, end } = nodeSpan(node);
  return source.slice(start, end);
};

export const replaceSource = (node: Node, text: string): Edit => writtenEdit(nodeSpan(node), text);

/** Prints drafts for one version of a document. */
export interface Printer extends Dialect {
  readonly source: string;
}

/** A draft on one line. */
export function print(draft: Draft, printer: Printer, beside?: Node): string {
  if (typeof draft === 'string') return printer.string(draft, beside);
  if (draft instanceof Copy) return sourceOf(draft.node, printer.source);
  if (Array.isArray(draft)) return `[${draft.map((each: Draft) => print(each, printer, beside)).join(', ')}]`;
  const written = printEntries(entriesOf(draft), printer, beside);
  return written.length === 0 ? '{}' : `{ ${written.join(', ')} }`;
}

const entriesOf = (draft: Draft): readonly Entry[] => Object.entries(draft as { readonly [name: string]: Draft });

/** `beside`: a property or a value whose way of writing they follow. */
export const printEntries = (entries: readonly Entry[], printer: Printer, beside?: Node): readonly string[] =>
  entries.map(([name, value]) => printer.entry(name, print(value, printer, beside), beside));

/** An object in the layout of another one: each property on a line of its own where the other's are. */
export function printLike(draft: Draft, other: Node | undefined, printer: Printer): string {
  const [first] = other?.children ?? [];
  const own = printEntries(entriesOf(draft), printer, first);
  if (!other || !first) return own.length === 0 ? '{}' : `{ ${own.join(', ')} }`;
  const { source } = printer;
  const layout = layoutBefore(first.offset, source);
  const [lineEnd] = /\r?\n/.exec(layout) ?? [];
  if (!lineEnd) return `{ ${own.join(', ')} }`;
  // The closing bracket stands like the line of the opening one, or where the other's stands.
  const isClosed = other.length >= 0;
  const close = isClosed
    ? layoutBefore(nodeSpan(other).end - 1, source)
    : lineEnd + suffixOf(layoutBefore(other.offset, source), /[ \t]/);
  return `{${layout}${own.join(`${printer.separator(other)}${layout}`)}${close}}`;
}
