/** What a JSON text holds before and after edits. */

import { parseJson } from '../server/src/hosts/json/parse.ts';
import type { Replacement } from '../server/src/model/edit.ts';
import type { Node } from '../server/src/model/node.ts';

/** The strings of a text, names and values, with where they stand. */
export function strings(text: string): readonly { readonly node: Node; readonly value: string }[] {
  const found: { node: Node; value: string }[] = [];
  const { root } = parseJson(text);
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'string') found.push({ node, value: String(node.value) });
    waiting.push(...(node.children ?? []));
  }
  return found;
}

/** The strings that no edit touches, and that are not what they were afterwards. */
export function changedBeside(before: string, after: string, edits: readonly Replacement[]): readonly string[] {
  const there = new Map(strings(after).map(({ node, value }) => [node.offset, value]));
  const moved = (offset: number) =>
    edits.reduce(
      (at, { span, text }) => (span.end <= offset ? at + text.length - (span.end - span.start) : at),
      offset,
    );
  const isTouched = ({ offset, length }: Node) =>
    edits.some(({ span }) => span.start < offset + length && span.end > offset);
  return strings(before)
    .filter(({ node, value }) => !isTouched(node) && there.get(moved(node.offset)) !== value)
    .map(({ value }) => value);
}
