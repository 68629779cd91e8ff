/** Writes drafts as JSON text, and copies text of the document. */

import { type Edit, writtenEdit } from '../../model/edit.ts';
import { layoutBefore } from '../../model/layout.ts';
import { suffixOf } from '../../model/suffix.ts';
import { type JsonNode, nodeSpan, type Property } from '../../policy/json.ts';
import type { Statement } from '../../policy/statement.ts';
import { Copy, type Draft } from '../writer.ts';
import { encodeString } from './encode.ts';

export const sourceOf = (node: JsonNode, source: string): string => {
  const { start, end } = nodeSpan(node);
  return source.slice(start, end);
};

export const replaceNode = (node: JsonNode, text: string): Edit => writtenEdit(nodeSpan(node), text);

/** Writes a name over another one, its quotes included: the old one may be half typed. */
export const writeName = ({ key }: Property, name: string): Edit => replaceNode(key, encodeString(name));

/** A draft as JSON, on one line. */
export function print(draft: Draft, source: string): string {
  if (typeof draft === 'string') return encodeString(draft);
  if (draft instanceof Copy) return sourceOf(draft.node, source);
  if (Array.isArray(draft)) return `[${draft.map((each: Draft) => print(each, source)).join(', ')}]`;
  const pairs = lines(draft as { readonly [name: string]: Draft }, source);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

export const lines = (draft: { readonly [name: string]: Draft }, source: string): readonly string[] =>
  Object.entries(draft).map(([name, value]) => `${encodeString(name)}: ${print(value, source)}`);

/** An object of these properties, each as JSON text, in the layout of another object. */
export function printAs(other: JsonNode | undefined, own: readonly string[], source: string): string {
  const [first] = other?.children ?? [];
  const layout = first ? layoutBefore(first.offset, source) : ' ';
  if (!other || !layout.includes('\n')) return `{ ${own.join(', ')} }`;
  return `{${layout}${own.join(`,${layout}`)}${layoutBefore(nodeSpan(other).end - 1, source)}}`;
}

/** An object of these properties, each as JSON text, in the layout of a statement. */
export function printLike(statement: Statement, own: readonly string[], source: string): string {
  const layout = layoutBefore(statement.properties[0]?.key.offset ?? 0, source);
  const [lineEnd] = /\r?\n/.exec(layout) ?? [];
  const indentation = suffixOf(layoutBefore(statement.span.start, source), /[ \t]/);
  return `{${layout}${own.join(`,${layout}`)}${lineEnd ? lineEnd + indentation : ' '}}`;
}
