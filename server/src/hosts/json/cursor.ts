/** The cursor in a JSON document. */

import { createScanner } from 'jsonc-parser';
import { type Node, nodeEnd, nodeOf, type PropertyNode, properties } from '../../model/node.ts';
import type { Span } from '../../model/span.ts';
import { suffixOf } from '../../model/suffix.ts';
import type { Inserter } from '../../policy/cursor.ts';
import { type Cursor, type Place, placeOf } from '../../policy/cursor.ts';
import { reachOf, spanOf } from '../../policy/data.ts';
import { MANAGED_POLICY_PROPERTIES, POLICY_VERSIONS } from '../../policy/detect.ts';
import { type Policy, type PolicyDocument, policyAt } from '../../policy/document.ts';
import { decodedIndex, readString } from '../../policy/value.ts';
import { jsonInserter } from './inserter.ts';

interface Around {
  readonly container: Node;
  /** The child (property or element) that the cursor is at. */
  readonly child: Node | undefined;
}

/** The cursor at an offset (0-based, UTF-16), or undefined where no policy is. Never throws. */
export function cursorAt(document: PolicyDocument, offset: number): Cursor | undefined {
  const policy = policyAt(document, offset);
  const scope = nodeOf(policy?.data) ?? undecidedRoot(document);
  if (scope) return cursorIn(document, policy, scope, offset, placeOf);
  if (/^[\w-]*$/.test(document.text.trim())) return cursorInEmpty(document, offset);
  const root = nodeOf(document.root);
  return root && cursorIn(document, undefined, root, offset, placeInTemplate);
}

/** How a language writes objects, as far as the cursor depends on it. */
export interface Flavor {
  readonly inserter: Inserter;
  /** What stands between a name and its value. */
  readonly sign: ':' | '=';
  /** Whether commas stand between the properties of an object. */
  readonly hasCommas: boolean;
  /** Whether names need no quotes. */
  readonly hasBareNames: boolean;
}

const JSON_FLAVOR: Flavor = { inserter: jsonInserter, sign: ':', hasCommas: true, hasBareNames: false };

function cursorInEmpty(document: PolicyDocument, offset: number): Cursor {
  const replace = word(document.text, offset);
  return {
    inserter: jsonInserter,
    document,
    policy: undefined,
    statement: undefined,
    kind: document.kind ?? 'identity',
    place: { at: 'document' },
    offset,
    replace,
    string: undefined,
    index: 0,
    word: undefined,
    isClosed: false,
    typed: document.text.slice(replace.start, offset),
    siblings: [],
    hasColon: false,
    inList: false,
    beginsStatement: false,
    needsCommaAfter: false,
    needsCommaBefore: false,
  };
}

/** The cursor within an object or a list, `scope`. `placeAt` says what stands under names from there on. */
export function cursorIn(
  document: PolicyDocument,
  policy: Policy | undefined,
  scope: Node,
  offset: number,
  placeAt: (path: readonly string[], isKey: boolean) => Place | undefined,
  { inserter, sign, hasCommas, hasBareNames }: Flavor = JSON_FLAVOR,
): Cursor | undefined {
  if (!isInside(scope, offset, document.text)) return undefined;
  const { container, child } = innermost(scope, offset, document.text);
  const isKey = container.type === 'object' && isAtName(child, offset);
  const valueNode = child?.type === 'property' ? child.children?.[1] : child;
  const node = isKey ? child?.children?.[0] : valueNode;
  const path = pathOf(container, scope, isKey || container.type === 'array' ? undefined : child);
  const place = placeAt(path, isKey);
  if (!place) return undefined;
  // Nothing can be written before an existing value; in a list, a new element can.
  const isTaken = valueNode && (valueNode.children || !touches(valueNode, offset));
  if (isTaken && !isKey && container.type === 'object') return undefined;
  const string = node?.type === 'string' && touches(node, offset) ? readString(node, document.text) : undefined;
  const { start, end } = string ? spanOf(string.data) : { start: offset, end: offset };
  const inQuotes = string && document.text[start] === '"' && offset > start;
  if (!inQuotes && isInComment(document.text, lastEnd(container, child, offset), offset)) return undefined;
  const index = inQuotes ? decodedIndex(string, offset) : 0;
  const replacesString = inQuotes || (string && container.type === 'object');
  const replace = replacesString ? { start, end } : word(document.text, offset);
  const siblings = (container.children ?? []).flatMap((each) => {
    if (each === child) return [];
    return String((each.type === 'property' ? each.children?.[0]?.value : each.value) ?? '');
  });
  const isObject = container.type === 'object';
  return {
    inserter,
    document,
    policy,
    statement: policy?.statements.find(({ data }) => {
      const reach = reachOf(data, document.text.length);
      return reach.start <= offset && offset <= reach.end;
    }),
    kind: policy?.kind ?? document.kind ?? 'identity',
    place,
    offset,
    replace,
    string: inQuotes ? string : undefined,
    index,
    word: inQuotes || hasBareNames ? string : undefined,
    isClosed: inQuotes !== undefined && inQuotes && string.span.end < end,
    typed: inQuotes ? string.text.slice(0, index) : document.text.slice(replace.start, offset),
    siblings,
    hasColon: document.text
      .slice(replace.end, replace.end + 50)
      .trimStart()
      .startsWith(sign),
    inList: container.type === 'array',
    beginsStatement: false,
    needsCommaAfter: (hasCommas || !isObject) && isFollowedByValue(document.text, replace.end),
    needsCommaBefore:
      (hasCommas || !isObject) &&
      /["}\]\w]\s*$/.test(document.text.slice(Math.max(0, replace.start - 200), replace.start)),
  };
}

/** Between the braces; where the closing one is missing, anywhere after the opening one. */
function isInside(node: Node, offset: number, text: string): boolean {
  const end = nodeEnd(node, text.length);
  return node.offset < offset && (offset < end || (offset === end && !/[}\]]/.test(text[end - 1] ?? '')));
}

/** Whether an object without content may become a policy: `{}`, `{ "Ver" }`, `{ "Version": "20" }`. */
function undecidedRoot(document: PolicyDocument): Node | undefined {
  const root = nodeOf(document.root);
  if (root?.type !== 'object') return undefined;
  const isOpen = ({ name, value }: PropertyNode): boolean => {
    if (value === undefined || value.type === 'null') return true;
    if (POLICY_VERSIONS.includes(String(value.value))) return true;
    if (name === 'Version') return value.value === '' || String(value.value).startsWith('20');
    return name === 'Statement' && !value.children?.length && value.type !== 'string';
  };
  const elements = properties(root);
  return elements.length <= 3 && elements.every(isOpen) ? root : undefined;
}

function innermost(scope: Node, offset: number, text: string): Around {
  let container = scope;
  for (;;) {
    const child = container.children?.find((each) => each.offset <= offset && offset <= endOf(each, text));
    const inner = child?.type === 'property' ? child.children?.[1] : child;
    if (inner && !inner.isUnknown && (inner.type === 'object' || inner.type === 'array')) {
      if (isInside(inner, offset, text)) {
        container = inner;
        continue;
      }
    }
    return { container, child: child ?? openProperty(container, offset, text) };
  }
}

const endOf = (node: Node, text: string): number => {
  if (node.type === 'property') {
    const value = node.children?.[1];
    return value ? Math.max(nodeEnd(value, text.length), node.offset) : nodeEnd(node, text.length);
  }
  return nodeEnd(node, text.length);
};

/** `"Effect": ¦`: the property before the cursor that has its colon but no value yet. */
function openProperty(container: Node, offset: number, text: string): Node | undefined {
  const before = container.children?.findLast((each) => each.offset < offset);
  if (before?.type !== 'property' || before.children?.[1] || before.colonOffset === undefined) return undefined;
  return before.colonOffset < offset && /^[:=\s\w"]*$/.test(text.slice(before.colonOffset, offset))
    ? before
    : undefined;
}

/** Where the last name, value or colon before the cursor ends: only white space, commas and comments follow it. */
function lastEnd(container: Node, child: Node | undefined, offset: number): number {
  const sibling = container.children?.findLast((each) => each !== child && each.offset < offset);
  const [name] = child?.type === 'property' ? (child.children ?? []) : [];
  const ends = [sibling && sibling.offset + sibling.length, name && name.offset + name.length, child?.colonOffset];
  return Math.max(container.offset + 1, ...ends.filter((end): end is number => end !== undefined && end <= offset));
}

const COMMENT = /(?:\/\/|#)[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** Whether an offset is within a comment that begins at `start` or after it. */
function isInComment(text: string, start: number, offset: number): boolean {
  COMMENT.lastIndex = start;
  for (let found = COMMENT.exec(text); found && found.index < offset; found = COMMENT.exec(text)) {
    const end = found.index + found[0].length;
    const isClosed = /^\/\*[\s\S]*\*\/$/.test(found[0]);
    if (isClosed ? offset < end : offset <= end) return true;
  }
  return false;
}

function isAtName(child: Node | undefined, offset: number): boolean {
  if (child?.type !== 'property') return true;
  const colon = child.colonOffset;
  return colon === undefined || colon < 0 || offset <= colon;
}

const touches = (node: Node, offset: number) => node.offset <= offset && offset <= node.offset + node.length;

function word(text: string, offset: number): Span {
  const before = suffixOf(text.slice(Math.max(0, offset - 200), offset), /[\w:*$-]/).replace(/^:+/, '').length;
  const after = /^[\w*-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

/** Names from the policy down to the container; elements of lists have no names. */
function pathOf(container: Node, scope: Node, property: Node | undefined): readonly string[] {
  const path: string[] = [];
  if (property?.type === 'property') path.push(String(property.children?.[0]?.value ?? ''));
  for (let node: Node | undefined = container; node && node !== scope; node = node.parent) {
    if (node.type === 'property') path.unshift(String(node.children?.[0]?.value ?? ''));
  }
  return path;
}

function placeInTemplate(path: readonly string[], isKey: boolean): Place | undefined {
  return !isKey && MANAGED_POLICY_PROPERTIES.includes(path.at(-1) ?? '') ? { at: 'managed-policy' } : undefined;
}

/** Whether another value follows an offset without a comma between. */
function isFollowedByValue(text: string, offset: number): boolean {
  const scanner = createScanner(text, true); // skips white space and comments
  scanner.setPosition(offset);
  scanner.scan();
  return /["{[\w]/.test(text[scanner.getTokenOffset()] ?? '');
}
