/** The white space of a document, which edits follow. */
import type { Span } from './span.ts';

/** The white space between the line's start (or the line break) and `offset`: `"\n    "` where a line begins there. */
export function layoutBefore(offset: number, source: string): string {
  let start = offset - 1;
  while (isBlank(source.charCodeAt(start))) start--;
  if (source[start] !== '\n') return ' ';
  return source.slice(source[start - 1] === '\r' ? start - 1 : start, offset);
}

/** Where the line of an offset begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The white space that the line of an offset begins with, up to the offset. */
export const indentationAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';

/** A range, with its whole line and the line break behind it where nothing else stands there. */
export function wholeLine(text: string, { start, end }: Span): Span {
  const from = lineStart(text, start);
  const found = text.indexOf('\n', end);
  const to = found < 0 ? text.length : found + 1;
  const isAlone = text.slice(from, start).trim() === '' && text.slice(end, to).trim() === '';
  return isAlone ? { start: from, end: to } : { start, end };
}

/** Whether a character, by its code, is a space or a tab. */
export const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** A line break with the indentation of the line that `offset` stands on: what must follow a `//` comment. */
export function lineBreakAt(offset: number, source: string): string {
  const start = lineStart(source, offset);
  const [indentation = ''] = /^[ \t]*/.exec(source.slice(start, start + 200)) ?? [];
  return `${source[start - 2] === '\r' ? '\r\n' : '\n'}${indentation}`;
}
