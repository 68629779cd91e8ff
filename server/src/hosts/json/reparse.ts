/**
 * Parses a new version of a text: most of the tree comes from the earlier version, at a fraction of the cost.
 */
import { detached } from '../../model/detached.ts';
import { LaterNode, moved } from '../../model/moved.ts';
import type { Node } from '../../model/node.ts';
import type { Span } from '../../model/span.ts';
import { MOST_LEVELS } from '../../policy/read-text.ts';
import { type JsonText, parseJson } from './parse.ts';

/** One version of a text. */
export interface ParsedText extends JsonText {
  readonly text: string;
}

/** The stretch in which two texts differ: it starts at the same offset in both. */
interface Change extends Span {
  /** How much longer the text has become; `end` is its end in the earlier one. */
  readonly growth: number;
}

/**
 * Returns what `parseJson(text)` returns. Only the smallest value around the change is parsed: as long as that value is
 * complete and ends where it ended before, nothing outside of it can have changed its meaning.
 */
export function reparseJson(text: string, before: ParsedText): JsonText {
  if (!before.root || before.problems.length > 0 || before.tooDeep.length > 0) return parseJson(text);
  const change = changeBetween(before.text, text);
  const old = smallestAround(before.root, change);
  if (!old) return parseJson(text);
  const length = old.length + change.growth;
  const around = containersAround(old);
  const part = detached(text.slice(old.offset, old.offset + length));
  const { root: fresh, problems, tooDeep } = parseJson(part, MOST_LEVELS - around);
  if (fresh?.length !== length || problems.length > 0 || tooDeep.length > 0) return parseJson(text);
  return { root: replaced(before.root, undefined, { old, fresh, growth: change.growth }), problems, tooDeep };
}

/** How many objects and lists a node stands in. */
function containersAround(node: Node): number {
  let count = 0;
  for (let { parent } = node; parent; { parent } = parent) if (parent.type !== 'property') count++;
  return count;
}

/** The number of characters that are compared at once. */
const STRETCH = 128;

/** Where the later text differs from the earlier one. */
function changeBetween(before: string, after: string): Change {
  const growth = after.length - before.length;
  const shorter = Math.min(before.length, after.length);
  const isSame = (from: number, to: number, by: number) => before.slice(from, to) === after.slice(from + by, to + by);
  let start = 0;
  while (start + STRETCH <= shorter && isSame(start, start + STRETCH, 0)) start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = before.length;
  const first = start + before.length - shorter;
  while (end - STRETCH >= first && isSame(end - STRETCH, end, growth)) end -= STRETCH;
  while (end > first && before.charCodeAt(end - 1) === after.charCodeAt(end - 1 + growth)) end--;
  return { start, end, growth };
}

/** The smallest value that a stretch lies within, its first and last character untouched. */
function smallestAround(root: Node, { start, end }: Span): Node | undefined {
  let smallest: Node | undefined;
  const isAround = (node: Node) => node.offset < start && end < node.offset + node.length;
  for (let node = isAround(root) ? root : undefined; node; node = node.children?.find(isAround))
    if (node.type !== 'property') smallest = node;
  return smallest;
}

interface Replacement {
  readonly old: Node;
  /** Its offsets count from its own start. */
  readonly fresh: Node;
  readonly growth: number;
}

/** A tree with `fresh` in the place of `old`. */
function replaced(node: Node, parent: Node | undefined, replacement: Replacement): Node {
  const { old, fresh, growth } = replacement;
  if (node === old) return moved(fresh, parent, old.offset);
  const { offset, length, colonOffset: colon } = node;
  if (offset > old.offset) return moved(node, parent, growth);
  if (offset + length <= old.offset) return moved(node, parent, 0);
  const around = new LaterNode(
    node,
    parent,
    offset,
    length + growth,
    colon && colon > old.offset ? colon + growth : colon,
  );
  around.children = node.children?.map((child) => replaced(child, around, replacement));
  return around;
}
