/** The values of a policy: strings with their exact ranges, and other values in the place of a string. */

import type { Data } from '../model/data.ts';
import { detached } from '../model/detached.ts';
import { type Node, nodeOf, nodeSpan } from '../model/node.ts';
import { endAt, indexAt, type Run, type SourcedText, startAt, unescapedJson } from '../model/sourced-text.ts';
import { type SourceSpan, sourceSpan } from '../model/span.ts';
import { HOLE } from '../patterns/hole.ts';
import { filledIn } from './intrinsics.ts';

/** A string. `text` is as IAM reads it; `span` is its source without quotes. */
export interface StringValue {
  readonly kind: 'string';
  readonly text: string;
  readonly span: SourceSpan;
  readonly data: Data;
  /** How the text stands in the source, where they differ. */
  readonly runs: readonly Run[] | undefined;
}

/** A string of which a part is known at deployment only: each such part is one HOLE in the text. */
export interface PartialValue extends Omit<StringValue, 'kind'> {
  readonly kind: 'partial';
}

/** A number, a Boolean, null, or a list or object where one value is wanted. */
interface OtherValue {
  readonly kind: 'number' | 'boolean' | 'null' | 'array';
  readonly text: string;
  readonly span: SourceSpan;
  readonly data: Data;
}

/** Something in the place of a value that is known at deployment only: `{"Ref": …}`, `{"Fn::GetAtt": …}`, `var.model`. */
interface UnknownValue {
  readonly kind: 'unknown';
  readonly text: '';
  readonly span: SourceSpan;
  readonly data: Data;
}

export type Value = StringValue | PartialValue | OtherValue | UnknownValue;

/** Reads a string of the document's text, `source`. */
export function readString(data: Data, source: string): StringValue {
  const node = nodeOf(data);
  const text = detached(String(node.value));
  const { offset } = node;
  if (node.runs) return { kind: 'string', text, span: spanOfRuns(node, node.runs), data, runs: node.runs };
  const closed = node.length > 1 && source.charCodeAt(offset + node.length - 1) === 0x22;
  const span = sourceSpan(offset + 1, offset + node.length - (closed ? 1 : 0));
  const written = source.slice(span.start, span.end);
  const runs =
    written.length === text.length
      ? undefined
      : unescapedJson({ text: written, runs: [{ at: 0, start: 1, end: 1 + written.length }] }, text).runs;
  return { kind: 'string', text, span, data, runs };
}

/** From the first run to the last; a string without text stands where its node says. */
function spanOfRuns({ offset, length }: Node, runs: readonly Run[]): SourceSpan {
  const [first] = runs;
  const last = runs.at(-1);
  return first && last ? sourceSpan(offset + first.start, offset + last.end) : sourceSpan(offset, offset + length);
}

export function readValue(data: Data, source: string): Value {
  const node = nodeOf(data);
  if (node.type === 'string') return partialIfHoled(readString(node, source));
  if (node.isUnknown) return { kind: 'unknown', text: '', span: nodeSpan(node), data };
  if (node.type === 'object') {
    const filled = filledIn(node, (each) => readString(each, source));
    if (!filled) return { kind: 'unknown', text: '', span: nodeSpan(node), data };
    return partialIfHoled({ kind: 'string', ...filled, span: spanOfRuns(node, filled.runs), data });
  }
  return {
    kind: node.type === 'property' ? 'null' : node.type,
    text: node.type === 'array' ? '' : String(node.value),
    span: nodeSpan(node),
    data,
  };
}

const partialIfHoled = (value: StringValue): StringValue | PartialValue =>
  value.text.includes(HOLE) ? { ...value, kind: 'partial' } : value;

/** The source range of the characters `start` to `end` of a string (UTF-16 indices into `text`). */
export function within(value: StringValue | PartialValue, start: number, end: number): SourceSpan {
  const { span } = value;
  const { offset } = nodeOf(value.data);
  const text = sourcedText(value);
  if (!text) return sourceSpan(span.start + start, span.start + end);
  const from = startAt(text, start);
  return sourceSpan(offset + from, offset + (end > start ? endAt(text, end) : from));
}

/** The index into the text that a source offset stands at. */
export function decodedIndex(value: StringValue | PartialValue, offset: number): number {
  const text = sourcedText(value);
  if (text) return indexAt(text, offset - nodeOf(value.data).offset);
  return Math.min(Math.max(0, offset - value.span.start), value.text.length);
}

const sourcedText = ({ text, runs }: StringValue | PartialValue): SourcedText | undefined =>
  runs && runs.length > 0 ? { text, runs } : undefined;
