/**
 * The tree of a document's data: objects, lists and plain values with their places, whatever the syntax. Hosts make it;
 * policy/ reads policies from it.
 */

import type { Data, Property } from './data.ts';
import { partitionPoint } from './partition-point.ts';
import type { Run } from './sourced-text.ts';
import { type SourceSpan, sourceSpan } from './span.ts';

export interface Node extends Data {
  readonly type: 'object' | 'array' | 'property' | 'string' | 'number' | 'boolean' | 'null';
  /** 0-based, UTF-16. */
  readonly offset: number;
  /** -1 where the end of an object or a list is missing. */
  readonly length: number;
  // biome-ignore lint/suspicious/noExplicitAny: of a string, a number or a Boolean
  readonly value?: any;
  /** Of a property: its name and, if it is there, its value. */
  readonly children?: Node[] | undefined;
  readonly parent?: Node | undefined;
  /** Of a property: where its name ends and its value begins. */
  readonly colonOffset?: number | undefined;
  /** Of a string: how its text stands in the source, where that is not simply between two quotes. Offsets count from the node's. */
  readonly runs?: readonly Run[] | undefined;
  /** Of a string: whether CloudFormation substitutes in it, so that a policy variable is written `${!…}`. */
  readonly isSubstituted?: boolean | undefined;
  /** Whether it is a value that is not known until deployment. */
  readonly isUnknown?: boolean | undefined;
}

/** Where a node ends. An unclosed object or list has no length: it runs to its parent's end. */
export function nodeEnd(node: Node, textLength: number): number {
  if (node.length >= 0) return node.offset + node.length;
  return node.parent ? nodeEnd(node.parent, textLength) : textLength;
}

export function nodeSpan(node: Node): SourceSpan {
  const last = node.children?.at(-1);
  const end = node.length >= 0 ? node.offset + node.length : last ? nodeSpan(last).end : node.offset + 1;
  return sourceSpan(node.offset, end);
}

/** The nodes before and after a node in its list or object, found by binary search: lists can be long. */
export function neighbors({ offset, parent }: Node): {
  readonly previous: Node | undefined;
  readonly next: Node | undefined;
} {
  const siblings = parent?.children ?? [];
  const own = partitionPoint(siblings, (sibling) => sibling.offset < offset);
  return { previous: siblings[own - 1], next: siblings[own + 1] };
}

/** What is behind the data that rules and features hand to a host. */
export function nodeOf(data: Data): Node;
export function nodeOf(data: Data | undefined): Node | undefined;
export function nodeOf(data: Data | undefined): Node | undefined {
  return data as Node | undefined;
}

export interface PropertyNode extends Property {
  readonly key: Node;
  readonly value: Node | undefined;
  readonly whole: Node;
}

/** The properties of an object node, in order; empty for any other node. */
export function properties(node: Node | undefined): readonly PropertyNode[] {
  if (node?.type !== 'object') return [];
  const found: PropertyNode[] = [];
  for (const child of node.children ?? []) {
    const property = propertyOf(child);
    if (property) found.push(property);
  }
  return found;
}

/** A node of type `property` with its parts; undefined for any other. */
export function propertyOf(node: Node): PropertyNode | undefined {
  const [key, value] = node.type === 'property' ? (node.children ?? []) : [];
  return key && { name: String(key.value), key, value, whole: node };
}

/** The last property called `name`: the one that counts, as JSON parsers take it. */
export function lastProperty(node: Node | undefined, name: string): PropertyNode | undefined {
  if (node?.type !== 'object') return undefined;
  const children = node.children ?? [];
  for (let index = children.length - 1; index >= 0; index--) {
    const property = children[index];
    const key = property?.children?.[0];
    if (property && key?.value === name) return { name, key, value: property.children?.[1], whole: property };
  }
  return undefined;
}

export const propertyValue = (node: Node | undefined, name: string): Node | undefined =>
  lastProperty(node, name)?.value;

/** A node and all its descendants, in the order of the text. Without recursion: documents may be nested deeply. */
export function* descendants(root: Node | undefined): Generator<Node> {
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    const children = node.children ?? [];
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) waiting.push(child);
    }
  }
}

/** Where the last child of an object or a list ends; its own start where it has none. */
export function lastChildEnd({ offset, children }: Node): number {
  const last = children?.at(-1);
  return last ? last.offset + Math.max(0, last.length) : offset;
}
