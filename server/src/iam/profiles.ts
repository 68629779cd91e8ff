/**
 * What a cross-Region inference profile needs beside its own ARN: one answer for findings, fixes, hovers and completions.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
import type { InferenceProfile, KnownProfile, Models } from '../catalog/models.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import { isLiteral } from './arns.ts';

/**
 * The ARN of the model that a profile routes to. With `*` for the Region: it covers the source Region and every
 * destination, and for a global profile the ARN without a Region too, since `*` matches the empty field.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function modelArnsOfProfile(profile: InferenceProfile, partition: string): readonly string[] {
  return [modelArn(profile.model, '*', partition)];
}

/** The ARN of a model in a Region, which may be empty or a pattern. */
export const modelArn = (model: string, region: string, partition: string): string =>
  `arn:${partition}:bedrock:${region}::foundation-model/${model}`;

/** The ARN of a system-defined profile, which stands in the account and Region of its callers. */
export const profileArn = (id: string, region: string, account: string, partition: string): string =>
  `arn:${partition}:bedrock:${region}:${account}:inference-profile/${id}`;

/**
 * The Regions to which calls may be routed that are made from a Region (or from those that a pattern matches) through a
 * profile, sorted; `''` stands for the Region-less request of a global profile. Undefined where AWS does not name them.
 */
export function destinationsOf(
  profile: InferenceProfile,
  region: string,
  models: Models,
): readonly string[] | undefined {
  if (profile.geography === 'global') return isLiteral(region) ? [region, ''] : undefined;
  const routes = routesFrom(models.knownProfile(profile.id), region);
  const known = routes.flatMap(([, destinations]) => destinations ?? []);
  return routes.length > 0 && routes.every(([, destinations]) => destinations !== undefined)
    ? [...new Set(known)].toSorted()
    : undefined;
}

/** The source Regions of a known profile that a Region, or a pattern of Regions, names, with their destinations. */
function routesFrom(
  known: KnownProfile | undefined,
  region: string,
): readonly (readonly [string, readonly string[] | undefined])[] {
  const glob = parseGlob(region, { variables: true });
  return [...(known?.sources ?? [])].filter(([source]) => matches(glob, source));
}

/**
 * Whether a profile can be called from a Region, or from one that a pattern matches. Undefined where AWS's pages do not
 * tell: an unknown profile or Region, a Region with a profile that AWS's page does not name, and global profiles, whose
 * Regions AWS adds to.
 */
export function canBeCalledFrom(profile: InferenceProfile, region: string, models: Models): boolean | undefined {
  const known = models.knownProfile(profile.id);
  if (!known?.sources) return undefined;
  if (routesFrom(known, region).length > 0) return true;
  const glob = parseGlob(region, { variables: true });
  const unnamed = models.model(profile.model)?.unnamedProfileRegions ?? [];
  if (profile.geography === 'global' || unnamed.some((each) => matches(glob, each))) return undefined;
  return models.regions.some((each) => matches(glob, each)) ? false : undefined;
}

/** The profiles of a model that can be called from a Region, or from one that a pattern matches. */
export const profilesCallableFrom = (model: string, region: string, models: Models): readonly KnownProfile[] =>
  models.profilesOf(model).filter((profile) => routesFrom(profile, region).length > 0);
