/** Completions as JSON: names and values with their quotes, colons and commas, as the place needs them. */
import type { Replacement } from '../../model/edit.ts';
import { lineBreakAt } from '../../model/layout.ts';
import type { Span } from '../../model/span.ts';
import type { Cursor, Inserter, Insertion } from '../../policy/cursor.ts';
import { encodeInside, encodeString } from './encode.ts';

export const jsonInserter: Inserter = {
  strings,
  property: (cursor, name, value) => ({
    insert: `"${name}": ${value}${cursor.needsCommaAfter ? ',' : ''}`,
    replace: range(cursor),
    ...additions(commaBefore(cursor)),
  }),
  value: (cursor, json) => ({
    insert: `${json}${cursor.inList && cursor.needsCommaAfter ? ',' : ''}`,
    replace: range(cursor),
    ...additions(commaBefore(cursor)),
  }),
  filter: ({ string }, text) => (string ? encodeInside(text) : text),
  filterOfWhole: ({ string }, text) => (string ? encodeString(text) : text),
};

/**
 * Strings in the place of the one at the cursor. Of a string that has both its quotes only what is between them is
 * replaced: VS Code ends the author's way through a snippet's tab stops when an edit reaches beyond the stop.
 */
function strings(cursor: Cursor, texts: readonly string[], isSnippet: boolean): Insertion {
  const { string, isClosed, inList, document } = cursor;
  const replace = range(cursor);
  const isSeveral = texts.length > 1;
  const written = texts.map((text) => (isSnippet ? text : encodeInside(text)));
  const lines = isSeveral && isClosed && written.join().length > LONG ? linesOf(cursor) : undefined;
  const isOnLines = inList && beginsLine(document.text, replace.start);
  const joined = written.join(lines ? `",${lines.open}"` : isOnLines ? '",\n"' : '", "');
  const open = isSeveral && !inList ? '[' : (lines?.open ?? '');
  const comma = inList && cursor.needsCommaAfter ? ',' : '';
  const close = isSeveral && !inList ? `]${comma}` : `${comma}${lines?.close ?? ''}`;
  const item = lines ? { isIndented: true } : {};
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

/** An unclosed string may have swallowed what follows on its line: only the word at the cursor is replaced. */
function range({ string, isClosed, replace, offset, document: { text } }: Cursor): Span {
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
