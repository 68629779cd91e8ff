/**
 * `bedrock-policy-ignore RULE: reason` and `bedrock-policy-ignore RULE until 2027-06-30: reason`, in a comment on the line above a
 * statement: the author takes the findings of a rule in that statement for right.
 */
import { lineStart } from '../model/layout.ts';
import { partitionPoint } from '../model/partition-point.ts';
import { type SourceSpan, sourceSpan } from '../model/span.ts';
import type { PolicyDocument } from './document.ts';
import type { Statement } from './statement.ts';

export const EXCEPTION_WORD = 'bedrock-policy-ignore';

export interface ExceptionComment {
  /** The comment, without the white space around it. */
  readonly span: SourceSpan;
  /** As it is written; empty where none is named. */
  readonly rule: string;
  /** Empty where none is given. */
  readonly reason: string;
  /** What stands behind `until`; undefined where nothing does. */
  readonly expires: string | undefined;
  /** The first statement that begins on the line below; undefined where none does. */
  readonly statement: Statement | undefined;
}

const COMMENT = new RegExp(`(?://|#|/\\*)[ \\t]*${EXCEPTION_WORD}(?![\\w-])([^\\r\\n]*)`, 'g');
/** Lines between a comment and its statement: other comments, empty ones, and the hyphen of a list in YAML. */
const BETWEEN = /^\s*(?:-\s*|(?:\/\/|#|\/\*).*)?$/;

/** The comments of a document that begin with the word, by position. Never throws. */
export function exceptionComments({ text, policies }: PolicyDocument): readonly ExceptionComment[] {
  if (!text.includes(EXCEPTION_WORD)) return [];
  const below = new StatementsBelow(
    text,
    policies.flatMap((policy) => policy.statements),
  );
  const found = [...text.matchAll(COMMENT)].filter(({ index }) => !isInQuotes(text, index));
  // From the last one on: what stands below a comment is known then for the one above it.
  return found
    .toReversed()
    .map(({ index, 0: whole, 1: rest = '' }) => {
      const close = rest.indexOf('*/');
      const isBlock = whole.startsWith('/*') && close >= 0;
      const said = isBlock ? rest.slice(0, close) : rest;
      const end = isBlock ? index + whole.length - rest.length + close + 2 : index + whole.trimEnd().length;
      const colon = said.indexOf(':');
      const [rule = '', ...until] = (colon < 0 ? said : said.slice(0, colon)).trim().split(/\s+/);
      return {
        span: sourceSpan(index, end),
        rule,
        expires: until.length === 0 ? undefined : until.join(' ').replace(/^until /, ''),
        reason: colon < 0 ? '' : said.slice(colon + 1).trim(),
        statement: isAlone(text, index, end) ? below.line(lineEnd(text, end) + 1) : undefined,
      };
    })
    .toReversed();
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Whether nothing else stands on the line. */
const isAlone = (text: string, start: number, end: number): boolean =>
  text.slice(lineStart(text, start), start).trim() === '' && text.slice(end, lineEnd(text, end)).trim() === '';

/** Whether a double quote is open on the line: then what looks like a comment is a part of a text. */
const isInQuotes = (text: string, offset: number): boolean =>
  text.slice(Math.max(lineStart(text, offset), offset - LONGEST_BEFORE), offset).split('"').length % 2 === 0;

/** So much of a line is looked at before a comment. */
const LONGEST_BEFORE = 2000;

/** Finds the first statement that begins on a line, other comments and empty lines passed over. */
class StatementsBelow {
  readonly #text: string;
  readonly #statements: readonly Statement[];
  /** By the offset of the line. */
  readonly #known = new Map<number, Statement | undefined>();

  constructor(text: string, statements: readonly Statement[]) {
    this.#text = text;
    this.#statements = statements.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  }

  /** `offset`: where the line begins. */
  line(offset: number): Statement | undefined {
    const found = this.#find(offset);
    this.#known.set(offset, found);
    return found;
  }

  #find(offset: number): Statement | undefined {
    const text = this.#text;
    for (let at = offset; at <= text.length; ) {
      if (this.#known.has(at)) return this.#known.get(at);
      const end = lineEnd(text, at);
      if (!BETWEEN.test(text.slice(at, end))) return this.#beginningIn(at, end);
      at = end + 1;
    }
    return undefined;
  }

  #beginningIn(start: number, end: number): Statement | undefined {
    const first = this.#statements[partitionPoint(this.#statements, ({ span }) => span.start < start)];
    return first && first.span.start <= end ? first : undefined;
  }
}

/** Whether a comment on the line above would be about this statement: no other one begins on its line before it. */
export const isFirstOnLine = ({ text, policies }: PolicyDocument, { span }: Statement): boolean =>
  !policies.some(({ statements }) =>
    statements.some((other) => other.span.start < span.start && other.span.start >= lineStart(text, span.start)),
  );
