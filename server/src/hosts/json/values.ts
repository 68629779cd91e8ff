/** JSON files of the project's own, such as the config: their values, and where each stands. */
import { findNodeAtLocation } from 'jsonc-parser';
import { type Node, nodeSpan } from '../../model/node.ts';
import { type SourceSpan, type Span, sourceSpan } from '../../model/span.ts';

/** Names of properties and indices, from the root on. */
export type JsonPath = readonly (string | number)[];

/** The place of a value; of its key, where the key is what is wrong or the value is an object. */
export function spanAt(root: Node | undefined, path: JsonPath): Span {
  const node = root && findNodeAtLocation(root, [...path]);
  if (!node) return { start: 0, end: 0 };
  if (path.length === 0) return { start: node.offset, end: node.offset + 1 };
  const [key] = node.parent?.type === 'property' ? (node.parent.children ?? []) : [];
  return nodeSpan(key ? (node.parent ?? node) : node);
}

/** The place of a value alone; of an object or a list, its first character. */
export function valueSpanAt(root: Node | undefined, path: JsonPath): SourceSpan {
  const node = root && findNodeAtLocation(root, [...path]);
  if (!node) return sourceSpan(0, 0);
  const isPlain = node.type !== 'object' && node.type !== 'array';
  return isPlain ? nodeSpan(node) : sourceSpan(node.offset, node.offset + 1);
}

/** A node as a plain value. */
export function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), plainValue(value)] as const] : [],
  );
  return Object.fromEntries(entries);
}
