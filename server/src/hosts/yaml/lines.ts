/** The lines of a YAML text: what can be said of them without parsing. */

import { isTagLine } from './tools.ts';

export interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  /** The number of spaces before its text. */
  readonly indent: number;
}

/** A name and what follows its colon on the line. Offsets count from the beginning of the line's text. */
export interface LineEntry {
  readonly name: string;
  readonly isQuoted: boolean;
  /** Where the name ends, its quotes included. */
  readonly nameEnd: number;
  readonly colon: number;
  readonly rest: string;
}

/** The lines with text, comments and lines that are nothing but a tag of a template left out. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const next = found < 0 ? text.length : found;
    const end = text[next - 1] === '\r' && next > start ? next - 1 : next;
    let first = start;
    while (first < end && (text[first] === ' ' || text[first] === '\t')) first++;
    const isTag = text[first] === '{' && isTagLine(text.slice(first, end));
    if (first < end && text[first] !== '#' && !isTag) lines.push({ start, end, indent: first - start });
    start = next + 1;
  }
  return lines;
}

/** Whether a line's text begins an element of a sequence. */
export const isElement = (content: string): boolean => content[0] === '-' && /^[ \t]?$/.test(content[1] ?? '');

/** What cannot begin a name without quotes; of `-`, `?` and `:` only before a space. */
const NOT_A_NAME = /^[\s#&*!|>%@`[\]{},]|^[-?:](?:\s|$)/;

/** The entry that a line's text begins; undefined where it begins none. */
export function entryOf(content: string): LineEntry | undefined {
  const quote = content[0] === '"' || content[0] === "'" ? content[0] : undefined;
  if (!quote && NOT_A_NAME.test(content)) return undefined;
  const from = quote ? content.indexOf(quote, 1) + 1 : 0;
  if (quote && from === 0) return undefined;
  const colon = colonFrom(content, from);
  if (colon < 0) return undefined;
  const written = content.slice(0, colon).trimEnd();
  if (quote && written.length > from) return undefined;
  const name = quote ? written.slice(1, -1) : written;
  return { name, isQuoted: quote !== undefined, nameEnd: written.length, colon, rest: content.slice(colon + 1).trim() };
}

/** The first colon that a space or the end of the line follows, before any comment. */
function colonFrom(content: string, from: number): number {
  for (let colon = content.indexOf(':', from); colon >= 0; colon = content.indexOf(':', colon + 1)) {
    const next = content[colon + 1];
    if (next !== undefined && next !== ' ' && next !== '\t') continue;
    return content.slice(from, colon).includes(' #') ? -1 : colon;
  }
  return -1;
}
