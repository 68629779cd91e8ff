/** Texts of a document as messages quote them. A value may be of any length, and may hold anything. */

/** Characters that break lines, end a quotation, turn the direction of writing, or give orders to a terminal. */
export const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

/** A text with such characters written as `\u000a`. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The longest quotation, in UTF-16 units. */
const LONGEST = 100;

/** The beginning of a text that is long. A character is not cut in two. */
export function brief(text: string): string {
  if (text.length <= LONGEST) return printable(text);
  const end = /[\ud800-\udbff]/.test(text[LONGEST - 2] ?? '') ? LONGEST - 2 : LONGEST - 1;
  return `${printable(text.slice(0, end)).slice(0, LONGEST - 1)}…`;
}

/** The same in quotation marks. */
export const quoted = (text: string): string => `"${brief(text)}"`;
