/** The edits of completions: names and values with their quotes, colons and commas, as the place needs them. */

import type { Replacement } from '../../model/edit.ts';
import { lineBreakAt } from '../../model/layout.ts';
import type { Cursor } from '../../policy/cursor.ts';
import type { Completion } from './item.ts';

type Rest = Omit<Completion, 'insert' | 'replace' | 'filter' | 'isSnippet'>;

/** Escapes a text for a snippet: `$`, `}` and `\` stand for themselves. */
export const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** `${1:text}`, `${1|first,second|}`, `${1}` and `$1`, unless the dollar sign is escaped. */
const TAB_STOP = /(?<!\\)\$(?:\{(\d+)(?::([^{}]*)|\|([^,|]*)(?:,[^|]*)?\|)?\}|(\d+))/g;

/** Takes the tab stops out of a snippet, each replaced by its default or first choice: for clients that have none. */
export function withoutTabStops(snippet: string): string {
  const defaults = new Map<string, string>();
  for (const [, stop = '', text, choice] of snippet.matchAll(TAB_STOP)) {
    const value = text ?? choice;
    if (value !== undefined && !defaults.has(stop)) defaults.set(stop, value);
  }
  return snippet
    .replace(
      TAB_STOP,
      (_, stop: string | undefined, _text, _choice, bare: string | undefined) => defaults.get(stop ?? bare ?? '') ?? '',
    )
    .replace(/\\([\\$}])/g, '$1');
}

/** What is known is written; a guess is a tab stop, to be typed over. */
export const tabStop = (stop: number, text: string, isKnown = false): string =>
  isKnown ? text : `\${${stop}:${text}}`;

/** A name in quotes, with its colon and a value to fill in. `value` is snippet text; empty for none. */
export function propertyCompletion(
  cursor: Cursor,
  name: string,
  value: string,
  snippets: boolean,
  rest: Rest,
): Completion {
  if (cursor.hasColon || value === '') return stringCompletion(cursor, [name], rest, false);
  const quoted = JSON.stringify(name);
  const insert = `${literal(quoted)}: ${value}${cursor.needsCommaAfter ? ',' : ''}`;
  return {
    ...rest,
    insert: snippets ? insert : withoutTabStops(insert),
    isSnippet: snippets,
    replace: range(cursor),
    filter: cursor.string ? quoted : name,
    ...additions(commaBefore(cursor)),
  };
}

/** A value in quotes. `snippet` is its text with tab stops; without it the value is inserted as it is. */
export function valueCompletion(
  cursor: Cursor,
  text: string,
  rest: Rest,
  snippet?: string,
  snippets = true,
): Completion {
  if (snippet === undefined) return stringCompletion(cursor, [text], rest, false);
  const item = stringCompletion(cursor, [snippets ? snippet : withoutTabStops(snippet)], rest, snippets);
  return { ...item, filter: filterOf(cursor, text) };
}

/**
 * Several values in quotes: more elements of the list; a single value becomes a list. `snippets`: the texts have tab stops, and
 * this is whether the client can insert them.
 */
export const valuesCompletion = (
  cursor: Cursor,
  texts: readonly string[],
  rest: Rest,
  snippets?: boolean,
): Completion =>
  stringCompletion(cursor, snippets === false ? texts.map(withoutTabStops) : texts, rest, snippets === true);

/**
 * Strings in the place of the one at the cursor. Of a string that has both its quotes only what is between them is
 * replaced: VS Code ends the author's way through a snippet's tab stops when an edit reaches beyond the stop.
 */
function stringCompletion(cursor: Cursor, texts: readonly string[], rest: Rest, isSnippet: boolean): Completion {
  const { string, isClosed, inList, document } = cursor;
  const replace = range(cursor);
  const isSeveral = texts.length > 1;
  const written = texts.map((text) => (isSnippet ? text : JSON.stringify(text).slice(1, -1)));
  const lines = isSeveral && isClosed && written.join().length > LONG ? linesOf(cursor) : undefined;
  const isOnLines = inList && beginsLine(document.text, replace.start);
  const joined = written.join(lines ? `",${lines.open}"` : isOnLines ? '",\n"' : '", "');
  const open = isSeveral && !inList ? '[' : (lines?.open ?? '');
  const comma = inList && cursor.needsCommaAfter ? ',' : '';
  const close = isSeveral && !inList ? `]${comma}` : `${comma}${lines?.close ?? ''}`;
  const item = {
    ...rest,
    isSnippet,
    filter: filterOf(cursor, texts[0] ?? ''),
    ...(lines ? { isIndented: true } : {}),
  };
  if (!string) return { ...item, insert: `${open}"${joined}"${close}`, replace, ...additions(commaBefore(cursor)) };
  const inner = { start: replace.start + 1, end: isClosed ? replace.end - 1 : replace.end };
  return {
    ...item,
    insert: isClosed ? joined : `${joined}"${close}`,
    replace: inner,
    ...additions([...commaBefore(cursor), ...at(replace.start, open), ...(isClosed ? at(replace.end, close) : [])]),
  };
}

/** From how many characters on several values get a line each. */
const LONG = 100;

const beginsLine = (text: string, offset: number): boolean =>
  /\n[ \t]*$/.test(text.slice(Math.max(0, offset - 400), offset));

/** What puts the only value of a list, `["…"]`, on a line of its own; undefined where the list holds more, or where the document has no lines. */
function linesOf({
  inList,
  siblings,
  replace,
  document: { text },
}: Cursor): { open: string; close: string } | undefined {
  if (!inList || siblings.length > 0 || text[replace.start - 1] !== '[' || text[replace.end] !== ']') return undefined;
  const close = lineBreakAt(replace.start, text);
  const [unit] = /(?<=\n)[ \t]{1,8}(?=\S)/.exec(text.slice(0, replace.start)) ?? [];
  return unit === undefined ? undefined : { open: close + unit, close };
}

/** What editors match the typed text against: it begins where the replaced text begins. */
const filterOf = ({ string }: Cursor, text: string): string => (string ? JSON.stringify(text).slice(1, -1) : text);

/** Raw JSON text, such as an object. `snippet` has tab stops. */
export function rawCompletion(
  cursor: Cursor,
  snippet: string,
  filter: string,
  snippets: boolean,
  rest: Rest,
): Completion {
  const comma = cursor.inList && cursor.needsCommaAfter ? ',' : '';
  return {
    ...rest,
    insert: `${snippets ? snippet : withoutTabStops(snippet)}${comma}`,
    isSnippet: snippets,
    replace: range(cursor),
    filter: cursor.string ? `"${filter}` : filter,
    ...additions(commaBefore(cursor)),
  };
}

/** An unclosed string may have swallowed what follows on its line: only the word at the cursor is replaced. */
function range({ string, isClosed, replace, offset, document: { text } }: Cursor): Completion['replace'] {
  if (!string || isClosed) return replace;
  const after = /^[\w:*?.-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: replace.start, end: Math.min(replace.end, offset + after) };
}

/** The comma that is missing before. */
function commaBefore({ needsCommaBefore, replace, document: { text } }: Cursor): readonly Replacement[] {
  if (!needsCommaBefore) return [];
  const end = text.slice(0, replace.start).trimEnd().length;
  return at(end, end === replace.start ? ', ' : ',');
}

const at = (offset: number, text: string): readonly Replacement[] =>
  text === '' ? [] : [{ span: { start: offset, end: offset }, text }];

const additions = (edits: readonly Replacement[]): { additional?: readonly Replacement[] } =>
  edits.length > 0 ? { additional: edits } : {};
