/**
 * The longest end of a text of whose characters each matches `char`, an expression for one character. An expression such as
 * `/[ \t]*$/` would be tried at each character of the text: its time grows with the square of the length.
 */
export function suffixOf(text: string, char: RegExp): string {
  let start = text.length;
  while (start > 0 && char.test(text[start - 1] ?? '')) start--;
  return text.slice(start);
}
