/** Which items are sent, and in what order: as editors judge them, but decided by the server, for lists that it must shorten. */
import type { Cursor } from '../../policy/cursor.ts';
import type { CompletionList } from './item.ts';

/** The most items of a list: more than Bedrock's actions with the names of all services. */
const MOST = 1000;

/**
 * Puts the items that fit the typed text best first, without those that do not fit it. They would not fit with more letters
 * either, so that the list stays complete: only one that is too long loses its end.
 */
export function ranked(
  { items, isIncomplete }: CompletionList,
  { document: { text }, offset }: Cursor,
): CompletionList {
  const fitting = items.flatMap((item) => {
    const fit = fitOf(text.slice(item.replace.start, offset).trimStart(), item.filter); // editors pass over blanks
    if (fit === FIT.none) return [];
    return fit === FIT.beginning ? [item] : [{ ...item, sort: `~${fit}${item.sort}` }];
  });
  if (fitting.length <= MOST) return { items: fitting, isIncomplete };
  const sorted = fitting.toSorted((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0));
  return { items: sorted.slice(0, MOST), isIncomplete: true };
}

/** How the typed text matches an item; the lower, the better. */
const FIT = { beginning: 0, wordBeginning: 1, humps: 2, within: 3, scattered: 4, none: 5 } as const;
type Fit = (typeof FIT)[keyof typeof FIT];

/** Whether the letters of `part` come in `whole` in this order, in any case: what an editor's fuzzy filter would keep. */
function isSubsequence(part: string, whole: string): boolean {
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
