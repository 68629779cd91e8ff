/** Edits of JSON text that keep the author's layout. Pure: they only compute replacements. */
import { type JsonNode, nodeEnd, nodeSpan, type Span } from '../policy/json.ts';
import type { ValueList } from '../policy/statement.ts';
import type { Edit } from './rule.ts';

export const replace = (span: Span, text: string): Edit => ({ span, text });
export const remove = (span: Span): Edit => ({ span, text: '' });
export const insert = (offset: number, text: string): Edit => ({ span: { start: offset, end: offset }, text });

/** Removes an array's element or an object's property, with the comma and the white space that belong to it. */
export function removeChild(node: JsonNode, source: string): Edit {
  const siblings = node.parent?.children ?? [node];
  const index = siblings.indexOf(node);
  const { start, end } = nodeSpan(node);
  const next = siblings[index + 1];
  if (next) return remove({ start, end: next.offset });
  const previous = siblings[index - 1];
  if (previous) return remove({ start: nodeSpan(previous).end, end });
  const rest = /^\s*,/.exec(source.slice(end, node.parent ? nodeEnd(node.parent, source.length) : source.length));
  return remove({ start, end: end + (rest?.[0].length ?? 0) });
}

/** Removes several elements of one array or properties of one object; what stays keeps its commas. */
export function removeChildren(nodes: readonly JsonNode[], source: string): readonly Edit[] {
  const [first] = nodes;
  const siblings = first?.parent?.children ?? [];
  const doomed = new Set(nodes);
  if (siblings.every((node) => doomed.has(node))) {
    const last = siblings.at(-1);
    return first && last ? [remove({ start: first.offset, end: nodeSpan(last).end })] : [];
  }
  const edits: Edit[] = [];
  for (let index = 0; index < siblings.length; index++) {
    const node = siblings[index];
    if (!node || !doomed.has(node)) continue;
    let last = index;
    for (let next = siblings[last + 1]; next && doomed.has(next); next = siblings[last + 1]) last++;
    const end = siblings[last];
    const following = siblings[last + 1];
    const previous = siblings[index - 1];
    if (end && following) edits.push(remove({ start: node.offset, end: following.offset }));
    else if (end && previous) edits.push(remove({ start: nodeSpan(previous).end, end: nodeSpan(end).end }));
    index = last;
  }
  return edits.length > 0 ? edits : first ? [removeChild(first, source)] : [];
}

/** The white space between the line's start (or the line break) and `offset`: `"\n    "` where a line begins there. */
export function layoutBefore(offset: number, source: string): string {
  let start = offset - 1;
  while (isBlank(source.charCodeAt(start))) start--;
  if (source[start] !== '\n') return ' ';
  return source.slice(source[start - 1] === '\r' ? start - 1 : start, offset);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** Adds strings to an element that holds one value or many; a single value becomes a list. */
export function addValues(list: ValueList, values: readonly string[], source: string): Edit {
  const texts = values.map((value) => JSON.stringify(value));
  const { value } = list.property;
  if (!value) return insert(nodeSpan(list.property.node).end, ` [${texts.join(', ')}]`);
  const { start, end } = nodeSpan(value);
  if (!list.isArray) return replace({ start, end }, `[${[source.slice(start, end), ...texts].join(', ')}]`);
  const last = value.children?.at(-1);
  if (!last) return replace({ start, end }, `[${texts.join(', ')}]`);
  const layout = layoutBefore(last.offset, source);
  return insert(nodeSpan(last).end, texts.map((text) => `,${layout}${text}`).join(''));
}

/** Puts a property before the first one of an object, in the object's layout. `value` is JSON text. */
export function addFirstProperty(object: JsonNode, name: string, value: string, source: string): Edit {
  const [first] = object.children ?? [];
  const property = `${JSON.stringify(name)}: ${value}`;
  if (!first) return insert(object.offset + 1, property);
  return insert(first.offset, `${property},${layoutBefore(first.offset, source)}`);
}

/** Puts a property after the last one of an object, in the object's layout. `value` is JSON text. */
export function addLastProperty(object: JsonNode, name: string, value: string, source: string): Edit {
  return addLastProperties(object, [`${JSON.stringify(name)}: ${value}`], source);
}

/** Puts properties, each as JSON text, after the last one of an object, in the object's layout. */
export function addLastProperties(object: JsonNode, properties: readonly string[], source: string): Edit {
  const last = object.children?.at(-1);
  if (!last) return insert(object.offset + 1, properties.join(', '));
  const layout = layoutBefore(last.offset, source);
  return insert(nodeSpan(last).end, properties.map((property) => `,${layout}${property}`).join(''));
}

/** Puts an element after another one of its array. `text` is JSON text, its lines indented as the first. */
export function addAfter(element: JsonNode, text: string, source: string): Edit {
  return insert(nodeSpan(element).end, `,${layoutBefore(element.offset, source)}${text}`);
}

/** The text that `edits` make of `source`. They must not overlap; of several at one place the first comes first. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    pieces.push(source.slice(at, span.start), text);
    at = Math.max(at, span.end);
  }
  return pieces.join('') + source.slice(at);
}
