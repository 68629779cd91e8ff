/** The place of a position in a policy document: the element whose name or value the author is writing. */
import { createScanner } from 'jsonc-parser';
import { suffixOf } from '../model/suffix.ts';
import { table } from '../patterns/table.ts';
import { MANAGED_POLICY_PROPERTIES, POLICY_VERSIONS } from './detect.ts';
import { type Policy, type PolicyDocument, policyAt } from './document.ts';
import { type JsonNode, nodeEnd, type Property, properties, type Span } from './json.ts';
import type { PolicyKind } from './kind.ts';
import type { Statement, ValueList } from './statement.ts';
import { decodedIndex, readString, type StringValue } from './value.ts';

/** The place in the policy language. `Value` places hold the element's name. */
type Place =
  /** A document without anything but, perhaps, a word. */
  | { readonly at: 'document' }
  /** A CloudFormation property that names managed policies by ARN. */
  | { readonly at: 'managed-policy' }
  | { readonly at: 'policy-key' }
  | { readonly at: 'policy-value'; readonly element: string }
  | { readonly at: 'statement' }
  | { readonly at: 'statement-key' }
  | { readonly at: 'statement-value'; readonly element: string }
  | { readonly at: 'principal-type'; readonly element: string }
  | { readonly at: 'principal-value'; readonly type: string }
  | { readonly at: 'operator' }
  | { readonly at: 'operator-value'; readonly operator: string }
  | { readonly at: 'condition-key'; readonly operator: string }
  | { readonly at: 'condition-value'; readonly operator: string; readonly key: string };

export interface Cursor {
  readonly document: PolicyDocument;
  /** Undefined in a document that may become a policy but is none yet: empty, or an object without evidence. */
  readonly policy: Policy | undefined;
  readonly statement: Statement | undefined;
  /** The policy's kind; without a policy the kind that it would have. */
  readonly kind: PolicyKind;
  readonly place: Place;
  readonly offset: number;
  /** What an accepted completion replaces: the string with its quotes, or the bare word, or nothing. */
  readonly replace: Span;
  /** The string that the cursor is in, with the cursor's index into its decoded text. */
  readonly string: StringValue | undefined;
  readonly index: number;
  /** Whether the string's closing quote is there. */
  readonly isClosed: boolean;
  /** What is typed already, up to the cursor. */
  readonly typed: string;
  /** The names that the object around the cursor holds, and the values that the list around it holds. */
  readonly siblings: readonly string[];
  /** For a name: whether a colon follows. */
  readonly hasColon: boolean;
  /** For a value: whether it stands in a list. */
  readonly inList: boolean;
  /** Whether more follows on the same level, so that a comma must come after; and whether one is missing before. */
  readonly needsCommaAfter: boolean;
  readonly needsCommaBefore: boolean;
}

interface Around {
  readonly container: JsonNode;
  /** The child (property or element) that the cursor is at. */
  readonly child: JsonNode | undefined;
}

/** The cursor at an offset (0-based, UTF-16), or undefined where no policy is. Never throws. */
export function cursorAt(document: PolicyDocument, offset: number): Cursor | undefined {
  const policy = policyAt(document, offset);
  const scope = policy?.node ?? undecidedRoot(document);
  if (scope) return cursorIn(document, policy, scope, offset, placeOf);
  if (/^[\w-]*$/.test(document.text.trim())) return cursorInEmpty(document, offset);
  return document.root && cursorIn(document, undefined, document.root, offset, placeInTemplate);
}

function cursorInEmpty(document: PolicyDocument, offset: number): Cursor {
  const replace = word(document.text, offset);
  return {
    document,
    policy: undefined,
    statement: undefined,
    kind: document.kind ?? 'identity',
    place: { at: 'document' },
    offset,
    replace,
    string: undefined,
    index: 0,
    isClosed: false,
    typed: document.text.slice(replace.start, offset),
    siblings: [],
    hasColon: false,
    inList: false,
    needsCommaAfter: false,
    needsCommaBefore: false,
  };
}

function cursorIn(
  document: PolicyDocument,
  policy: Policy | undefined,
  scope: JsonNode,
  offset: number,
  placeAt: (path: readonly string[], isKey: boolean) => Place | undefined,
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
  const inQuotes = string && document.text[string.node.offset] === '"' && offset > string.node.offset;
  if (!inQuotes && isInComment(document.text, lastEnd(container, child, offset), offset)) return undefined;
  const index = inQuotes ? decodedIndex(string, offset) : 0;
  const replacesString = inQuotes || (string && container.type === 'object');
  const replace = replacesString
    ? { start: string.node.offset, end: string.node.offset + string.node.length }
    : word(document.text, offset);
  const siblings = (container.children ?? []).flatMap((each) => {
    if (each === child) return [];
    return String((each.type === 'property' ? each.children?.[0]?.value : each.value) ?? '');
  });
  return {
    document,
    policy,
    statement: policy?.statements.find(
      ({ node: { offset: start }, node: own }) => start <= offset && offset <= nodeEnd(own, document.text.length),
    ),
    kind: policy?.kind ?? document.kind ?? 'identity',
    place,
    offset,
    replace,
    string: inQuotes ? string : undefined,
    index,
    isClosed: inQuotes !== undefined && inQuotes && string.span.end < string.node.offset + string.node.length,
    typed: inQuotes ? string.text.slice(0, index) : document.text.slice(replace.start, offset),
    siblings,
    hasColon: /^\s*:/.test(document.text.slice(replace.end, replace.end + 50)),
    inList: container.type === 'array',
    needsCommaAfter: isFollowedByValue(document.text, replace.end),
    needsCommaBefore: /["}\]\w]\s*$/.test(document.text.slice(Math.max(0, replace.start - 200), replace.start)),
  };
}

/** Between the braces; where the closing one is missing, anywhere after the opening one. */
function isInside(node: JsonNode, offset: number, text: string): boolean {
  const end = nodeEnd(node, text.length);
  return node.offset < offset && (offset < end || (offset === end && !/[}\]]/.test(text[end - 1] ?? '')));
}

/** Whether an object without content may become a policy: `{}`, `{ "Ver" }`, `{ "Version": "20" }`. */
function undecidedRoot({ root }: PolicyDocument): JsonNode | undefined {
  if (root?.type !== 'object') return undefined;
  const isOpen = ({ name, value }: Property): boolean => {
    if (value === undefined || value.type === 'null') return true;
    if (POLICY_VERSIONS.includes(String(value.value))) return true;
    if (name === 'Version') return value.value === '' || String(value.value).startsWith('20');
    return name === 'Statement' && !value.children?.length && value.type !== 'string';
  };
  const elements = properties(root);
  return elements.length <= 3 && elements.every(isOpen) ? root : undefined;
}

function innermost(scope: JsonNode, offset: number, text: string): Around {
  let container = scope;
  for (;;) {
    const child = container.children?.find((each) => each.offset <= offset && offset <= endOf(each, text));
    const inner = child?.type === 'property' ? child.children?.[1] : child;
    if (inner && (inner.type === 'object' || inner.type === 'array')) {
      if (isInside(inner, offset, text)) {
        container = inner;
        continue;
      }
    }
    return { container, child: child ?? openProperty(container, offset, text) };
  }
}

const endOf = (node: JsonNode, text: string): number => {
  if (node.type === 'property') {
    const value = node.children?.[1];
    return value ? Math.max(nodeEnd(value, text.length), node.offset) : nodeEnd(node, text.length);
  }
  return nodeEnd(node, text.length);
};

/** `"Effect": ¦`: the property before the cursor that has its colon but no value yet. */
function openProperty(container: JsonNode, offset: number, text: string): JsonNode | undefined {
  const before = container.children?.findLast((each) => each.offset < offset);
  if (before?.type !== 'property' || before.children?.[1] || before.colonOffset === undefined) return undefined;
  return before.colonOffset < offset && /^[:\s\w"]*$/.test(text.slice(before.colonOffset, offset)) ? before : undefined;
}

/** Where the last name, value or colon before the cursor ends: only white space, commas and comments follow it. */
function lastEnd(container: JsonNode, child: JsonNode | undefined, offset: number): number {
  const sibling = container.children?.findLast((each) => each !== child && each.offset < offset);
  const [name] = child?.type === 'property' ? (child.children ?? []) : [];
  const ends = [sibling && sibling.offset + sibling.length, name && name.offset + name.length, child?.colonOffset];
  return Math.max(container.offset + 1, ...ends.filter((end): end is number => end !== undefined && end <= offset));
}

const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

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

function isAtName(child: JsonNode | undefined, offset: number): boolean {
  if (child?.type !== 'property') return true;
  const colon = child.colonOffset;
  return colon === undefined || colon < 0 || offset <= colon;
}

const touches = (node: JsonNode, offset: number) => node.offset <= offset && offset <= node.offset + node.length;

function word(text: string, offset: number): Span {
  const before = suffixOf(text.slice(Math.max(0, offset - 200), offset), /[\w:*$-]/).replace(/^:+/, '').length;
  const after = /^[\w*-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

/** Names from the policy down to the container; elements of lists have no names. */
function pathOf(container: JsonNode, scope: JsonNode, property: JsonNode | undefined): readonly string[] {
  const path: string[] = [];
  if (property?.type === 'property') path.push(String(property.children?.[0]?.value ?? ''));
  for (let node: JsonNode | undefined = container; node && node !== scope; node = node.parent) {
    if (node.type === 'property') path.unshift(String(node.children?.[0]?.value ?? ''));
  }
  return path;
}

function placeOf(path: readonly string[], isKey: boolean): Place | undefined {
  const [element, inStatement, third, fourth, fifth] = path;
  if (element === undefined) return isKey ? { at: 'policy-key' } : undefined;
  if (element !== 'Statement') return path.length === 1 && !isKey ? { at: 'policy-value', element } : undefined;
  if (inStatement === undefined) return isKey ? { at: 'statement-key' } : { at: 'statement' };
  if (fifth !== undefined) return undefined;
  if (inStatement === 'Principal' || inStatement === 'NotPrincipal') {
    if (third === undefined) {
      return isKey ? { at: 'principal-type', element: inStatement } : { at: 'statement-value', element: inStatement };
    }
    return fourth === undefined && !isKey ? { at: 'principal-value', type: third } : undefined;
  }
  if (inStatement === 'Condition') {
    if (third === undefined) return isKey ? { at: 'operator' } : { at: 'statement-value', element: inStatement };
    if (fourth === undefined) return { at: isKey ? 'condition-key' : 'operator-value', operator: third };
    return isKey ? undefined : { at: 'condition-value', operator: third, key: fourth };
  }
  return third === undefined && !isKey ? { at: 'statement-value', element: inStatement } : undefined;
}

function placeInTemplate(path: readonly string[], isKey: boolean): Place | undefined {
  return !isKey && MANAGED_POLICY_PROPERTIES.includes(path.at(-1) ?? '') ? { at: 'managed-policy' } : undefined;
}

/** The list that holds the cursor's value, for places within a statement. */
export function listAt({ statement, place }: Cursor): ValueList | undefined {
  if (!statement || place.at !== 'statement-value') return undefined;
  const { action, notAction, resource, notResource } = statement;
  return table({ Action: action, NotAction: notAction, Resource: resource, NotResource: notResource })[place.element];
}

/** Whether another value follows an offset without a comma between. */
function isFollowedByValue(text: string, offset: number): boolean {
  const scanner = createScanner(text, true); // skips white space and comments
  scanner.setPosition(offset);
  scanner.scan();
  return /["{[\w]/.test(text[scanner.getTokenOffset()] ?? '');
}
