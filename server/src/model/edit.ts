/** Replacements in a document's text. */
import { type SourceSpan, type Span, shiftSpan, sourceSpan } from './span.ts';

declare const writtenByHost: unique symbol;

/** One replacement in the source; an empty span inserts. Only a host's writer makes edits: it alone knows the syntax. */
export interface Edit {
  readonly span: SourceSpan;
  readonly text: string;
  readonly [writtenByHost]: true;
}

/** Edits of one change. They neither overlap nor touch. Empty where the writer declines the change. */
export type Edits = readonly Edit[];

/** A replacement that no writer has made: enough for `applyEdits`. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** Makes an edit. Only hosts may call it (scripts/layers.ts). */
export const writtenEdit = ({ start, end }: Span, text: string): Edit =>
  ({ span: sourceSpan(start, end), text }) as Edit;

/** The same edit in a text that has grown by `by` characters before it. */
export const shiftEdit = (edit: Edit, by: number): Edit => ({ ...edit, span: shiftSpan(edit.span, by) });

/** The text that edits make of `source`. Of several at one place the first comes first. Throws where edits overlap. */
export function applyEdits(source: string, edits: readonly Replacement[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) throw new Error(`Edits overlap at ${span.start}.`);
    pieces.push(source.slice(at, span.start), text);
    at = span.end;
  }
  return pieces.join('') + source.slice(at);
}
