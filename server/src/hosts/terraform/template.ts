/**
 * Strings of Terraform and OpenTofu: escapes, `${…}` and `%{…}`, which are filled in, and `$${…}`, which is IAM's own.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
import { concatenated, cut, insteadOf, type Run, type SourcedText } from '../../model/sourced-text.ts';
import { HOLE } from '../../patterns/hole.ts';

/** Whether `${` or `%{` begins at an offset; written twice, as `$${`, it is text. */
function opens(source: string, at: number): boolean {
  const char = source[at];
  return (char === '$' || char === '%') && source[at + 1] === '{' && source[at - 1] !== char;
}

/**
 * Where `${` or `%{` at an offset ends: behind its brace, or undefined where that is missing before `end`, or a string in it has
 * no end. Reads each character once, however deep strings and interpolations are in each other.
 */
function interpolationEnd(source: string, offset: number, end: number): number | undefined {
  /** The open interpolations with the number of their open braces, and between them, as 0, the open strings. */
  const open = [1];
  for (let at = offset + 2; at < end; at++) {
    const char = source[at];
    const braces = open.at(-1) ?? 0;
    if (char === '"') {
      if (braces > 0) open.push(0);
      else open.pop();
    } else if (braces > 0) {
      const left = braces + (char === '{' ? 1 : char === '}' ? -1 : 0);
      open[open.length - 1] = left;
      if (left === 0) open.pop();
      if (open.length === 0) return at + 1;
    } else if (char === '\\') at++;
    else if (char === '\n') return undefined;
    else if (opens(source, at)) {
      open.push(1);
      at++;
    }
  }
  return undefined;
}

/** In characters: of an interpolation in a string. A line of many that have no end would take too long. */
const LONGEST = 1000;

/** Where the string that begins at an offset ends: behind its quote, or at the end of its line, or where the text ends. */
export function stringEnd(
  source: string,
  offset: number,
  limit: number,
): { readonly end: number; readonly isClosed: boolean } {
  // Behind an interpolation without an end, what is half typed is text.
  let isText = false;
  for (let at = offset + 1; at < limit; at++) {
    const char = source[at];
    if (char === '"') return { end: at + 1, isClosed: true };
    if (char === '\n') return { end: source[at - 1] === '\r' ? at - 1 : at, isClosed: false };
    if (char === '\\') at++;
    else if (!isText && opens(source, at)) {
      const lineEnd = source.indexOf('\n', at);
      const within = Math.min(limit, lineEnd < 0 ? limit : lineEnd, at + LONGEST);
      const end = interpolationEnd(source, at, within);
      isText = end === undefined;
      at = (end ?? at + 2) - 1;
    }
  }
  return { end: limit, isClosed: false };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Whose end is looked for in one text: what is half typed is one or two. */
const MOST_UNCLOSED = 50;

/** What `read` makes of a template, and what is only known at deployment. */
export interface Template {
  readonly text: SourcedText;
  /** The places of `${…}` that are filled in, with offsets in the source. */
  readonly holes: readonly Run[];
}

/**
 * The text of a template that stands in the source from `start` to `end`. `isQuoted`: backslashes escape. `isDocument`: in
 * `aws_iam_policy_document`, where `&{…}` is IAM's `${…}` too.
 */
export function readTemplate(
  source: string,
  start: number,
  end: number,
  isQuoted: boolean,
  isDocument: boolean,
): Template {
  const written: SourcedText = { text: source.slice(start, end), runs: [{ at: 0, start, end }] };
  const pieces: SourcedText[] = [];
  const holes: Run[] = [];
  let done = 0;
  let unclosed = 0;
  const special = (at: number, size: number, text: string) => {
    pieces.push(cut(written, done, at), insteadOf(cut(written, at, at + size), text));
    done = at + size;
  };
  const { text } = written;
  for (let at = 0; at < text.length; at = Math.max(at + 1, done)) {
    const char = text[at];
    const next = text[at + 1];
    if (isQuoted && char === '\\' && next !== undefined) {
      const hex = next === 'u' ? text.slice(at + 2, at + 6) : next === 'U' ? text.slice(at + 2, at + 10) : '';
      if (/^[\da-f]{4,8}$/i.test(hex)) special(at, 2 + hex.length, codePoint(hex));
      else special(at, 2, ESCAPES[next] ?? next);
    } else if ((char === '$' || char === '%') && next === char && text[at + 2] === '{') special(at, 3, `${char}{`);
    else if ((char === '$' || char === '%') && next === '{' && unclosed < MOST_UNCLOSED) {
      const close = interpolationEnd(text, at, text.length);
      if (close === undefined) {
        unclosed++;
        continue;
      }
      holes.push({ at, start: start + at, end: start + close });
      special(at, close - at, HOLE);
    } else if (isDocument && char === '&' && next === '{') special(at, 2, '${');
  }
  pieces.push(cut(written, done, text.length));
  return { text: concatenated(pieces), holes };
}

const codePoint = (hex: string): string => {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
};
