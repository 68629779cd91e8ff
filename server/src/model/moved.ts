/**
 * Nodes of a later version of a document, made on demand from those of an earlier one.
 *
 * Architecture invariant: no tree is ever changed. A new version has nodes of its own; most of a document is never read
 * between two keystrokes.
 */
import type { Node } from './node.ts';

/** A subtree that stands `by` characters further. */
export function moved(node: Node, parent: Node | undefined, by: number): Node {
  const { offset, length, colonOffset: colon } = node;
  const origin = parsed(node);
  const copy = new LaterNode(node, parent, offset + by, length, colon && colon + by, origin);
  if (!origin) copy.children = node.children?.map((child) => moved(child, copy, by));
  return copy;
}

/** The node of a parser's tree that a node is made from; undefined for one around a replacement, which has none. */
const parsed = (node: Node): Node | undefined => (node instanceof LaterNode ? node.origin : node);

/**
 * The parser-made node with the same content. Its offsets may belong to an earlier version: it is for questions that do not
 * depend on positions, and saves the allocation of shifted nodes.
 */
export const contentOf = (node: Node): Node => parsed(node) ?? node;

/**
 * A node of a later version. Its `origin` is always a parser-made node, never another LaterNode: a chain of versions would
 * keep all of them in memory.
 */
export class LaterNode implements Node {
  readonly type: Node['type'];
  readonly value: unknown;
  readonly offset: number;
  readonly length: number;
  readonly colonOffset: number | undefined;
  readonly runs: Node['runs'];
  readonly isUnknown: Node['isUnknown'];
  readonly isSubstituted: Node['isSubstituted'];
  readonly parent: Node | undefined;
  readonly origin: Node | undefined;
  #children: Node[] | undefined;

  constructor(
    { type, value, runs, isUnknown, isSubstituted }: Node,
    parent: Node | undefined,
    offset: number,
    length: number,
    colonOffset: number | undefined,
    origin?: Node,
  ) {
    this.type = type;
    this.value = value;
    this.runs = runs;
    this.isUnknown = isUnknown;
    this.isSubstituted = isSubstituted;
    this.offset = offset;
    this.length = length;
    this.colonOffset = colonOffset;
    this.parent = parent;
    this.origin = origin;
  }

  get children(): Node[] | undefined {
    const { origin, offset } = this;
    if (origin) this.#children ??= origin.children?.map((child) => moved(child, this, offset - origin.offset));
    return this.#children;
  }

  set children(children: Node[] | undefined) {
    this.#children = children;
  }
}
