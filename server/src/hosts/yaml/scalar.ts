/** How a text is written as a YAML scalar. */

export type Quotes = '"' | "'" | '';

/** What a plain scalar may not begin with, hold, or end with. */
const NOT_PLAIN = /^[\s!&*|>%@`"'#{}[\],]|^[-?:](?:\s|$)|:(?:\s|$)|\s#|\s$|^$|^---/;
/** What only an escape can write. */
const SPECIAL = /[\p{Cc}\u2028\u2029\ufeff]/u;
/** What YAML 1.1 or 1.2 takes for another type than a string: CloudFormation's parser follows 1.1. */
const NOT_TEXT =
  /^(?:[-+.]?\d[\d_.,:eExXoObB+-]*|[-+]?\.(?:inf|nan)|~|null|true|false|yes|no|on|off|y|n|=|<<|\d{4}-\d\d?-\d\d?.*)$/i;

/** Whether a text can stand without quotes. `inFlow`: between brackets. */
const isPlain = (text: string, inFlow: boolean): boolean =>
  !NOT_PLAIN.test(text) && !SPECIAL.test(text) && !NOT_TEXT.test(text) && !(inFlow && /[,[\]{}]/.test(text));

/** The text in the wanted quotes, or where it cannot stand there, in double ones. `inFlow`: between brackets. */
export function scalar(text: string, wanted: Quotes, inFlow: boolean): string {
  if (wanted === '' && isPlain(text, inFlow)) return text;
  if (wanted === "'" && !SPECIAL.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text);
}

/** A part of a text between quotes of a kind; undefined where it cannot stand there. */
export function inside(text: string, quotes: Quotes): string | undefined {
  if (quotes === '"') return JSON.stringify(text).slice(1, -1);
  if (SPECIAL.test(text)) return undefined;
  return quotes === "'" ? text.replaceAll("'", "''") : text;
}

/** The quotes that a scalar begins with. */
export const quotesAt = (source: string, offset: number): Quotes => {
  const char = source[offset];
  return char === '"' || char === "'" ? char : '';
};
