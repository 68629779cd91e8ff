/** How the text of a YAML scalar stands in the source: quotes, escapes, folded lines and the indentation of block scalars. */
import type { Run } from '../../model/sourced-text.ts';

/** `plain`, also for the content of block scalars; the quotes of the others are not a part of the content. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

const isBreak = (char: string | undefined): boolean => char === '\n' || char === '\r';
const isSpace = (char: string | undefined): boolean => char === ' ' || char === '\t';

/** The lengths of YAML's escapes that are not two characters long. */
const LONG_ESCAPES: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * Follows a decoded text through its source. `text` is what the parser has made of `source` from `start` to `end`; the
 * result's offsets are those of `source`. Where the two cannot be brought together, the whole is one run.
 */
export function scalarRuns(
  text: string,
  source: string,
  start: number,
  end: number,
  style: ScalarStyle,
): readonly Run[] {
  if (source.slice(start, end) === text) return text === '' ? [] : [{ at: 0, start, end }];
  const runs: Run[] = [];
  let begun = 0;
  let begunInSource = start;
  const plainUntil = (at: number, from: number) => {
    if (at > begun) runs.push({ at: begun, start: begunInSource, end: from });
  };
  let at = 0;
  let from = start;
  /** `length` characters of the text stand as `size` ones in the source. */
  const special = (length: number, size: number) => {
    plainUntil(at, from);
    if (length > 0) runs.push({ at, start: from, end: from + size });
    at += length;
    from += size;
    begun = at;
    begunInSource = from;
  };
  while (at < text.length && from < end) {
    const char = source[from];
    if (style === 'double' && char === '\\') {
      const next = source[from + 1] ?? '';
      if (isBreak(next)) special(0, 1 + spaceFrom(source, from + 1, end));
      else special((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1, LONG_ESCAPES[next] ?? 2);
    } else if (style === 'single' && char === "'") special(1, 2);
    else if (isBreak(char) || (style !== 'block' && isSpace(char) && endsLine(source, from, end))) {
      const size = spaceFrom(source, from, end);
      const blank = style === 'block' ? '\n' : /^[ \n]*/.exec(text.slice(at))?.[0];
      if (style !== 'block') special(blank?.length ?? 0, size);
      else special(/^(?:\n+| )/.exec(text.slice(at))?.[0].length ?? 0, lineEndsFrom(source, from, end, text, at));
    } else if (char === text[at]) {
      at++;
      from++;
    } else return [{ at: 0, start, end }];
  }
  plainUntil(at, from);
  // A line break at the end that the source does not have.
  if (style === 'block' && at < text.length) runs.push({ at, start: from, end: from });
  return at === text.length || style === 'block' ? runs : [{ at: 0, start, end }];
}

const endsLine = (source: string, from: number, end: number): boolean => {
  let at = from;
  while (at < end && isSpace(source[at])) at++;
  return at < end && isBreak(source[at]);
};

/** The number of characters of white space and line breaks from an offset on. */
function spaceFrom(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && (isSpace(source[at]) || isBreak(source[at]))) at++;
  return at - from;
}

/** Line breaks of a block scalar with the indentation that follows: up to where the text goes on. */
function lineEndsFrom(source: string, from: number, end: number, text: string, at: number): number {
  const breaks = /^(?:\n+| )/.exec(text.slice(at))?.[0].length ?? 0;
  const rest = text.slice(at + breaks);
  const size = spaceFrom(source, from, end);
  // Spaces of the text itself belong to its next line.
  const own = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  return size - own;
}
