/** What a JSONC text holds beyond plain JSON, which is all that IAM reads. */
import { visit } from 'jsonc-parser';
import { writtenEdit } from '../../model/edit.ts';
import { isBlank } from '../../model/layout.ts';
import { type SourceSpan, type Span, sourceSpan } from '../../model/span.ts';
import type { BeyondJson, Removable } from '../writer.ts';

/** The comments and the commas behind a last element. */
export function beyondJson(text: string): BeyondJson {
  const comments: Removable[] = [];
  const commas: Removable[] = [];
  let comma: SourceSpan | undefined;
  const value = () => {
    comma = undefined;
  };
  const close = () => {
    if (comma) commas.push({ span: comma, removal: writtenEdit(comma, '') });
    comma = undefined;
  };
  visit(
    text,
    {
      onComment: (offset, length) => {
        // An unclosed one is said to be longer than the text.
        const span = sourceSpan(offset, Math.min(offset + length, text.length));
        comments.push({ span, removal: writtenEdit(withItsLine(span, text), '') });
      },
      onSeparator: (character, offset) => {
        comma = character === ',' ? sourceSpan(offset, offset + 1) : undefined;
      },
      onObjectBegin: value,
      onArrayBegin: value,
      onObjectProperty: value,
      onLiteralValue: value,
      onObjectEnd: close,
      onArrayEnd: close,
    },
    { allowTrailingComma: true },
  );
  return { comments, commas };
}

/** A comment that has its line for itself goes with its line. */
function withItsLine({ start, end }: Span, text: string): Span {
  let first = start;
  while (isBlank(text.charCodeAt(first - 1))) first--;
  let last = end;
  while (isBlank(text.charCodeAt(last))) last++;
  const isAlone = text[first - 1] === '\n' && (last === text.length || text[last] === '\n' || text[last] === '\r');
  return isAlone ? { start: text[first - 2] === '\r' ? first - 2 : first - 1, end } : { start, end };
}
