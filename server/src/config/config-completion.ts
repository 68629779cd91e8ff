/** Completion and hover in a config file, for editors that have no schema for it. */
import { getLocation, type JSONPath } from 'jsonc-parser';
import { parseJson } from '../hosts/json/parse.ts';
import { plainValue } from '../hosts/json/values.ts';
import type { Span } from '../model/span.ts';
import type { Shape } from './shape.ts';
import { isRecord } from './values.ts';

export interface ConfigCompletion {
  readonly label: string;
  readonly description: string;
  readonly kind: 'property' | 'value';
  readonly replace: Span;
  /** With tab stops. */
  readonly insert: string;
}

/** The shape at a path from the root; undefined where nothing is known of it. */
function shapeAt(root: Shape, path: JSONPath): Shape | undefined {
  let shape: Shape | undefined = root;
  for (const step of path) {
    if (!shape) return undefined;
    if (typeof step === 'number') shape = shape.items;
    else {
      const { properties, each } = shape;
      shape = (properties && Object.hasOwn(properties, step) ? properties[step] : undefined) ?? each;
    }
  }
  return shape;
}

/** What may be written at an offset (0-based, UTF-16). */
export function configCompletions(text: string, offset: number, root: Shape): readonly ConfigCompletion[] {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const isIn =
    previousNode !== undefined && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length;
  const replace = isIn
    ? { start: previousNode.offset, end: previousNode.offset + previousNode.length }
    : { start: offset, end: offset };
  if (isAtPropertyKey) {
    const own = path.slice(0, -1);
    const shape = shapeAt(root, own);
    const taken = new Set(Object.keys(valueAt(text, own)));
    const typed = isIn ? String(previousNode.value) : '';
    const hasColon = /^\s*:/.test(text.slice(replace.end, replace.end + 200));
    return Object.entries(shape?.properties ?? {})
      .filter(([name]) => name === typed || !taken.has(name))
      .map(([name, each]) => ({
        label: name,
        description: each.description,
        kind: 'property',
        replace,
        insert: hasColon ? JSON.stringify(name) : `${JSON.stringify(name)}: ${bodyOf(each)}`,
      }));
  }
  const shape = shapeAt(root, path);
  const one = shape?.isOneOrMany ? (shape.items ?? shape) : shape;
  const values = (one?.offered ?? []).map(
    ({ value, description = '' }): ConfigCompletion => ({
      label: value,
      description,
      kind: 'value',
      replace,
      insert: JSON.stringify(value).replace(/[$}\\]/g, '\\$&'),
    }),
  );
  const isNew = !isIn && one?.body !== undefined && typeof one.body === 'object';
  return isNew
    ? [{ label: '{ … }', description: one.description, kind: 'value', replace, insert: bodyOf(one) }]
    : values;
}

/** The value at a path, where it is an object; else an empty one. */
function valueAt(text: string, path: JSONPath): Readonly<Record<string, unknown>> {
  const { root } = parseJson(text);
  let value: unknown = root && plainValue(root);
  for (const step of path) value = (value as Record<string | number, unknown> | undefined | null)?.[step];
  return isRecord(value) ? value : {};
}

/** What is written as a new value, with tab stops. */
const bodyOf = ({ body, offered = [] }: Shape): string =>
  body === undefined ? (offered.length > 0 ? '"$1"' : '$1') : JSON.stringify(body, undefined, 2);

/** What is said about the place of an offset, as Markdown; undefined where nothing is known. */
export function configHover(
  text: string,
  offset: number,
  root: Shape,
): { readonly span: Span; readonly text: string } | undefined {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  if (!previousNode || offset < previousNode.offset || offset > previousNode.offset + previousNode.length)
    return undefined;
  const shape = shapeAt(root, path);
  if (!shape) return undefined;
  const one = shape.isOneOrMany ? (shape.items ?? shape) : shape;
  const value = isAtPropertyKey
    ? undefined
    : one.offered?.find((each) => each.value === previousNode.value)?.description;
  const span = { start: previousNode.offset, end: previousNode.offset + previousNode.length };
  return { span, text: value ?? shape.description };
}
