/** Models and cross-Region profiles by their names: each with the ARNs that a call through it needs. */
import type { KnownProfile, Model, Models } from '../../catalog/models.ts';
import { isLiteral } from '../../iam/arns.ts';
import { canBeCalledFrom, destinationsOf, modelArnsOfProfile, profileArn } from '../../iam/profiles.ts';
import { literal, tabStop } from '../../model/tab-stops.ts';
import { coversArn, parseArn } from '../../patterns/arn.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { within } from '../../policy/value.ts';
import { type ArnDefaults, arnDefaults } from './arn-defaults.ts';
import { valuesCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';
import { offeredTypes } from './resource-types.ts';

/** Providers in the order in which their models are most often named; the others follow as they come. */
const PROVIDERS = ['anthropic', 'amazon', 'meta', 'mistral', 'openai', 'cohere', 'deepseek', 'qwen'];

/** In a Resource that is no ARN yet: `sonnet` leads to the newest profile of that name, with its Region and account. */
export function completeModels(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const { types } = offeredTypes(cursor, options.catalog);
  const takes = (name: string) => types.some(({ service, type }) => service === 'bedrock' && type.name === name);
  const defaults = arnDefaults(cursor, options);
  const { models } = options.catalog;
  const profiles = takes('inference-profile')
    ? byGeography(models.profiles, defaults.region, models).map((profile, order) =>
        profileByName(cursor, options, profile, order, defaults),
      )
    : [];
  const onDemand = takes('foundation-model') ? newestFirst(models.models).filter(isOnDemand) : [];
  return [...profiles, ...onDemand.map((model, order) => modelByName(cursor, options, model, order, defaults))];
}

const isOnDemand = ({ isContextVariant, isOnRuntime, inRegion, deprecated }: Model): boolean =>
  !isContextVariant && isOnRuntime && !deprecated && inRegion?.length !== 0;

function profileByName(
  cursor: Cursor,
  options: CompletionOptions,
  profile: KnownProfile,
  order: number,
  defaults: ArnDefaults,
): Completion {
  const { models } = options.catalog;
  const isCallable = canBeCalledFrom(profile, defaults.region, models) !== false;
  const other = isCallable ? undefined : models.regions.find((each) => profile.sources?.has(each));
  const region = tabStop(1, other ?? defaults.region, other === undefined && defaults.isRegionKnown);
  const account = tabStop(2, defaults.account, defaults.isAccountKnown);
  const own = profileArn(literal(profile.id), region, account, defaults.partition);
  const missing = missingModelArns(profile, defaults.partition, cursor);
  const item = valuesCompletion(
    cursor,
    [own, ...missing.map(literal)],
    {
      label: missing.length > 0 ? withModels(profile) : profile.id,
      kind: 'snippet', // without a detail, which would take the place of half its name
      sort: `4${isDeprecated(profile, models) ? 1 : 0}${String(order).padStart(4, '0')}`,
    },
    options.snippets,
  );
  return { ...item, filter: searchText(profile) };
}

function modelByName(
  cursor: Cursor,
  options: CompletionOptions,
  { id, inRegion }: Model,
  order: number,
  defaults: ArnDefaults,
): Completion {
  const other = inRegion?.includes(defaults.region) ? undefined : inRegion?.[0];
  const region = tabStop(1, other ?? defaults.region, other === undefined && defaults.isRegionKnown);
  const item = valuesCompletion(
    cursor,
    [`arn:${defaults.partition}:bedrock:${region}::foundation-model/${literal(id)}`],
    { label: id, kind: 'snippet', detail: 'Called by its own id', sort: `5${String(order).padStart(4, '0')}` },
    options.snippets,
  );
  return { ...item, filter: id };
}

const withModels = ({ id }: KnownProfile): string => `${id} + model ARNs`;

/** In an ARN, after `inference-profile/`: the profiles with the ARNs of the models that must be allowed beside them. */
export function completeProfilesWithModels(
  cursor: Cursor,
  { models }: { readonly models: Models },
): readonly Completion[] {
  const { string, place } = cursor;
  const arn = string && parseArn(string.text);
  const from = arn?.resourceId?.start;
  if (!arn || from === undefined || place.at !== 'statement-value') return [];
  const start = arn.text.slice(0, from);
  return profilesFor(arn.region.text, models).flatMap((profile, order) => {
    const missing = missingModelArns(profile, arn.partition.text, cursor);
    if (missing.length === 0) return [];
    const item = valuesCompletion(cursor, [start + profile.id, ...missing], {
      label: withModels(profile),
      kind: 'snippet',
      detail: `${missing.length + 1} ARNs`,
      sort: `${isDeprecated(profile, models) ? 1 : 0}0${String(order).padStart(4, '0')}`,
    });
    const replace = { start: within(string, from, from).start, end: item.replace.end };
    const insert = item.insert.slice(item.insert.indexOf(profile.id));
    return [{ ...item, insert, replace, filter: searchText(profile) }];
  });
}

/** The ids of the profiles that can be called from a Region. */
export const profileIds = (region: string, models: Models) =>
  profilesFor(region, models).map((profile) => ({
    label: profile.id,
    filter: searchText(profile),
    detail: routingDetail(profile, region, models),
    deprecated: isDeprecated(profile, models),
  }));

/** Provider by provider: all of its models as a pattern, then each. */
export function modelIds(region: string, { models }: Models) {
  const offered = newestFirst(models.filter(({ isContextVariant, isOnRuntime }) => !isContextVariant && isOnRuntime));
  const providers = [...new Set(offered.map(({ provider }) => provider))];
  return providers.flatMap((provider) => [
    { label: `${provider}.*`, filter: `${provider}. all`, detail: `All models of ${provider}` },
    ...offered
      .filter((model) => model.provider === provider)
      .map((model) => ({ label: model.id, detail: availability(model, region), deprecated: model.deprecated })),
  ]);
}

/** What stands in the way of calling a model by its own id in a Region. */
function availability({ deprecated, endOfLife, inRegion }: Model, region: string): string {
  if (deprecated) return endOfLife ? `End of life ${endOfLife}` : 'Deprecated';
  return inRegion && !inRegion.some((each) => matches(parseGlob(region), each)) ? 'Through a profile only' : '';
}

/**
 * What finds a profile: its model's name, and its id. Editors prefer the match that begins earlier, and the item whose
 * letters match; with names of one width profiles match alike, and the order of the list decides.
 */
const searchText = ({ id, model }: KnownProfile): string =>
  `${model.slice(model.indexOf('.') + 1).padEnd(NAME_WIDTH)} ${id}`;

const NAME_WIDTH = 48;

const missingModelArns = (profile: KnownProfile, partition: string, { siblings }: Cursor): readonly string[] =>
  modelArnsOfProfile(profile, partition).filter((arn) => !siblings.some((each) => coversArn(each, arn)));

/**
 * The profiles that can be called from a Region. Of those whose Regions the catalog does not know, only the ones of a
 * geography with other profiles there.
 */
function profilesFor(region: string, models: Models): readonly KnownProfile[] {
  const callable = new Map(models.profiles.map((profile) => [profile, canBeCalledFrom(profile, region, models)]));
  const sure = models.profiles.filter((profile) => callable.get(profile));
  const geographies = new Set(['global', ...sure.map(({ geography }) => geography)]);
  const offered = models.profiles.filter(
    (profile) => callable.get(profile) ?? (sure.length === 0 || geographies.has(profile.geography)),
  );
  return byGeography(offered, region, models);
}

/** The profiles of the Region's geography, then the global ones, then the rest; in each the newest first. */
function byGeography(profiles: readonly KnownProfile[], region: string, models: Models): readonly KnownProfile[] {
  const rank = new Map(
    profiles.map((profile) => {
      const isOwn = canBeCalledFrom(profile, region, models) === true && profile.geography !== 'global';
      return [profile, isOwn ? 0 : profile.geography === 'global' ? 1 : 2];
    }),
  );
  const ordered = newestFirst(profiles.map((profile) => ({ id: profile.model, profile }))).map(
    ({ profile }) => profile,
  );
  return ordered.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

const isDeprecated = ({ model }: KnownProfile, models: Models): boolean => models.model(model)?.deprecated ?? false;

/** By provider, then by the numbers in the names: `claude-sonnet-4-5` before `claude-sonnet-4`. */
function newestFirst<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  const keyed = items.map((item) => ({ item, provider: providerRank(item.id), version: versionOf(item.id) }));
  return keyed
    .toSorted((a, b) => a.provider - b.provider || compareVersions(b.version, a.version))
    .map(({ item }) => item);
}

function providerRank(id: string): number {
  const rank = PROVIDERS.indexOf(id.slice(0, id.indexOf('.')));
  return rank < 0 ? PROVIDERS.length : rank;
}

/** The numbers of a model's name, without its date and its revision (`-20250929-v1:0`). */
function versionOf(id: string): readonly number[] {
  const [whole = ''] = id.split(':');
  const name = whole.replace(/(-\d{8})?(-v\d{1,2})?$/, '');
  return (name.match(/\d+/g) ?? []).map(Number);
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function routingDetail(profile: KnownProfile, region: string, models: Models): string {
  if (profile.geography === 'global') return 'Global';
  const destinations = destinationsOf(profile, region, models);
  return destinations && isLiteral(region)
    ? `Routes to ${destinations.length} ${destinations.length === 1 ? 'Region' : 'Regions'}`
    : `Geography ${profile.geography}`;
}
