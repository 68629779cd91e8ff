/**
 * Whether a change of a document lets more through: some request that was not allowed is, or a Deny has been lifted. Asked
 * about requests that the changed statements themselves speak of; a statement that stays as it is cannot tell them apart.
 */

import type { Catalog } from '../catalog/catalog.ts';
import { isMultivalued, keyType } from '../catalog/condition-keys.ts';
import { parseIpRange } from '../iam/ip-ranges.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import { parseOperator } from '../policy/operators.ts';
import { type ConditionEntry, type Statement, strings, type ValueList } from '../policy/statement.ts';
import type { Applies } from './applies.ts';
import type { RequestContext } from './conditions.ts';
import { applies, type Request } from './evaluate.ts';

/** A statement, with what its policy decides about it. */
interface Voice {
  readonly statement: Statement;
  readonly policy: Policy;
}

/** So many requests are tried for each changed statement. */
const MOST_REQUESTS = 1000;
/** Of more statements that have changed at once, none is looked for that says what another one said before. */
const MOST_CHANGED = 100;
/** So many values of a list that both versions hold are tried, and so many that only one of them holds. */
const MOST_COMMON = 3;
const MOST_DIFFERENT = 50;

/** A request that `after` lets through and `before` did not; undefined where none of those tried is one. */
export function newAccess(before: PolicyDocument, after: PolicyDocument, catalog: Catalog): Request | undefined {
  if (before.policies.length !== after.policies.length) {
    return newAccessIn(before.policies.flatMap(voicesOf), after.policies.flatMap(voicesOf), catalog);
  }
  for (const [index, policy] of before.policies.entries()) {
    const other = after.policies[index];
    const found = other && newAccessIn(voicesOf(policy), voicesOf(other), catalog);
    if (found) return found;
  }
  return undefined;
}

const voicesOf = (policy: Policy): readonly Voice[] => policy.statements.map((statement) => ({ statement, policy }));

function newAccessIn(before: readonly Voice[], after: readonly Voice[], catalog: Catalog): Request | undefined {
  if (before.length === after.length) {
    // Mostly statements have changed where they stand. Where none of them says more than it did, all together do not.
    const changed = before.flatMap((gone, index): (readonly [Voice, Voice])[] => {
      const come = after[index];
      return come && keyOf(gone) !== keyOf(come) ? [[gone, come]] : [];
    });
    let found: Request | undefined;
    for (const [gone, come] of changed) found ??= firstMore([gone], [come], [], catalog);
    if (!found || changed.length > MOST_CHANGED) return found;
  }
  const gone = without(before, after);
  const isGone = new Set(gone);
  return firstMore(
    gone,
    without(after, before),
    before.filter((voice) => !isGone.has(voice)),
    catalog,
  );
}

/** A request about changed statements that they let through since; `same` are those that have stayed. */
function firstMore(
  gone: readonly Voice[],
  come: readonly Voice[],
  same: readonly Voice[],
  catalog: Catalog,
): Request | undefined {
  for (const { statement } of [...come, ...gone]) {
    for (const request of requestsAbout(statement, gone, come, catalog)) {
      if (letsMoreThrough(request, gone, come, same)) return request;
    }
  }
  return undefined;
}

/** The voices that the others do not have, each as often as it is missing there. */
function without(voices: readonly Voice[], others: readonly Voice[]): readonly Voice[] {
  const left = new Map<string, number>();
  for (const voice of others) left.set(keyOf(voice), (left.get(keyOf(voice)) ?? 0) + 1);
  return voices.filter((voice) => {
    const count = left.get(keyOf(voice)) ?? 0;
    left.set(keyOf(voice), count - 1);
    return count <= 0;
  });
}

const keyOf = ({ statement, policy }: Voice): string => `${policy.hasVariables}${policy.kind}${statement.text}`;

const RANK: Readonly<Record<Applies, number>> = { no: 0, maybe: 1, yes: 2 };

/** How far the voices of one effect speak of a request. */
const spoken = (voices: readonly Voice[], effect: string, request: Request): number =>
  Math.max(
    0,
    ...voices
      .filter(({ statement }) => statement.effect?.text === effect)
      .map(({ statement, policy }) => RANK[applies(statement, request, policy)]),
  );

function letsMoreThrough(request: Request, gone: readonly Voice[], come: readonly Voice[], same: readonly Voice[]) {
  const deniedBefore = spoken(gone, 'Deny', request);
  const deniedAfter = spoken(come, 'Deny', request);
  if (deniedAfter < deniedBefore && spoken(same, 'Deny', request) < deniedBefore) return true;
  if (spoken(come, 'Allow', request) === 0 || spoken(gone, 'Allow', request) > 0) return false;
  const isDenied = deniedAfter === 2 || spoken(same, 'Deny', request) === 2;
  return !isDenied && spoken(same, 'Allow', request) === 0;
}

/** Requests that a statement speaks of: its actions, resources and principals, under what any of the voices asks. */
function* requestsAbout(
  statement: Statement,
  gone: readonly Voice[],
  come: readonly Voice[],
  catalog: Catalog,
): Generator<Request> {
  const voices = [...gone, ...come];
  const actions = samples(statement, actionLists, 'other:Action', gone, come);
  const resources = samples(statement, resourceLists, 'arn:aws:other:::resource', gone, come);
  const principals = principalsIn(voices);
  const contexts = contextsOf(
    voices.flatMap((voice) => voice.statement.condition?.entries ?? []),
    catalog,
  );
  let count = 0;
  for (const context of contexts) {
    for (const principal of principals) {
      for (const action of actions) {
        for (const resource of resources) {
          if (count++ > MOST_REQUESTS) return;
          yield { action, resource, principal, context };
        }
      }
    }
  }
}

type Lists = (statement: Statement) => readonly (ValueList | undefined)[];
const actionLists: Lists = ({ action, notAction }) => [action, notAction];
const resourceLists: Lists = ({ resource, notResource }) => [resource, notResource];

/** Texts that the patterns of a statement match, and one that is something else. What has changed counts most. */
function samples(
  statement: Statement,
  lists: Lists,
  other: string,
  gone: readonly Voice[],
  come: readonly Voice[],
): readonly string[] {
  const textsOf = (of: Statement) => lists(of).flatMap((list) => strings(list).map(({ text }) => text));
  const [before, after] = [gone, come].map((voices) => new Set(voices.flatMap((voice) => textsOf(voice.statement))));
  const isCommon = (text: string) => before?.has(text) === after?.has(text);
  const own = textsOf(statement);
  const common = own.filter(isCommon).slice(0, MOST_COMMON);
  const different = own.filter((text) => !isCommon(text)).slice(0, MOST_DIFFERENT);
  return [...new Set([...different, ...common].flatMap(matchedBy)), other];
}

/** With nothing and with something for a star. */
const matchedBy = (pattern: string): readonly string[] => {
  const known = pattern.replace(/\$\{[^}]*\}/g, 'v').replaceAll('?', 'x');
  return known.includes('*') ? [known.replaceAll('*', ''), known.replaceAll('*', 'x')] : [known];
};

function principalsIn(voices: readonly Voice[]): readonly (string | undefined)[] {
  const named = voices.flatMap(({ statement: { principal, notPrincipal } }) =>
    [principal, notPrincipal].flatMap((element) =>
      (element?.types ?? []).flatMap(({ name, values }) => values.map(({ text }) => `${name.text}:${text}`)),
    ),
  );
  const isAsked = voices.some(({ statement }) => statement.principal || statement.notPrincipal);
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
  // Too many for all of them: one key at a time, the others as the policy wants them, or absent.
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

/** Values that a condition tells apart. */
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
