/** The edits of completions: names and values with their quotes, colons and commas, as the place needs them. */

import type { Replacement } from '../../model/edit.ts';
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

/** A name in quotes, with its colon and a value to fill in. `value` is snippet text; empty for none. */
export function propertyCompletion(
  cursor: Cursor,
  name: string,
  value: string,
  snippets: boolean,
  rest: Rest,
): Completion {
  const quoted = JSON.stringify(name);
  const complete = !cursor.hasColon && value !== '';
  const comma = complete && cursor.needsCommaAfter ? ',' : '';
  const insert = complete ? `${literal(quoted)}: ${value}${comma}` : quoted;
  return {
    ...rest,
    insert: complete && !snippets ? withoutTabStops(insert) : insert,
    isSnippet: complete && snippets,
    replace: range(cursor),
    filter: cursor.string ? quoted : name,
    ...before(cursor),
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
  const comma = cursor.inList && cursor.needsCommaAfter ? ',' : '';
  const plain = `${JSON.stringify(text)}${comma}`;
  const isSnippet = snippet !== undefined && snippets;
  return {
    ...rest,
    insert: isSnippet
      ? `"${snippet}"${comma}`
      : snippet !== undefined
        ? `"${withoutTabStops(snippet)}"${comma}`
        : plain,
    isSnippet,
    replace: range(cursor),
    filter: cursor.string ? JSON.stringify(text) : text,
    ...before(cursor),
  };
}

/** Several values in quotes: more elements of the list; a single value becomes a list. `isSnippet`: the texts have tab stops. */
export function valuesCompletion(cursor: Cursor, texts: readonly string[], rest: Rest, isSnippet = false): Completion {
  const [first = '', ...others] = texts.map((text) => (isSnippet ? `"${text}"` : JSON.stringify(text)));
  const isLineOfItsOwn = /\n[ \t]*$/.test(
    cursor.document.text.slice(Math.max(0, cursor.replace.start - 400), cursor.replace.start),
  );
  const all = [first, ...others].join(cursor.inList && isLineOfItsOwn ? ',\n' : ', ');
  const item = valueCompletion(cursor, '', rest);
  const comma = cursor.inList && cursor.needsCommaAfter ? ',' : '';
  const insert = cursor.inList || others.length === 0 ? `${all}${comma}` : `[${all}]`;
  return { ...item, insert, isSnippet };
}

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
    ...before(cursor),
  };
}

/** An unclosed string may have swallowed what follows on its line: only the word at the cursor is replaced. */
function range({ string, isClosed, replace, offset, document: { text } }: Cursor): Completion['replace'] {
  if (!string || isClosed) return replace;
  const after = /^[\w:*?.-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: replace.start, end: Math.min(replace.end, offset + after) };
}

/** The comma that is missing before. */
function before({ needsCommaBefore, replace, document: { text } }: Cursor): { additional?: readonly Replacement[] } {
  if (!needsCommaBefore) return {};
  const end = text.slice(0, replace.start).trimEnd().length;
  return { additional: [{ span: { start: end, end }, text: ',' }] };
}
