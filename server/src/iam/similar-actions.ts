/**
 * What an unknown action may have been meant to be. The first reason that finds something decides: a known operation,
 * the same name under a sister prefix, a missing end, the same words in another order or with more words, similar spelling.
 * An action of another verb is never offered: whoever wrote Create… does not mean Delete….
 */
import { actionsOfOperation } from '../catalog/api-operations.ts';
import type { Catalog, Service } from '../catalog/catalog.ts';
import { memoized, memoizedBy } from '../patterns/memo.ts';
import { hasWildcard } from './arns.ts';
import { nearestFew } from './nearest.ts';

export interface SimilarActions {
  readonly why: 'prefix' | 'operation' | 'end' | 'words' | 'spelling';
  /** `prefix:Name`; at most three, of an operation all that it needs. */
  readonly actions: readonly string[];
}

const MOST = 3;
/** Longer names are not compared with others. */
const LONGEST_NAME = 100;

/** Bedrock's prefixes: one console, one user guide, four prefixes. */
const SISTERS: readonly string[] = ['bedrock', 'bedrock-agentcore', 'bedrock-mantle', 'bedrock-websearch'];

/** What was found for the names of a service: a policy often repeats one. */
const foundFor = memoizedBy((_service: Service) => new Map<string, { readonly similar: SimilarActions | undefined }>());

/** `name` is an action of no service's own, or a pattern that matches none; `service` is that of its prefix. */
export const similarActions = (service: Service, name: string, catalog: Catalog): SimilarActions | undefined =>
  memoized(foundFor(service), 200, name, () => ({ similar: find(service, name, catalog) })).similar;

function find(service: Service, name: string, catalog: Catalog): SimilarActions | undefined {
  const operation = actionsOfOperation(service.prefix, name);
  if (operation.length > 0) return { why: 'operation', actions: operation };
  const sister = sisterOf(service, name, catalog);
  if (sister) return { why: 'prefix', actions: [`${sister.prefix}:${sister.action(name)?.name ?? name}`] };
  if (hasWildcard(name) || name.length > LONGEST_NAME) return undefined;
  const known = service.actions.map((action) => action.name);
  const found: readonly { readonly why: SimilarActions['why']; readonly names: readonly string[] }[] = [
    { why: 'operation', names: tagging(name, service) },
    { why: 'end', names: known.filter((each) => each.toLowerCase().startsWith(name.toLowerCase())) },
    { why: 'words', names: known.filter((each) => hasWordsOf(each, name)) },
    { why: 'spelling', names: spelledAlike(name, known) },
  ];
  const best = found.find(({ names }) => names.length > 0);
  return best && { why: best.why, actions: best.names.slice(0, MOST).map((each) => `${service.prefix}:${each}`) };
}

const sisterOf = (service: Service, name: string, catalog: Catalog): Service | undefined =>
  SISTERS.includes(service.prefix) && !/^[*?]/.test(name)
    ? SISTERS.filter((prefix) => prefix !== service.prefix)
        .flatMap((prefix) => catalog.service(prefix) ?? [])
        .find((sister) => sister.expand(name).length > 0)
    : undefined;

/** `TagInferenceProfile` is TagResource, where the service has it. */
function tagging(name: string, service: Service): readonly string[] {
  const [, verb] = /^(Tag|Untag)[A-Z]/i.exec(name) ?? [];
  const action = verb && service.action(`${verb}Resource`);
  return action ? [action.name] : [];
}

/** `InvokeAgentRuntime` → Invoke, Agent, Runtime. */
const wordsOf = (name: string): readonly string[] =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [name]).map((word) => word.toLowerCase());

/** Whether an action has all words of a name, in any order, the same verb first, and at most one word more. */
function hasWordsOf(action: string, name: string): boolean {
  const [wanted, own] = [wordsOf(name), wordsOf(action)];
  if (wanted.length < 2 || own[0] !== wanted[0] || own.length > wanted.length + 1) return false;
  const rest = [...own];
  return wanted.every((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

/** Names with few letters changed. A verb that the service knows is never changed. */
function spelledAlike(name: string, known: readonly string[]): readonly string[] {
  const [verb] = wordsOf(name);
  const isVerb = known.some((each) => wordsOf(each)[0] === verb);
  const candidates = isVerb ? known.filter((each) => wordsOf(each)[0] === verb) : known;
  const most = Math.max(1, Math.floor(name.length / 6));
  return nearestFew(name, candidates, MOST, most);
}
