/** Which items are sent, and in what order: as editors judge them, but decided by the server, for lists that it must shorten. */
import type { Cursor } from '../../policy/cursor.ts';
import type { CompletionList } from './item.ts';

/** A list up to this length goes out whole, for the editor to filter. */
const SHORT = 50;
/** A longer list costs time, and nobody reads it. Further typing brings the other items. */
const MOST = 150;

/** Puts the items that fit the typed text best first. A long list loses the items that fit badly, and its end. */
export function ranked(
  { items, isIncomplete }: CompletionList,
  { document: { text }, offset }: Cursor,
): CompletionList {
  const fitting = items.map((item) => {
    const fit = fitOf(text.slice(item.replace.start, offset), item.filter);
    return { fit, item: fit === FIT.beginning ? item : { ...item, sort: `~${fit}${item.sort}` } };
  });
  if (items.length <= SHORT) return { items: fitting.map(({ item }) => item), isIncomplete };
  const hasGood = fitting.some(({ fit }) => fit <= FIT.within);
  const kept = fitting.filter(({ fit }) => fit <= (hasGood ? FIT.within : FIT.scattered)).map(({ item }) => item);
  if (kept.length <= MOST) return { items: kept, isIncomplete: isIncomplete || kept.length < items.length };
  const sorted = kept.toSorted((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0));
  return { items: sorted.slice(0, MOST), isIncomplete: true };
}

/** How the typed text matches an item; the lower, the better. */
const FIT = { beginning: 0, wordBeginning: 1, humps: 2, within: 3, scattered: 4, none: 5 } as const;
type Fit = (typeof FIT)[keyof typeof FIT];

/** Whether the letters of `part` come in `whole` in this order, in any case: what an editor's fuzzy filter would keep. */
export function isSubsequence(part: string, whole: string): boolean {
  const letters = part.toLowerCase();
  const text = whole.toLowerCase();
  let at = 0;
  for (const char of letters) {
    at = text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The first letters of words and humps: `InvokeModel` has `IM`. */
const initials = (text: string): string => (text.match(/[A-Z]|(?<![A-Za-z0-9])[a-z0-9]/g) ?? []).join('');

/** How `typed` fits `filter`. What both begin with, up to the last colon or slash, is passed over. */
function fitOf(typed: string, filter: string): Fit {
  const head = /^.*[:/]/.exec(typed)?.[0] ?? /^"?/.exec(typed)?.[0] ?? '';
  const sharesHead = filter.toLowerCase().startsWith(head.toLowerCase());
  const part = (sharesHead ? typed.slice(head.length) : typed).toLowerCase();
  const rest = sharesHead ? filter.slice(head.length) : filter;
  const whole = rest.toLowerCase();
  if (whole.startsWith(part)) return FIT.beginning;
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    if (/[A-Z]/.test(rest[at] ?? '') || !/[a-z0-9]/i.test(rest[at - 1] ?? '')) return FIT.wordBeginning;
  }
  if (isSubsequence(part, initials(rest))) return FIT.humps;
  if (whole.includes(part)) return FIT.within;
  return isSubsequence(part, whole) ? FIT.scattered : FIT.none;
}
