/** JSON text as a tolerant tree. The parser is jsonc-parser; this file adds what policies need beyond it. */
import { createScanner, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { descendants, type Node } from '../../model/node.ts';
import { type SourceSpan, sourceSpan } from '../../model/span.ts';
import type { Problem, ReadText } from '../../policy/read-text.ts';
import { MOST_LEVELS } from '../../policy/read-text.ts';

export type JsonText = Pick<ReadText, 'root' | 'problems' | 'tooDeep'>;

/** The byte order mark. Editors and deployment tools strip it: it is not a part of the JSON. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Parses once; comments and trailing commas are allowed here and judged by a rule. Several values, one behind the other (JSON
 * lines), become a list. `levels`: how many levels are read. Never throws.
 */
export function parseJson(text: string, levels = MOST_LEVELS): JsonText {
  const whole = parsed(text);
  if (whole && !isDeeperThan(whole.root, levels)) return { ...whole, tooDeep: [] };
  const { text: shallow, tooDeep } = withoutDepths(text, levels);
  return { ...(parsed(shallow) ?? NOTHING_READ), tooDeep };
}

const NOTHING_READ: Parsed = { root: undefined, problems: [{ span: sourceSpan(0, 1), message: 'NotRead' }] };

type Parsed = Pick<JsonText, 'root' | 'problems'>;

/** Undefined where the nesting overflows the parser's stack. */
function parsed(text: string): Parsed | undefined {
  const roots: Node[] = [];
  const problems: Problem[] = [];
  try {
    for (let from: number | undefined = 0; from !== undefined; ) {
      const value = parsedFrom(text, from);
      if (value.root) roots.push(value.root);
      // The end of the first value is where all values should end: one fault is one problem. There can be too many for `...`.
      for (const problem of value.problems) if (from === 0 || problem.message !== SECOND_VALUE) problems.push(problem);
      from = value.next;
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const [first] = roots;
  if (!first || roots.length === 1) return { root: first, problems };
  const { offset } = first;
  const list: Node = { type: 'array', offset, length: text.length - offset, children: roots };
  for (const root of roots) Object.assign(root, { parent: list });
  return { root: list, problems };
}

/** The message of the problem that a document does not end after its value. */
export const SECOND_VALUE = 'EndOfFileExpected';

/** One value from an offset on, and where the next one begins. */
function parsedFrom(text: string, from: number): Parsed & { readonly next: number | undefined } {
  const errors: ParseError[] = [];
  const root = parseTree(from === 0 ? text : text.slice(from), errors, {
    allowTrailingComma: true,
    disallowComments: false,
    allowEmptyContent: true,
  });
  if (root && from > 0) for (const node of descendants(root)) shift(node, from);
  const end = errors.find(({ error }) => printParseErrorCode(error) === SECOND_VALUE);
  const behind = end && /^,?\s*[[{]/.exec(text.slice(from + end.offset, from + end.offset + 200))?.[0].length;
  return {
    root,
    problems: errors
      .filter(({ offset }) => !(from + offset === 0 && text.startsWith(BYTE_ORDER_MARK)))
      .map(({ error, offset, length }) => ({
        span: sourceSpan(Math.min(from + offset, text.length), Math.min(from + offset + length, text.length)),
        message: printParseErrorCode(error),
      })),
    next: end && behind ? from + end.offset + behind - 1 : undefined,
  };
}

/** Moves a node that was parsed just now, and that nobody has seen yet. */
function shift(node: Node, by: number): void {
  const { offset, colonOffset: colon } = node;
  Object.assign(node, { offset: offset + by, ...(colon !== undefined && colon >= 0 && { colonOffset: colon + by }) });
}

function isDeeperThan(root: Node | undefined, levels: number): boolean {
  let level: readonly Node[] = root ? [root] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > levels && level.some(({ children }) => children)) return true;
    level = level.flatMap(containersIn);
  }
  return false;
}

/** The objects and lists directly in a node. */
const containersIn = ({ children = [] }: Node): readonly Node[] =>
  children.flatMap((child) => {
    const value = child.type === 'property' ? child.children?.[1] : child;
    return value?.children ? [value] : [];
  });

/** Whether more brackets are open somewhere in a text than levels are read, also where it is no JSON and no tree shows it. */
export const opensTooMany = (text: string): boolean => withoutDepths(text, MOST_LEVELS).tooDeep.length > 0;

/** A text of the same length with blanks in the place of what is nested too deeply. */
function withoutDepths(text: string, levels: number): { readonly text: string; readonly tooDeep: SourceSpan[] } {
  const scanner = createScanner(text, true);
  const tooDeep: SourceSpan[] = [];
  const pieces: string[] = [];
  let kept = 0;
  let depth = 0;
  const blankUntil = (end: number) => {
    const start = tooDeep.at(-1)?.end ?? 0;
    pieces.push(text.slice(kept, start), ' '.repeat(end - start));
    kept = end;
  };
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    const char = text[offset];
    if (char === '{' || char === '[') {
      depth++;
      if (depth === levels + 1) tooDeep.push(sourceSpan(offset, offset + 1));
    } else if (char === '}' || char === ']') {
      if (depth === levels + 1) blankUntil(offset);
      depth = Math.max(0, depth - 1);
    }
  }
  if (depth > levels) blankUntil(text.length);
  return { text: pieces.join('') + text.slice(kept), tooDeep };
}
