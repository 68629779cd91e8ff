/** Formatting with jsonc-parser, as VS Code does it: for editors whose own JSON support does not format. */
import { format } from 'jsonc-parser';
import { type Edits, writtenEdit } from '../../model/edit.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import type { Span } from '../../policy/json.ts';

export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
}

/** The edits that format a document, or a range of it. Line ends, and a line break at the end, stay as they are. */
export function formatting(
  { text }: PolicyDocument,
  range: Span | undefined,
  { tabSize, insertSpaces, insertFinalNewline = text.endsWith('\n') }: FormattingOptions,
): Edits {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const within = range && { offset: range.start, length: range.end - range.start };
  return format(text, within, { tabSize, insertSpaces, insertFinalNewline, eol }).map(({ offset, length, content }) =>
    writtenEdit({ start: offset, end: offset + length }, content),
  );
}
