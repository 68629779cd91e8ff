/** Completions as Terraform: in objects and lists, and in the blocks of `aws_iam_policy_document`. */
import { literal } from '../../model/tab-stops.ts';
import type { Cursor, Inserter, Insertion } from '../../policy/cursor.ts';
import { jsonInserter } from '../json/inserter.ts';
import { propertiesOf, type Skeleton, skeletonOf, stopInside } from '../skeleton.ts';
import { ATTRIBUTES, takesOne } from './policy-document.ts';
import { inside } from './strings.ts';

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

/** A value with tab stops. IAM's variables are written `$${…}`: in snippet text with an escaped dollar sign. */
function printed(value: Skeleton): string {
  if (value === null) return '';
  if (typeof value === 'string') return `"${value.replaceAll('\\${', '\\$\\${')}"`;
  if (Array.isArray(value)) {
    const items = (value as readonly Skeleton[]).map(printed);
    return items.some((each) => each.includes('\n'))
      ? `[\n  ${indented(items.join(',\n'))}\n]`
      : `[${items.join(', ')}]`;
  }
  const stop = stopInside(value);
  if (stop !== undefined) return `{\n  ${stop}\n}`;
  return `{\n  ${indented(properties(value as { readonly [name: string]: Skeleton }))}\n}`;
}

const indented = (text: string): string => text.replaceAll('\n', '\n  ');

const properties = (value: { readonly [name: string]: Skeleton }): string => {
  const { entries, end } = propertiesOf(value);
  return aligned(entries.map(([name, each]) => [nameOf(name), printed(each)])) + end;
};

const nameOf = (name: string): string => (IDENTIFIER.test(name) ? name : `"${name}"`);

/** Attributes line by line. As `terraform fmt` does it, the signs of those that follow each other in one line each are aligned. */
function aligned(attributes: readonly (readonly [name: string, value: string])[]): string {
  const isOneLine = attributes.map(([, value]) => !value.includes('\n'));
  const widthAt = (index: number): number => {
    let [first, end] = [index, index + 1];
    while (isOneLine[first - 1]) first--;
    while (isOneLine[end]) end++;
    return Math.max(...attributes.slice(first, end).map(([name]) => name.length));
  };
  return attributes
    .map(([name, value], index) => `${isOneLine[index] ? name.padEnd(widthAt(index)) : name} = ${value}`)
    .join('\n');
}

/** The name of an attribute and the sign after it, which stands under the one in the line above. */
function signed({ document: { text }, replace: { start } }: Cursor, name: string): string {
  const [, above = '', before, own] =
    /\n([ \t]*)([\w"-]+[ \t]*)= [^\n]*\n([ \t]*)$/.exec(text.slice(Math.max(0, start - 500), start)) ?? [];
  return above === own ? `${name.padEnd((before?.length ?? 0) - 1)} =` : `${name} =`;
}

const isObject = (value: Skeleton | undefined): value is { readonly [name: string]: Skeleton } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In objects and lists. */
export const objectInserter: Inserter = {
  strings(cursor, texts, isSnippet) {
    const written = isSnippet ? texts : texts.map((text) => text.replaceAll('${', () => '$${'));
    return jsonInserter.strings(cursor, written, isSnippet);
  },
  property: (cursor, name, value) => ({
    insert: `${signed(cursor, nameOf(name))} ${printed(skeletonOf(value) ?? null)}`,
    replace: cursor.replace,
  }),
  value(cursor, json) {
    const skeleton = skeletonOf(json);
    const isBare = !json.trimStart().startsWith('{') && isObject(skeleton);
    const insert = skeleton === undefined ? literal(json) : isBare ? properties(skeleton) : printed(skeleton);
    return { insert: `${insert}${cursor.inList && cursor.needsCommaAfter ? ',' : ''}`, replace: cursor.replace };
  },
  filter: ({ string }, text) => (string ? inside(text) : text),
  filterOfWhole: ({ string }, text) => (string ? `"${inside(text)}"` : text),
};

/** In the blocks of a document. `isList`: the attribute at the cursor takes a list. */
export const blockInserter = (isList: boolean): Inserter => ({
  ...objectInserter,
  strings(cursor, texts, isSnippet): Insertion {
    const inner = objectInserter.strings({ ...cursor, inList: true, needsCommaAfter: false }, texts, isSnippet);
    // The name of a condition or of a principal: its value stands in another attribute.
    if (cursor.hasColon) return { ...inner, isField: true, retrigger: false };
    if (cursor.string || !isList) return inner;
    return { ...inner, insert: `[${inner.insert}]` };
  },
  property(cursor, name, value) {
    const { attribute, text, isBlock } = elementOf(name, skeletonOf(value) ?? null);
    const insert = isBlock ? text : `${signed(cursor, attribute)} ${text}`;
    return { label: attribute, insert, replace: cursor.replace };
  },
  value: (cursor, json) => ({ insert: statementBlocks(json), replace: cursor.replace }),
});

/** Statements, given as JSON, as blocks. */
export const statementBlocks = (json: string): string =>
  statementsOf(skeletonOf(json) ?? skeletonOf(`[${json}]`) ?? null)
    .map((statement) => `statement {\n  ${indented(statement)}\n}`)
    .join('\n\n');

/** Statements, given as JSON, as objects. */
export function statementObjects(json: string): string {
  const value = skeletonOf(`[${json}]`);
  return Array.isArray(value) ? (value as readonly Skeleton[]).map(printed).join(',\n') : '';
}

/** The bodies of the statements in a value: of one, of a list, or of a policy. */
function statementsOf(value: Skeleton): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Skeleton[]).flatMap(statementsOf);
  if (!isObject(value)) return [];
  const { Statement: statements } = value;
  if (statements !== undefined) return statementsOf(statements);
  const { entries, end } = propertiesOf(value);
  const elements = entries.map(([name, each]) => elementOf(name, each));
  const attributes = elements.filter(({ isBlock }) => !isBlock);
  const blocks = elements.filter(({ isBlock }) => isBlock);
  const lines = aligned(attributes.map(({ attribute, text }) => [attribute, text]));
  return [[...(lines ? [lines] : []), ...blocks.map(({ text }) => text)].join('\n') + end];
}

/** The name that an element has in a block, and its value, or the blocks that it becomes. */
function elementOf(
  name: string,
  value: Skeleton,
): { readonly attribute: string; readonly text: string; readonly isBlock: boolean } {
  if (name === 'Condition') return { attribute: 'condition', text: conditionsOf(value), isBlock: true };
  if (name === 'Principal' || name === 'NotPrincipal') {
    const block = name === 'Principal' ? 'principals' : 'not_principals';
    return { attribute: block, text: principalsOf(block, value), isBlock: true };
  }
  const attribute = ATTRIBUTES.get(name) ?? name;
  const isWritten = takesOne(attribute) || Array.isArray(value);
  return { attribute, text: printed(isWritten ? value : [value]), isBlock: false };
}

const block = (name: string, attributes: readonly (readonly [name: string, value: string])[]): string =>
  `${name} {\n  ${indented(aligned(attributes))}\n}`;

const listOf = (value: Skeleton): string => printed(Array.isArray(value) ? value : [value]);

function principalsOf(name: string, value: Skeleton): string {
  const types = isObject(value) ? Object.entries(value) : [['*', '*'] as const];
  return types
    .map(([type, ids]) =>
      block(name, [
        ['type', `"${type}"`],
        ['identifiers', listOf(ids)],
      ]),
    )
    .join('\n');
}

function conditionsOf(value: Skeleton): string {
  if (!isObject(value) || stopInside(value) !== undefined) return conditionOf('$1', '$2', '["$3"]');
  return Object.entries(value)
    .flatMap(([operator, keys]) =>
      Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => conditionOf(operator, key, listOf(values))),
    )
    .join('\n');
}

const conditionOf = (operator: string, key: string, values: string): string =>
  block('condition', [
    ['test', `"${operator}"`],
    ['variable', `"${key}"`],
    ['values', values],
  ]);
