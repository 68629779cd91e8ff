/** How well what is typed fits an item: as editors judge it, but said by the server, for lists that it must shorten. */

/** The lower the better. */
export const FIT = { beginning: 0, wordBeginning: 1, humps: 2, within: 3, scattered: 4, none: 5 } as const;
export type Fit = (typeof FIT)[keyof typeof FIT];

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
export function fitOf(typed: string, filter: string): Fit {
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
