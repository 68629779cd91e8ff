/**
 * Cross-Region inference: the profile, and each model that the profile routes to, are authorized separately.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
import type { Catalog } from '../../catalog/catalog.ts';
import type { InferenceProfile } from '../../catalog/models.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { allowsInference, isAllow, isDeny, isInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type ArnValue, arnValues, isEverything, isLiteral } from '../../iam/arns.ts';
import { conditions, hasCondition, stringValues } from '../../iam/conditions.ts';
import type { Edits } from '../../model/edit.ts';
import { covers, type Glob, matches, overlaps, parseGlob } from '../../patterns/glob.ts';
import type { Policy } from '../../policy/document.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';

export const ofType = (statement: Statement, type: string): readonly ArnValue[] =>
  arnValues(statement.resource).filter(
    ({ arn }) => arn.service.text === 'bedrock' && arn.resourceType.text === type && arn.resourceId,
  );

export const both = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]';

export const PROFILE = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0';

export const MODEL = 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0';

/** The ARNs of all profiles, as patterns. */
export const ANY_PROFILE = [
  'arn:*:bedrock:*:*:inference-profile/*',
  'arn:*:bedrock:*:*:application-inference-profile/*',
];

/** A profile that an Allow of inference names, and the ids of models that it may route to, as a pattern. */
export interface NamedProfile {
  readonly statement: Statement;
  readonly entry: ArnValue;
  readonly profile: InferenceProfile;
}

/** The system-defined profiles that the policy's Allows of inference name, each with its geography. */
export function* namedProfiles(policy: Policy, catalog: Catalog): Generator<NamedProfile> {
  for (const { statement, entry } of allowedProfiles(policy, 'inference-profile')) {
    const profile = catalog.models.profile(entry.arn.resourceId?.text ?? '');
    if (profile && profile.model !== '') yield { statement, entry, profile };
  }
}

/** The ARNs of a type of profile that the policy's Allows of inference name. */
export function* allowedProfiles(
  policy: Policy,
  type: 'inference-profile' | 'application-inference-profile',
): Generator<{ readonly statement: Statement; readonly entry: ArnValue }> {
  for (const statement of policy.statements) {
    if (!namesProfile(statement) || !allowsInference(statement)) continue;
    for (const entry of ofType(statement, type)) yield { statement, entry };
  }
}

/** Most statements name none, and need not be read. */
export const namesProfile = question(({ resource: named, notResource }) =>
  strings(named ?? notResource).some(({ text }) => text.includes('profile')),
);

/** The Regions in which a policy allows inference with a model. */
export interface ModelRegions {
  /** Patterns; `''` is the ARN without a Region, which a global profile needs. */
  readonly allowed: readonly string[];
  has(region: string): boolean;
}

/** Answers for one policy, once a model. Undefined where a template decides. */
export function modelRegions(policy: Policy): (model: string) => ModelRegions | undefined {
  const allowed = modelsNamed(policy, isAllow);
  const denied = modelsNamed(policy, (statement) => isDeny(statement) && !statement.condition) ?? [];
  const known = new Map<string, ModelRegions | undefined>();
  return (model) => {
    if (!allowed || policy.isPartial) return undefined;
    if (!known.has(model)) known.set(model, regionsOfModel(model, allowed, denied));
    return known.get(model);
  };
}

function regionsOfModel(
  model: string,
  allowing: readonly NamedModels[],
  denying: readonly NamedModels[],
): ModelRegions {
  const wanted = parseGlob(`foundation-model/${model}`, { variables: true });
  const allowed = regionsWhere(allowing, (resource) => overlaps(resource, wanted));
  const denied = regionsWhere(denying, (resource) => covers(resource, wanted));
  return {
    allowed,
    has: (region) =>
      allowed.some((pattern) => matches(parseGlob(pattern, { variables: true }), region)) &&
      !denied.some((pattern) => matches(parseGlob(pattern), region)),
  };
}

/** What a statement names that may be a model. */
interface NamedModels {
  readonly statement: Statement;
  /** Whether it names every resource. */
  readonly isAll: boolean;
  readonly arns: readonly { readonly region: string; readonly resource: Glob }[];
}

const ANY_MODEL = parseGlob('foundation-model/*');

/** The models that statements name for inference. Undefined where a template fills some in. */
function modelsNamed(
  { statements }: Policy,
  isMeant: (statement: Statement) => boolean,
): readonly NamedModels[] | undefined {
  const found: NamedModels[] = [];
  for (const statement of statements) {
    if (!isMeant(statement) || !isInference(statement)) continue;
    if (!statement.resource || !isFullyKnown(statement.resource)) return undefined; // NotResource, or what a template fills in
    const arns = arnValues(statement.resource).flatMap(({ arn: { service, account, region, resource } }) => {
      if (!matches(parseGlob(service.text), 'bedrock')) return [];
      if (!/^\**$/.test(account.text)) return []; // names an account, as no model's ARN does
      const glob = parseGlob(resource.text, { variables: true });
      return overlaps(glob, ANY_MODEL) ? [{ region: region.text, resource: glob }] : [];
    });
    found.push({ statement, isAll: strings(statement.resource).some(({ text }) => isEverything(text)), arns });
  }
  return found;
}

function regionsWhere(named: readonly NamedModels[], isMeant: (resource: Glob) => boolean): readonly string[] {
  const regions = new Set<string>();
  for (const { statement, isAll, arns } of named) {
    const own = new Set<string>(isAll ? ['*'] : []);
    for (const { region, resource } of arns) if (isMeant(resource)) own.add(region);
    if (own.size > 0) for (const region of withinRequested(statement, own)) regions.add(region);
  }
  return [...regions];
}

/**
 * Limits Regions to those that the statement's condition on aws:RequestedRegion lets through. A request without a Region
 * carries "unspecified". https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
function withinRequested(statement: Statement, regions: ReadonlySet<string>): Iterable<string> {
  const limit = conditions(statement).find(
    ({ name, meaning }) => name === 'aws:requestedregion' && meaning?.family === 'String' && !meaning.negated,
  );
  if (!limit || !isFullyKnown(limit.list)) return regions;
  const patterns = [...regions].map((region) => parseGlob(region, { variables: true }));
  return stringValues(limit)
    .map(({ text }) => (text === 'unspecified' ? '' : text))
    .filter((text) => patterns.some((pattern) => overlaps(pattern, parseGlob(text))));
}

/** The partition of an ARN, `aws` where it is a pattern. */
export const partitionOfArn = ({ arn }: ArnValue): string =>
  isLiteral(arn.partition.text) ? arn.partition.text : 'aws';

/** Adds the ARNs to the profile's own statement, where that has no condition that they might not stand under. */
export function addModels(
  { statement }: Pick<NamedProfile, 'statement'>,
  arns: readonly string[],
  writer: PolicyWriter,
): Edits {
  return statement.resource && !statement.condition ? writer.addValues(statement.resource, arns) : [];
}

/**
 * Allows models through a profile alone, in a statement of its own, as AWS's example writes it. Nothing where the
 * statement has such a condition already. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
export function addModelsThrough(
  { statement, entry }: Pick<NamedProfile, 'statement' | 'entry'>,
  arns: readonly string[],
  writer: PolicyWriter,
  profileArn: string = entry.arn.text,
): Edits {
  const [first = ''] = arns;
  if (hasCondition(statement, 'bedrock:inferenceprofilearn')) return [];
  return writer.addCopy(statement, {
    resource: arns.length > 1 ? arns : first,
    added: [['ArnLike', 'bedrock:InferenceProfileArn', profileArn]],
  });
}
