/**
 * The classes of actions that policies tell apart: the catalog's names, and names that AWS may add later, by the patterns that
 * match them and the condition keys that their requests carry.
 */
import { bedrockOperation } from '../catalog/bedrock-operations.ts';
import type { Action, Catalog } from '../catalog/catalog.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';
import { isAlwaysPossible, isLinkedToAction, keyOfAction } from '../iam/action-keys.ts';
import { memoizedBy } from '../patterns/memo.ts';
import { textClasses } from '../patterns/text-classes.ts';
import { type Automaton, actionAutomaton, matchesText, runs, wholePattern } from '../patterns/text-pattern.ts';

export interface ActionClass {
  /** The names of the class, as the catalog writes them, at least one. */
  readonly names: readonly string[];
  /** Whether the catalog knows none of the names: AWS may add such an action later. */
  readonly isFuture: boolean;
  /** The patterns that match, as they were given. */
  readonly matched: ReadonlySet<string>;
  /** The condition keys (in lower case), among those that were asked for, that no request for these actions carries. */
  readonly missingKeys: ReadonlySet<string>;
}

const isWild = (text: string): boolean => /[*?]/.test(text);

const named = actionAutomaton('*:?*');

/** Well-known actions, to show what a pattern such as "*" reaches. */
const KNOWN = ['bedrock:InvokeModel', 's3:GetObject', 'ec2:DescribeInstances', 'iam:PassRole', 'sts:AssumeRole'];

/**
 * The classes of the actions that some pattern of `asked` matches, told apart by all `patterns`. `keys`: condition keys, in lower
 * case.
 */
export function actionClasses(
  asked: Iterable<string>,
  patterns: Iterable<string>,
  keys: readonly string[],
  catalog: Catalog,
): readonly ActionClass[] {
  const wanted = new Set(asked);
  const all = [...new Set([...wanted, ...patterns])];
  const matcher = new Matcher(all);
  const limits = keys.filter((key) => isOfSomeActions(key, catalog));
  const classes = new Map<
    string,
    { names: string[]; isFuture: boolean; matched: ReadonlySet<string>; missingKeys: ReadonlySet<string> }
  >();
  const add = (name: string, isInCatalog: boolean) => {
    const matched = matcher.matching(name);
    const missingKeys = new Set(missingFrom(name, limits, catalog));
    const id = `${[...matched].join(' ')}\n${[...missingKeys].join(' ')}`;
    const known = classes.get(id);
    const isFuture = !isInCatalog && catalog.hasService(name.slice(0, name.indexOf(':')));
    if (!known) classes.set(id, { names: [name], isFuture, matched, missingKeys });
    else if (isInCatalog) known.names.push(name);
  };
  for (const name of knownNames([...wanted], all, catalog)) add(name, true);
  for (const text of wanted) {
    if (!isWild(text)) continue;
    const isName = matcher.automata.length;
    for (const { example, matches } of textClasses([...matcher.automata, named], actionAutomaton(text)))
      if (matches.at(-1) === isName) add(example, false);
  }
  return [...classes.values()]
    .filter(({ matched }) => [...matched].some((text) => wanted.has(text)))
    .map(withoutRepeats);
}

const withoutRepeats = <T extends { names: string[] }>(found: T): T => ({ ...found, names: [...new Set(found.names)] });

/**
 * The names of the catalog that may be asked for and told apart: of the services that patterns name, and what they name
 * themselves. A pattern for actions of all services is told apart by those that the other patterns name.
 */
function* knownNames(asked: readonly string[], all: readonly string[], catalog: Catalog): Generator<string> {
  const prefixes = new Set<string>();
  const isOfAll = asked.some((text) => /^[*?]+(:|$)/.test(text));
  for (const text of isOfAll ? all : asked) {
    const colon = text.indexOf(':');
    const prefix = (colon < 0 ? text : text.slice(0, colon)).toLowerCase();
    if (!isWild(prefix)) {
      prefixes.add(prefix);
    } else if (/[a-z]/.test(prefix)) {
      const pattern = wholePattern(prefix, {});
      for (const { prefix: own } of catalog.serviceNames) if (matchesText(pattern, own)) prefixes.add(own);
    }
    if (!isWild(text) && !actionOf(text, catalog) && !isOperationAlone(text)) yield text;
  }
  for (const prefix of prefixes) {
    const service = catalog.service(prefix);
    if (service) yield* namesOf(service);
  }
  for (const name of KNOWN) if (!prefixes.has(name.split(':')[0] ?? '')) yield name;
}

/** Whether an operation of the API has this name, and other actions authorize it: then no request is for an action so called. */
const isOperationAlone = (text: string): boolean =>
  /^bedrock:/i.test(text) && bedrockOperation(text.slice('bedrock:'.length))?.exists === true;

const namesOf = memoizedBy(
  ({ prefix, actions }: { readonly prefix: string; readonly actions: readonly Action[] }): readonly string[] =>
    actions.map(({ name }) => `${prefix}:${name}`),
);

/** The catalog's entry of `prefix:Name`, in any case. */
export function actionOf(name: string, catalog: Catalog): Action | undefined {
  const colon = name.indexOf(':');
  return catalog.service(name.slice(0, colon))?.action(name.slice(colon + 1));
}

/** Whether a key has a service's prefix, and is known not to come with all requests of that service. */
function isOfSomeActions(key: string, catalog: Catalog): boolean {
  if (key.startsWith('aws:') || isAlwaysPossible(key)) return false;
  const found = findConditionKey(key, catalog);
  return found?.service !== undefined && isLinkedToAction(found.key, found.service);
}

/** The keys that requests for an action do not carry, as far as the catalog knows it. */
function missingFrom(name: string, limits: readonly string[], catalog: Catalog): readonly string[] {
  if (limits.length === 0) return [];
  const action = actionOf(name, catalog);
  return action ? limits.filter((key) => keyOfAction(action, key) === undefined) : [];
}

interface WildPattern {
  readonly text: string;
  readonly automaton: Automaton;
}

/** Patterns of actions by what they begin with, so that a name is compared with those of its own service only. */
class Matcher {
  readonly #literal = new Map<string, string[]>();
  /** By the prefix that they name, in lower case; `''`: those with a wildcard in it. */
  readonly #wild = new Map<string, WildPattern[]>();
  readonly automata: readonly Automaton[];

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const folded = text.toLowerCase();
      const prefix = folded.slice(0, Math.max(0, folded.indexOf(':')));
      if (!isWild(text)) listIn(this.#literal, folded).push(text);
      else listIn(this.#wild, isWild(prefix) ? '' : prefix).push({ text, automaton: actionAutomaton(text) });
    }
    const wild = [...this.#wild.values()].flat().map(({ automaton }) => automaton);
    // A name that stands alone tells apart what a pattern matches beside it.
    const beside = [...this.#literal.keys()].filter((name) => wild.some((automaton) => runs(automaton, name)));
    this.automata = [...wild, ...beside.map(actionAutomaton)];
  }

  matching(name: string): ReadonlySet<string> {
    const folded = name.toLowerCase();
    const prefix = folded.slice(0, folded.indexOf(':'));
    const matched = new Set(this.#literal.get(folded));
    for (const key of [prefix, ''])
      for (const { text, automaton } of this.#wild.get(key) ?? []) if (runs(automaton, name)) matched.add(text);
    return matched;
  }
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key);
  if (known) return known;
  const made: T[] = [];
  lists.set(key, made);
  return made;
}
