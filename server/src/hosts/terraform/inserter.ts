/** Completions as Terraform: in objects and lists, and in the blocks of `aws_iam_policy_document`. */
import { literal } from '../../model/tab-stops.ts';
import type { Inserter, Insertion } from '../../policy/cursor.ts';
import { jsonInserter } from '../json/inserter.ts';
import { propertiesOf, type Skeleton, skeletonOf, stopInside } from '../skeleton.ts';
import { STATEMENT_ATTRIBUTES } from './policy-document.ts';
import { inside } from './strings.ts';

const ATTRIBUTES = new Map(Object.entries(STATEMENT_ATTRIBUTES).map(([attribute, name]) => [name, attribute]));

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
  const lines = entries.map(([name, each]) => `${IDENTIFIER.test(name) ? name : `"${name}"`} = ${printed(each)}`);
  return lines.join('\n') + end;
};

const isObject = (value: Skeleton | undefined): value is { readonly [name: string]: Skeleton } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In objects and lists. */
export const objectInserter: Inserter = {
  strings(cursor, texts, isSnippet) {
    const written = isSnippet ? texts : texts.map((text) => text.replaceAll('${', () => '$${'));
    return jsonInserter.strings(cursor, written, isSnippet);
  },
  property: (cursor, name, value) => ({
    insert: `${IDENTIFIER.test(name) ? name : `"${name}"`} = ${printed(skeletonOf(value) ?? null)}`,
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
    const [attribute, insert] = elementOf(name, skeletonOf(value) ?? null);
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
  return [entries.map(([name, each]) => elementOf(name, each)[1]).join('\n') + end];
}

/** The name that an element has in a block, and its text. */
function elementOf(name: string, value: Skeleton): readonly [attribute: string, text: string] {
  if (name === 'Condition') return ['condition', conditionsOf(value)];
  if (name === 'Principal' || name === 'NotPrincipal') {
    const block = name === 'Principal' ? 'principals' : 'not_principals';
    return [block, principalsOf(block, value)];
  }
  const attribute = ATTRIBUTES.get(name) ?? name;
  const isScalar = name === 'Effect' || name === 'Sid';
  return [attribute, `${attribute} = ${printed(isScalar || Array.isArray(value) ? value : [value])}`];
}

function principalsOf(block: string, value: Skeleton): string {
  const types = isObject(value) ? Object.entries(value) : [['*', '*'] as const];
  return types
    .map(
      ([type, ids]) =>
        `${block} {\n  type = "${type}"\n  identifiers = ${printed(Array.isArray(ids) ? ids : [ids])}\n}`,
    )
    .join('\n');
}

function conditionsOf(value: Skeleton): string {
  if (!isObject(value) || stopInside(value) !== undefined)
    return 'condition {\n  test = "$1"\n  variable = "$2"\n  values = ["$3"]\n}';
  return Object.entries(value)
    .flatMap(([operator, keys]) =>
      Object.entries(isObject(keys) ? keys : {}).map(
        ([key, values]) =>
          `condition {\n  test = "${operator}"\n  variable = "${key}"\n  values = ${printed(Array.isArray(values) ? values : [values])}\n}`,
      ),
    )
    .join('\n');
}
