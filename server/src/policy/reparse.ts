/**
 * Parses a new version of a text: most of the tree comes from the earlier version, at a fraction of the cost.
 *
 * Architecture invariant: no tree is ever changed. A new version has nodes of its own. The nodes of a subtree that has only
 * moved are made on demand from the earlier nodes; most of a document is never read between two keystrokes.
 */
import { detached, type JsonNode, type JsonText, MOST_LEVELS, parseJson, type Span } from './json.ts';

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
function containersAround(node: JsonNode): number {
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
function smallestAround(root: JsonNode, { start, end }: Span): JsonNode | undefined {
  let smallest: JsonNode | undefined;
  const isAround = (node: JsonNode) => node.offset < start && end < node.offset + node.length;
  for (let node = isAround(root) ? root : undefined; node; node = node.children?.find(isAround))
    if (node.type !== 'property') smallest = node;
  return smallest;
}

interface Replacement {
  readonly old: JsonNode;
  /** Its offsets count from its own start. */
  readonly fresh: JsonNode;
  readonly growth: number;
}

/** A tree with `fresh` in the place of `old`. */
function replaced(node: JsonNode, parent: JsonNode | undefined, replacement: Replacement): JsonNode {
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

/** A subtree that stands `by` characters further. */
function moved(node: JsonNode, parent: JsonNode | undefined, by: number): JsonNode {
  const { offset, length, colonOffset: colon } = node;
  const origin = parsed(node);
  const copy = new LaterNode(node, parent, offset + by, length, colon && colon + by, origin);
  if (!origin) copy.children = node.children?.map((child) => moved(child, copy, by));
  return copy;
}

/** The node of a parser's tree that a node is made from; undefined for one around a replacement, which has none. */
const parsed = (node: JsonNode): JsonNode | undefined => (node instanceof LaterNode ? node.origin : node);

/**
 * The parser-made node with the same content. Its offsets may belong to an earlier version: it is for questions that do not
 * depend on positions, and saves the allocation of shifted nodes.
 */
export const contentOf = (node: JsonNode): JsonNode => parsed(node) ?? node;

/**
 * A node of a later version. Its `origin` is always a parser-made node, never another LaterNode: a chain of versions would
 * keep all of them in memory.
 */
class LaterNode implements JsonNode {
  readonly type: JsonNode['type'];
  readonly value: unknown;
  readonly offset: number;
  readonly length: number;
  readonly colonOffset: number | undefined;
  readonly parent: JsonNode | undefined;
  readonly origin: JsonNode | undefined;
  #children: JsonNode[] | undefined;

  constructor(
    { type, value }: JsonNode,
    parent: JsonNode | undefined,
    offset: number,
    length: number,
    colonOffset: number | undefined,
    origin?: JsonNode,
  ) {
    this.type = type;
    this.value = value;
    this.offset = offset;
    this.length = length;
    this.colonOffset = colonOffset;
    this.parent = parent;
    this.origin = origin;
  }

  get children(): JsonNode[] | undefined {
    const { origin, offset } = this;
    if (origin) this.#children ??= origin.children?.map((child) => moved(child, this, offset - origin.offset));
    return this.#children;
  }

  set children(children: JsonNode[] | undefined) {
    this.#children = children;
  }
}
