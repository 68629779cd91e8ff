/** JSON text as a tolerant tree. The parser is jsonc-parser; this file adds what policies need beyond it. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type SourceSpan, sourceSpan } from '../model/span.ts';

export type JsonNode = Node;

export type { SourceSpan, Span } from '../model/span.ts';

export interface JsonProblem {
  readonly span: SourceSpan;
  readonly message: string;
}

export interface JsonText {
  readonly root: JsonNode | undefined;
  readonly problems: readonly JsonProblem[];
}

/** Deeper nesting than this does not occur in policies, and would overflow the parser's stack. */
const TOO_DEEP: JsonText = { root: undefined, problems: [] };

/** The byte order mark. Editors and deployment tools strip it: it is not a part of the JSON. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Parses once; comments and trailing commas are allowed here and judged by a rule. Never throws. */
export function parseJson(text: string): JsonText {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, {
      allowTrailingComma: true,
      disallowComments: false,
      allowEmptyContent: true,
    });
    return {
      root,
      problems: errors
        .filter(({ offset }) => !(offset === 0 && text.startsWith(BYTE_ORDER_MARK)))
        .map(({ error, offset, length }) => ({
          span: sourceSpan(Math.min(offset, text.length), Math.min(offset + length, text.length)),
          message: printParseErrorCode(error),
        })),
    };
  } catch (error) {
    if (error instanceof RangeError) return TOO_DEEP;
    throw error;
  }
}

/**
 * Copies a substring. In V8 a substring keeps the whole string that it was cut from in memory: text that is kept from one
 * version of a document to the next must be copied.
 */
export const detached = (text: string): string => ` ${text}`.slice(1);

/** Where a node ends. jsonc-parser leaves an unclosed object or array without a length: it runs to its parent's end. */
export function nodeEnd(node: JsonNode, textLength: number): number {
  if (node.length >= 0) return node.offset + node.length;
  return node.parent ? nodeEnd(node.parent, textLength) : textLength;
}

export function nodeSpan(node: JsonNode): SourceSpan {
  const last = node.children?.at(-1);
  const end = node.length >= 0 ? node.offset + node.length : last ? nodeSpan(last).end : node.offset + 1;
  return sourceSpan(node.offset, end);
}

/** The first character of an object or a list: where something is missing from it. */
export const openingBrace = ({ offset }: JsonNode): SourceSpan => sourceSpan(offset, offset + 1);

/** The nodes before and after a node in its list or object, found by binary search: lists can be long. */
export function neighbors({ offset, parent }: JsonNode): {
  readonly previous: JsonNode | undefined;
  readonly next: JsonNode | undefined;
} {
  const siblings = parent?.children ?? [];
  let low = 0;
  let high = siblings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((siblings[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return { previous: siblings[low - 1], next: siblings[low + 1] };
}

/** A property of an object, its value missing while it is being typed. */
export interface Property {
  readonly name: string;
  readonly key: JsonNode;
  readonly value: JsonNode | undefined;
  readonly node: JsonNode;
}

/** The properties of an object node, in order; empty for any other node. */
export function properties(node: JsonNode | undefined): readonly Property[] {
  if (node?.type !== 'object') return [];
  const found: Property[] = [];
  for (const child of node.children ?? []) {
    const [key, value] = child.children ?? [];
    if (key !== undefined) found.push({ name: String(key.value), key, value, node: child });
  }
  return found;
}

/** The last property called `name`: the one that counts, as JSON parsers take it. */
export function lastProperty(node: JsonNode | undefined, name: string): Property | undefined {
  if (node?.type !== 'object') return undefined;
  const children = node.children ?? [];
  for (let index = children.length - 1; index >= 0; index--) {
    const property = children[index];
    const key = property?.children?.[0];
    if (property && key?.value === name) return { name, key, value: property.children?.[1], node: property };
  }
  return undefined;
}

export const propertyValue = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  lastProperty(node, name)?.value;

/** A node and all its descendants, in the order of the text. Without recursion: documents may be nested deeply. */
export function* descendants(root: JsonNode | undefined): Generator<JsonNode> {
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
