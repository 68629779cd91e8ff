/** Stretches of a document's text. */

/** `start` and `end` are 0-based UTF-16 offsets; `end` is not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

declare const readFromSource: unique symbol;

/**
 * A span that a reader of a file format has made. Findings and edits have such spans only: counting characters of a decoded
 * string and adding them to an offset gives a wrong place as soon as the string contains an escape.
 */
export interface SourceSpan extends Span {
  readonly [readFromSource]: true;
}

/** Makes a span of the source. Only readers and writers of file formats may call it (scripts/layers.ts). */
export const sourceSpan = (start: number, end: number): SourceSpan => ({ start, end }) as SourceSpan;

/** The same stretch of a text that has grown by `by` characters before it. */
export const shiftSpan = (span: SourceSpan, by: number): SourceSpan => sourceSpan(span.start + by, span.end + by);
