/** The values of a policy: strings with their exact ranges, and other values in the place of a string. */
import { type SourceSpan, sourceSpan } from '../model/span.ts';
import type { JsonNode } from './json.ts';
import { detached, nodeSpan } from './json.ts';

/** A JSON string. `text` is decoded; `span` is the source between the quotes. */
export interface StringValue {
  readonly kind: 'string';
  readonly text: string;
  readonly span: SourceSpan;
  readonly node: JsonNode;
  /** The source between the quotes, where escapes make it differ from `text`. */
  readonly escaped: string | undefined;
}

/** A number, a Boolean, null, or a list or object where one value is wanted. */
interface OtherValue {
  readonly kind: 'number' | 'boolean' | 'null' | 'array';
  readonly text: string;
  readonly span: SourceSpan;
  readonly node: JsonNode;
}

/** An object in the place of a value: `{"Ref": …}`, `{"Fn::Sub": …}`. Its value is unknown until deployment. */
interface UnknownValue {
  readonly kind: 'unknown';
  readonly text: '';
  readonly span: SourceSpan;
  readonly node: JsonNode;
}

export type Value = StringValue | OtherValue | UnknownValue;

export function readString(node: JsonNode, source: string): StringValue {
  const text = detached(String(node.value));
  const closed = node.length > 1 && source.charCodeAt(node.offset + node.length - 1) === 0x22;
  const span = sourceSpan(node.offset + 1, node.offset + node.length - (closed ? 1 : 0));
  const escaped = span.end - span.start === text.length ? undefined : detached(source.slice(span.start, span.end));
  return { kind: 'string', text, span, node, escaped };
}

export function readValue(node: JsonNode, source: string): Value {
  switch (node.type) {
    case 'string':
      return readString(node, source);
    case 'object':
      return { kind: 'unknown', text: '', span: nodeSpan(node), node };
    default:
      return {
        kind: node.type === 'property' ? 'null' : node.type,
        text: node.type === 'array' ? '' : String(node.value),
        span: nodeSpan(node),
        node,
      };
  }
}

/** The source range of the decoded characters `start` to `end` of a string (UTF-16 indices into `text`). */
export function within(value: StringValue, start: number, end: number): SourceSpan {
  return sourceSpan(sourceOffset(value, start), sourceOffset(value, end));
}

function sourceOffset({ span, escaped }: StringValue, index: number): number {
  if (escaped === undefined) return span.start + index;
  let offset = 0;
  for (let decoded = 0; decoded < index && offset < escaped.length; decoded++) {
    offset += escaped[offset] !== '\\' ? 1 : escaped[offset + 1] === 'u' ? 6 : 2;
  }
  return span.start + offset;
}

/** The index into the decoded text that a source offset stands at. */
export function decodedIndex({ span, escaped, text }: StringValue, offset: number): number {
  const wanted = Math.max(0, offset - span.start);
  if (escaped === undefined) return Math.min(wanted, text.length);
  let decoded = 0;
  for (let at = 0; at < wanted && at < escaped.length; decoded++) {
    at += escaped[at] !== '\\' ? 1 : escaped[at + 1] === 'u' ? 6 : 2;
  }
  return Math.min(decoded, text.length);
}
