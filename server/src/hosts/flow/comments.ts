/** Comments, and which value each of them stands beside. */

import { type Node, neighbors, nodeEnd, nodeSpan } from '../../model/node.ts';
import { type SourceSpan, sourceSpan } from '../../model/span.ts';

interface Comment {
  readonly span: SourceSpan;
  /** Written with `//` or `#`, so that nothing can follow on its line. */
  readonly isLine: boolean;
}

/** The comments in a stretch of text without strings, such as the text between two nodes. Offsets are 0-based UTF-16. */
function commentsBetween(source: string, start: number, end: number): readonly Comment[] {
  const gap = source.slice(start, end);
  const found: Comment[] = [];
  for (const { 0: text, index } of gap.matchAll(COMMENT)) {
    const isLine = !text.startsWith('/*');
    found.push({ span: sourceSpan(start + index, start + index + text.length), isLine });
  }
  return found;
}

const COMMENT = /(?:\/\/|#)[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** What follows an element up to the next one, or to the end of its list or object. */
export interface Tail {
  /** Where what belongs to the element ends: behind its comments, and behind its comma where a comment follows that. */
  readonly end: number;
  /** The offset of the comma, where there is one. */
  readonly comma: number | undefined;
  readonly comments: readonly Comment[];
}

/** Where the siblings around a node end and begin: the limits of what can belong to the node. */
function gapsAround(node: Node, source: string): { readonly before: number; readonly after: number } {
  const { previous, next } = neighbors(node);
  const parentEnd = node.parent ? nodeEnd(node.parent, source.length) : source.length;
  const closes = node.parent !== undefined && node.parent.length >= 0;
  return {
    before: previous ? nodeSpan(previous).end : node.parent ? node.parent.offset + 1 : 0,
    after: next ? next.offset : closes ? parentEnd - 1 : parentEnd,
  };
}

const isBreak = (text: string): boolean => /[\r\n]/.test(text);

/** What belongs to a node behind it: comments on its last line, but not one that stands right before the next node. */
export function tailOf(node: Node, source: string): Tail {
  const { end } = nodeSpan(node);
  const { next } = neighbors(node);
  const { after } = gapsAround(node, source);
  const all = commentsBetween(source, end, after);
  const comma = commaIn(source, end, after, all);
  const own: Comment[] = [];
  let last = end;
  for (const comment of all) {
    if (isBreak(source.slice(last, comment.span.start))) break;
    const isBehindComma = comma !== undefined && comment.span.start > comma;
    const rest = source.slice(comment.span.end, after);
    if (isBehindComma && next && !comment.isLine && !isBreak(rest)) break; // `"a", /* about b */ "b"`
    own.push(comment);
    last = comment.span.end;
  }
  return { end: last, comma, comments: own };
}

function commaIn(source: string, start: number, end: number, comments: readonly Comment[]): number | undefined {
  const gap = source.slice(start, end);
  for (let at = gap.indexOf(','); at >= 0; at = gap.indexOf(',', at + 1)) {
    const comma = start + at;
    if (!comments.some(({ span }) => span.start <= comma && comma < span.end)) return comma;
  }
  return undefined;
}

/** Where what belongs to a node before it begins: at the comments on the lines right above it, or right before it. */
export function headOf(node: Node, source: string): number {
  const { previous } = neighbors(node);
  const { before } = gapsAround(node, source);
  const start = previous ? Math.max(tailOf(previous, source).end, commaEnd(previous, source)) : before;
  const comments = commentsBetween(source, start, node.offset);
  let head = node.offset;
  for (const { span } of comments.toReversed()) {
    const between = source.slice(span.end, head);
    const breaks = between.match(/\r\n|\r|\n/g)?.length ?? 0;
    if (breaks > 1) break; // an empty line divides
    const isOnLineOfPrevious = !isBreak(source.slice(start, span.start));
    if (isOnLineOfPrevious && breaks > 0) break; // `[ // about the list`
    head = span.start;
  }
  return head;
}

const commaEnd = (node: Node, source: string): number => {
  const { comma } = tailOf(node, source);
  return comma === undefined ? nodeSpan(node).end : comma + 1;
};

const GAP = /(?:[\s,]|(?:\/\/|#)[^\r\n]*|\/\*[\s\S]*?\*\/)*[\s\S]?/y;

/** White space, commas and comments from an offset on, with the character behind them. */
export function gapAfter(source: string, offset: number): string {
  GAP.lastIndex = offset;
  return GAP.exec(source)?.[0] ?? '';
}
