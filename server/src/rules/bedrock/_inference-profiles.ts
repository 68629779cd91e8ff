/**
 * Cross-Region inference: the profile, and each model that the profile routes to, are authorized separately.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
import type { Catalog } from '../../catalog/catalog.ts';
import type { InferenceProfile } from '../../catalog/models.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { isAllow, isInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type ArnValue, arnValues } from '../../iam/arns.ts';
import type { Edits } from '../../model/edit.ts';
import { matches, overlaps, parseGlob } from '../../patterns/glob.ts';
import type { Policy } from '../../policy/document.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';

export const ofType = (statement: Statement, type: string): readonly ArnValue[] =>
  arnValues(statement.resource).filter(
    ({ arn }) => arn.service.text === 'bedrock' && arn.resourceType.text === type && arn.resourceId,
  );

export const both = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]';

export const PROFILE = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0';

export const MODEL = 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0';

/** A profile that an Allow of inference names, and the ids of models that it may route to, as a pattern. */
export interface NamedProfile {
  readonly statement: Statement;
  readonly entry: ArnValue;
  readonly profile: InferenceProfile;
}

export function* namedProfiles(policy: Policy, catalog: Catalog): Generator<NamedProfile> {
  for (const statement of policy.statements) {
    if (!namesProfile(statement) || !isAllow(statement) || !isInference(statement)) continue;
    for (const entry of ofType(statement, 'inference-profile')) {
      const profile = catalog.models.profile(entry.arn.resourceId?.text ?? '');
      if (profile && profile.model !== '') yield { statement, entry, profile };
    }
  }
}

/** Most statements name none, and need not be read. */
export const namesProfile = question(({ resource: named, notResource }) =>
  strings(named ?? notResource).some(({ text }) => text.includes('profile')),
);

/** Answers for one policy, once a model: in which Region patterns it allows inference with it. */
export function modelRegions(policy: Policy): (model: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  return (model) => {
    if (!known.has(model)) known.set(model, regionsOfModel(policy, model));
    return known.get(model);
  };
}

/** Undefined where a template fills some in. */
function regionsOfModel(policy: Policy, model: string): readonly string[] | undefined {
  if (policy.isPartial) return undefined;
  const regions = new Set<string>();
  const wanted = parseGlob(`foundation-model/${model}`, { variables: true });
  for (const statement of policy.statements) {
    if (!isAllow(statement) || !isInference(statement)) continue;
    if (!statement.resource || !isFullyKnown(statement.resource)) return undefined; // NotResource, or what a template fills in
    for (const { text } of strings(statement.resource)) if (/^\*+$/.test(text)) regions.add('*');
    for (const { arn } of arnValues(statement.resource)) {
      if (!matches(parseGlob(arn.service.text), 'bedrock')) continue;
      if (!/^\**$/.test(arn.account.text)) continue; // names an account, as no model's ARN does
      if (overlaps(parseGlob(arn.resource.text, { variables: true }), wanted)) regions.add(arn.region.text);
    }
  }
  return [...regions];
}

/** Adds the ARNs to the profile's own statement, where that has no condition that they might not stand under. */
export function addModels({ statement }: NamedProfile, arns: readonly string[], writer: PolicyWriter): Edits {
  return statement.resource && !statement.condition ? writer.addValues(statement.resource, arns) : [];
}
