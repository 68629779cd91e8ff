/** What rules and features may ask about the data of a document. None of it depends on the syntax. */
import type { Data, Property } from '../model/data.ts';
import { descendants, nodeEnd, nodeOf, nodeSpan, properties, propertyValue } from '../model/node.ts';
import { type SourceSpan, type Span, sourceSpan } from '../model/span.ts';
import { filledIn, isIntrinsic } from './intrinsics.ts';

/** `unknown`: what a template fills in, if only partly. `property`: a name with its value. */
export type DataKind = 'object' | 'list' | 'string' | 'number' | 'boolean' | 'null' | 'unknown' | 'property';

export function kindOf(data: Data): DataKind {
  const node = nodeOf(data);
  if (node.type === 'array') return 'list';
  return node.type === 'object' && isIntrinsic(node) ? 'unknown' : node.type;
}

/** Where data stands: a string with its quotes, an object or a list with its brackets. */
export const spanOf = (data: Data): SourceSpan => nodeSpan(nodeOf(data));

/** The first character of an object or a list: where something is missing from it. */
export function openingOf(data: Data): SourceSpan {
  const { offset } = nodeOf(data);
  return sourceSpan(offset, offset + 1);
}

/** Where data reaches to: an object or a list that is not closed, to the end of what is around it. */
export function reachOf(data: Data, textLength: number): Span {
  const node = nodeOf(data);
  return { start: node.offset, end: nodeEnd(node, textLength) };
}

/** A string, a number, a Boolean or null; undefined for everything else. */
export function plainOf(data: Data | undefined): string | number | boolean | null | undefined {
  if (data === undefined) return undefined;
  const { type, value } = nodeOf(data);
  return type === 'null' ? null : value;
}

/** The text of a string, with a HOLE for each part that a template fills in; undefined where none of it is known. */
export function textOf(data: Data): string | undefined {
  const node = nodeOf(data);
  if (node.type === 'string') return String(node.value);
  return node.type === 'object'
    ? filledIn(node, ({ value }) => ({ text: String(value), runs: undefined }))?.text
    : undefined;
}

/** The properties of an object, in order; empty for any other data. */
export const propertiesOf = (data: Data | undefined): readonly Property[] => properties(nodeOf(data));

/** The value of an object's property; the last one counts, where it is there twice. */
export const valueIn = (data: Data | undefined, name: string): Data | undefined => propertyValue(nodeOf(data), name);

/** What a list holds, in order; empty for any other data. */
export function itemsOf(data: Data | undefined): readonly Data[] {
  const node = nodeOf(data);
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** What a list holds, or the value itself: IAM takes both. */
export const oneOrMany = (data: Data | undefined): readonly Data[] =>
  data === undefined ? [] : nodeOf(data).type === 'array' ? itemsOf(data) : [data];

/** Whether it is an object or a list that is known, and holds nothing. */
export function isEmpty(data: Data | undefined): boolean {
  const node = nodeOf(data);
  if (!node || node.isUnknown) return false;
  return (node.type === 'object' || node.type === 'array') && !node.children?.length;
}

/** Data with all that is in it, names among it, in the order of the text. */
export const everythingIn = (data: Data | undefined): Iterable<Data> => descendants(nodeOf(data));

/** The objects and lists around an offset (0-based, UTF-16) with what is innermost there, from the outside in. */
export function* around(root: Data | undefined, offset: number, textLength: number): Generator<Data> {
  for (let node = nodeOf(root); node; ) {
    yield node;
    node = node.children?.find((child) => child.offset <= offset && offset <= nodeEnd(child, textLength));
  }
}

/** The names under which data stands, from the document's root to it; elements of lists have none. */
export function pathOf(data: Data): readonly string[] {
  const names: string[] = [];
  for (let node = nodeOf(data).parent; node; node = node.parent)
    if (node.type === 'property') names.unshift(String(node.children?.[0]?.value ?? ''));
  return names;
}
