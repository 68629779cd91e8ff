/** Requests that a statement may apply to: made of the values that it names, and of values close to them. */

import type { Catalog } from '../catalog/catalog.ts';
import { isMultivalued, keyType } from '../catalog/condition-keys.ts';
import { parseIpRange } from '../iam/ip-ranges.ts';
import { replaceVariables } from '../patterns/glob.ts';
import { parseOperator } from '../policy/operators.ts';
import { type ConditionEntry, type Statement, strings, type ValueList } from '../policy/statement.ts';
import { conditionHolds, type RequestContext } from './conditions.ts';
import type { Request } from './evaluate.ts';

/** The most requests that are tried for each changed statement, and the fewest in each context. */
const MOST_REQUESTS = 2000;
const LEAST_REQUESTS = 8;
/** How many values of a list are tried: of those that both versions have, and of those that only one version has. */
const MOST_COMMON = 3;
const MOST_DIFFERENT = 50;

/**
 * Requests that a statement of one of two versions may apply to: of its own actions, resources and principals, in contexts
 * that make a difference to any statement of either version.
 */
export function* requestsAbout(
  statement: Statement,
  before: readonly Statement[],
  after: readonly Statement[],
  catalog: Catalog,
): Generator<Request> {
  const all = [...before, ...after];
  const actions = samples(statement, actionLists, 'other:Action', before, after);
  const resources = samples(statement, resourceLists, 'arn:aws:other:::resource', before, after);
  const principals = principalsIn(all);
  const entries = all.flatMap(({ condition }) => condition?.entries ?? []);
  const { condition } = statement;
  const contexts = contextsOf(entries, catalog).filter(
    (context) => !condition || conditionHolds(condition, context, true) !== 'no',
  );
  const most = Math.max(LEAST_REQUESTS, Math.floor(MOST_REQUESTS / Math.max(1, contexts.length)));
  for (const context of contexts) {
    let count = 0;
    for (const principal of principals) {
      for (const action of actions) {
        for (const resource of resources) {
          if (count++ < most) yield { action, resource, principal, context };
        }
      }
    }
  }
}

type Lists = (statement: Statement) => readonly (ValueList | undefined)[];
const actionLists: Lists = ({ action, notAction }) => [action, notAction];
const resourceLists: Lists = ({ resource, notResource }) => [resource, notResource];

/** Texts that the patterns of a statement match, and one that they do not match. Changed patterns come first. */
function samples(
  statement: Statement,
  lists: Lists,
  other: string,
  before: readonly Statement[],
  after: readonly Statement[],
): readonly string[] {
  const textsOf = (of: Statement) => lists(of).flatMap((list) => strings(list).map(({ text }) => text));
  const [old, young] = [before, after].map((statements) => new Set(statements.flatMap(textsOf)));
  const isCommon = (text: string) => old?.has(text) === young?.has(text);
  const own = textsOf(statement);
  const common = own.filter(isCommon).slice(0, MOST_COMMON);
  const different = own.filter((text) => !isCommon(text)).slice(0, MOST_DIFFERENT);
  return [...new Set([...different, ...common].flatMap(matchedBy)), other];
}

/** The pattern's text with nothing, and with something, in the place of each star. */
const matchedBy = (pattern: string): readonly string[] => {
  const known = replaceVariables(pattern, 'v').replaceAll('?', 'x');
  return known.includes('*') ? [known.replaceAll('*', ''), known.replaceAll('*', 'x')] : [known];
};

function principalsIn(statements: readonly Statement[]): readonly (string | undefined)[] {
  const named = statements.flatMap(({ principal, notPrincipal }) =>
    [principal, notPrincipal].flatMap((element) =>
      (element?.types ?? []).flatMap(({ name, values }) => values.map(({ text }) => `${name.text}:${text}`)),
    ),
  );
  const isAsked = statements.some(({ principal, notPrincipal }) => principal || notPrincipal);
  return isAsked ? [...new Set([...named, 'AWS:arn:aws:iam::000000000000:role/other'])] : [undefined];
}

/** The contexts in which conditions are tried: each key absent, with each of its values, and with another one. */
function contextsOf(entries: readonly ConditionEntry[], catalog: Catalog): readonly RequestContext[] {
  const choices = new Map<string, readonly (readonly string[] | undefined)[]>();
  for (const entry of entries) {
    const name = entry.key.text.toLowerCase();
    choices.set(name, [...(choices.get(name) ?? []), ...choicesOf(entry, catalog)]);
  }
  const keys = [...choices].map(([name, values]) => ({ name, values: [undefined, ...unique(values)] }));
  const all = keys.reduce((product, { values }) => product * values.length, 1);
  if (all <= 256) return keys.reduce<readonly RequestContext[]>(extended, [new Map()]);
  // There are too many combinations: one key varies at a time, and the others match the policy or are absent.
  return [1, 0].flatMap((base) => {
    const usual: RequestContext = keys.reduce<RequestContext>(
      (made, { name, values }) => withKey(made, name, values[base]),
      new Map(),
    );
    return [usual, ...keys.flatMap(({ name, values }) => values.map((value) => withKey(usual, name, value)))];
  });
}

const extended = (
  contexts: readonly RequestContext[],
  { name, values }: { name: string; values: readonly (readonly string[] | undefined)[] },
): readonly RequestContext[] => contexts.flatMap((context) => values.map((value) => withKey(context, name, value)));

function withKey(context: RequestContext, name: string, value: readonly string[] | undefined): RequestContext {
  const made = new Map(context);
  if (value === undefined) made.delete(name);
  else made.set(name, value);
  return made;
}

const unique = (values: readonly (readonly string[] | undefined)[]): readonly (readonly string[] | undefined)[] => [
  ...new Map(values.map((value) => [value?.join('\n'), value])).values(),
];

/** Values for which a condition gives different answers. */
function choicesOf({ operator, key, list }: ConditionEntry, catalog: Catalog): readonly (readonly string[])[] {
  const meaning = parseOperator(operator.text);
  const texts = list.values
    .filter(({ kind }) => kind !== 'unknown')
    .map(({ text }) => text)
    .slice(0, 8);
  const single = texts.flatMap((text) => valuesAround(text, meaning?.family)).map((value) => [value]);
  const type = keyType(key.text, catalog);
  const several =
    meaning?.qualifier && (!type || isMultivalued(type)) ? [[...texts.flatMap(matchedBy).slice(0, 1), '~other']] : [];
  return [...single, ['~other'], ...several];
}

function valuesAround(text: string, family: string | undefined): readonly string[] {
  if (family === 'Null') return ['~other'];
  if (family === 'Bool') return ['true', 'false'];
  if (family === 'Numeric' || /^\d+$/.test(text)) return [-1, 0, 1].map((step) => String(Number(text) + step));
  if (family === 'Date') return [-1000, 0, 1000].map((step) => iso(Date.parse(text) + step));
  if (family === 'IpAddress') return [parseIpRange(text)?.canonical.split('/')[0] ?? text, '192.0.2.1'];
  const ip = parseIpRange(text);
  return ip ? [ip.canonical.split('/')[0] ?? text] : matchedBy(text);
}

const iso = (time: number): string => (Number.isNaN(time) ? '~other' : new Date(time).toISOString());
