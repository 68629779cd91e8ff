/** Writes and removes comments that except findings (policy/exception-comments.ts). */
import { type Edits, writtenEdit } from '../model/edit.ts';
import { lineBreakAt, lineStart, wholeLine } from '../model/layout.ts';
import { type Span, sourceSpan } from '../model/span.ts';
import type { Policy } from '../policy/document.ts';
import { EXCEPTION_WORD, isFirstOnLine } from '../policy/exception-comments.ts';
import type { Statement } from '../policy/statement.ts';
import type { HostDocument } from './host.ts';

/** A comment above a statement. No edits where the policy takes no comments, or another statement begins on the same line. */
export function exceptionAbove(
  document: HostDocument,
  policy: Policy,
  statement: Statement,
  rule: string,
  reason: string,
): Edits {
  const { text, host } = document;
  const sign = policy.editing === 'none' ? undefined : host.commentSign(document, policy);
  if (!sign || !isFirstOnLine(document, statement)) return [];
  const start = lineStart(text, statement.span.start);
  const lineBreak = lineBreakAt(statement.span.start, text);
  const [eol = '\n'] = /^\r?\n/.exec(lineBreak) ?? [];
  const comment = `${sign} ${EXCEPTION_WORD} ${rule}: ${reason.replace(/\s+/g, ' ').trim()}`.trimEnd();
  return [writtenEdit(sourceSpan(start, start), `${lineBreak.slice(eol.length)}${comment}${eol}`)];
}

/** Removes a comment, and its line where it stands there alone. */
export function withoutComment(text: string, comment: Span): Edits {
  const { start, end } = wholeLine(text, comment);
  return [writtenEdit(sourceSpan(start, end), '')];
}
