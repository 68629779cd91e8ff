/** Completion and hover in a config file, for editors that have no schema for it. */
import { getLocation, type JSONPath, type Node } from 'jsonc-parser';
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

/** The shape of one value where a list may stand too. */
const oneOf = (shape: Shape): Shape => (shape.isOneOrMany ? (shape.items ?? shape) : shape);

/** Where an offset is. `node`: the name or the value that it touches. */
function placeAt(text: string, offset: number) {
  const { path, isAtPropertyKey, previousNode: node } = getLocation(text, offset);
  const isTouched = node !== undefined && node.offset <= offset && offset <= node.offset + node.length;
  return { path, isAtPropertyKey, node: isTouched ? node : undefined };
}

const spanOf = ({ offset, length }: Node): Span => ({ start: offset, end: offset + length });

/** What may be written at an offset (0-based, UTF-16). */
export function configCompletions(text: string, offset: number, root: Shape): readonly ConfigCompletion[] {
  const { path, isAtPropertyKey, node } = placeAt(text, offset);
  const replace = node ? spanOf(node) : { start: offset, end: offset };
  if (isAtPropertyKey) {
    const own = path.slice(0, -1);
    const shape = shapeAt(root, own);
    const taken = new Set(Object.keys(valueAt(text, own)));
    const typed = node ? String(node.value) : '';
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
  const one = shape && oneOf(shape);
  const values = (one?.offered ?? []).map(
    ({ value, description = '' }): ConfigCompletion => ({
      label: value,
      description,
      kind: 'value',
      replace,
      insert: JSON.stringify(value).replace(/[$}\\]/g, '\\$&'),
    }),
  );
  const isNew = !node && one?.body !== undefined && typeof one.body === 'object';
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
  const { path, isAtPropertyKey, node } = placeAt(text, offset);
  if (!node) return undefined;
  const shape = shapeAt(root, path);
  if (!shape) return undefined;
  const value = isAtPropertyKey
    ? undefined
    : oneOf(shape).offered?.find((each) => each.value === node.value)?.description;
  return { span: spanOf(node), text: value ?? shape.description };
}
