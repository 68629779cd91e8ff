/** Formatting with jsonc-parser, as VS Code does it: for editors whose own JSON support does not format. */
import { type FormattingOptions as FormatOptions, format } from 'jsonc-parser';
import { type Edits, writtenEdit } from '../../model/edit.ts';
import type { Span } from '../../model/span.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { opensTooMany } from './parse.ts';

export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
}

const WIDEST_TAB = 16;

/** A tab size that an editor may send, whatever it has sent: a whole number from 1 to 16. */
export const tabSizeOf = ({ tabSize }: { readonly tabSize: number }): number =>
  Number.isFinite(tabSize) ? Math.min(WIDEST_TAB, Math.max(1, Math.round(tabSize))) : 2;

/**
 * The edits that format a document, or a range of it. Line ends, and a line break at the end, stay as they are. A document
 * that is nested too deeply stays as it is: it would grow with the square of its length.
 */
export function formatting({ text }: PolicyDocument, range: Span | undefined, options: FormattingOptions): Edits {
  if (opensTooMany(text)) return [];
  const { insertSpaces, insertFinalNewline = text.endsWith('\n') } = options;
  const tabSize = tabSizeOf(options);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const within = range && { offset: range.start, length: range.end - range.start };
  return formatEdits(text, within, { tabSize, insertSpaces, insertFinalNewline, eol });
}

/**
 * The edits of jsonc-parser's formatter. None where it has no text for one of them: its table of indentations ends before
 * 200 columns, which it looks up all the same.
 */
export function formatEdits(text: string, range: Parameters<typeof format>[1], options: FormatOptions): Edits {
  const edits = format(text, range, options);
  if (edits.some(({ content }) => typeof content !== 'string')) return [];
  return edits.map(({ offset, length, content }) => writtenEdit({ start: offset, end: offset + length }, content));
}
