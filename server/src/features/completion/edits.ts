/** Completions of names and values, written in the document's syntax. */
import { literal, withoutTabStops } from '../../model/tab-stops.ts';
import type { Cursor, Insertion } from '../../policy/cursor.ts';
import type { Completion } from './item.ts';

type Rest = Omit<Completion, 'insert' | 'replace' | 'filter' | 'isSnippet'>;

/** Something with structure: snippet text, its tab stops taken out for clients that have none. */
const structured = (insertion: Insertion, filter: string, snippets: boolean, rest: Rest): Completion => ({
  ...rest,
  ...insertion,
  insert: snippets ? insertion.insert : withoutTabStops(insertion.insert),
  isSnippet: snippets,
  filter,
});

/**
 * A name with a value to fill in. `value` is JSON with tab stops; empty for none. `snippet`: the name with tab stops, where it
 * has some.
 */
export function propertyCompletion(
  cursor: Cursor,
  name: string,
  value: string,
  snippets: boolean,
  rest: Rest,
  snippet = literal(name),
): Completion {
  if (cursor.hasColon || value === '') return stringsCompletion(cursor, [name], rest, false);
  const filter = cursor.inserter.filterOfWhole(cursor, name);
  return structured(cursor.inserter.property(cursor, snippet, value), filter, snippets, rest);
}

/** A value. `snippet` is its text with tab stops; without it the value is inserted as it is. */
export function valueCompletion(
  cursor: Cursor,
  text: string,
  rest: Rest,
  snippet?: string,
  snippets = true,
): Completion {
  if (snippet === undefined) return stringsCompletion(cursor, [text], rest, false);
  const item = stringsCompletion(cursor, [snippets ? snippet : withoutTabStops(snippet)], rest, snippets);
  return { ...item, filter: cursor.inserter.filter(cursor, text) };
}

/**
 * Several values: more elements of the list; a single value becomes a list. `snippets`: the texts have tab stops, and this is
 * whether the client can insert them.
 */
export const valuesCompletion = (
  cursor: Cursor,
  texts: readonly string[],
  rest: Rest,
  snippets?: boolean,
): Completion =>
  stringsCompletion(cursor, snippets === false ? texts.map(withoutTabStops) : texts, rest, snippets === true);

const stringsCompletion = (cursor: Cursor, texts: readonly string[], rest: Rest, isSnippet: boolean): Completion => ({
  ...rest,
  ...cursor.inserter.strings(cursor, texts, isSnippet),
  isSnippet,
  filter: cursor.inserter.filter(cursor, texts[0] ?? ''),
});

/** A value with structure, as JSON with tab stops. */
export const rawCompletion = (
  cursor: Cursor,
  json: string,
  filter: string,
  snippets: boolean,
  rest: Rest,
): Completion =>
  structured(cursor.inserter.value(cursor, json), cursor.inserter.filterOfWhole(cursor, filter), snippets, rest);
