/** Finds the values of a list that another value of the list covers: actions and resources alike. */

import type { PolicyWriter } from '../../hosts/writer.ts';
import { quoted } from '../../model/printable.ts';
import { strings, type ValueList } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';

export interface Comparison {
  /** The most patterns with wildcards in one list that are compared with the other values. */
  readonly mostPatterns: number;
  /** Values of different keys cannot cover each other; undefined compares with all. */
  readonly group: (text: string) => string | undefined;
  readonly normalize: (text: string) => string;
  readonly covers: (outer: string, inner: string) => boolean;
}

/** The values of a list that another one covers, with that other one. Of equal ones the first stays. */
function* covered(
  list: ValueList,
  { mostPatterns, group, normalize, covers: includes }: Comparison,
): Generator<readonly [StringValue, StringValue]> {
  const values = strings(list);
  const wide = values.filter(({ text }) => /[*?]/.test(text)).slice(0, mostPatterns);
  const byGroup = new Map<string | undefined, StringValue[]>();
  for (const value of wide) {
    const key = group(normalize(value.text));
    byGroup.set(key, [...(byGroup.get(key) ?? []), value]);
  }
  const first = new Map<string, StringValue>();
  for (const value of values) {
    const text = normalize(value.text);
    const earlier = first.get(text);
    if (earlier) {
      yield [value, earlier];
      continue;
    }
    first.set(text, value);
    const key = group(text);
    const candidates = [...(byGroup.get(undefined) ?? []), ...(key === undefined ? [] : (byGroup.get(key) ?? []))];
    const outer = candidates.find((other) => normalize(other.text) !== text && includes(normalize(other.text), text));
    // Of two patterns that match the same, the first stays.
    const isTwin = outer && value.span.start < outer.span.start && includes(text, normalize(outer.text));
    if (outer && !isTwin) yield [value, outer];
  }
}

export function* redundant(
  lists: readonly (ValueList | undefined)[],
  comparison: Comparison,
  writer: PolicyWriter,
): Generator<FindingDraft> {
  for (const list of lists) {
    if (!list?.isArray || list.values.length < 2) continue;
    for (const [value, outer] of covered(list, comparison)) {
      yield finding(
        value,
        outer.text === value.text
          ? `${quoted(value.text)} is in the list twice. Remove one of the two.`
          : `${quoted(outer.text)} covers ${quoted(value.text)} already. Remove what it covers, or what covers it.`,
      ).fix(`Remove ${quoted(value.text)}`, writer.remove(value));
    }
  }
}
