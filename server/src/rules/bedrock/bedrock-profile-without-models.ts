import type { Catalog } from '../../catalog/catalog.ts';
import { allowsInference } from '../../iam/allowed.ts';
import { isLiteral, replaceField } from '../../iam/arns.ts';
import { destinationsOf, modelArn, modelArnsOfProfile } from '../../iam/profiles.ts';
import type { Edits } from '../../model/edit.ts';
import { brief } from '../../model/printable.ts';
import type { Policy } from '../../policy/document.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES, type PolicyContext } from '../engine/rule.ts';
import {
  addModels,
  addModelsThrough,
  allowedProfiles,
  both,
  MODEL,
  type ModelRegions,
  modelRegions,
  type NamedProfile,
  namedProfiles,
  namesProfile,
  ofType,
  PROFILE,
  partitionOfArn,
} from './_inference-profiles.ts';

const inRegions = (...regions: readonly string[]) =>
  regions.map((region) => `"arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0"`).join(', ');

export const bedrockProfileWithoutModels = defineRule({
  id: 'bedrock-profile-without-models',
  category: 'effect',
  severity: 'warning',
  summary: 'An inference profile is allowed without the models that it routes to.',
  explanation:
    'A caller that invokes through a profile needs the profile’s ARN in the source Region, and the model’s ARN in every destination Region: arn:aws:bedrock:*::foundation-model/ID covers them all. The destinations depend on the profile and on the Region from which it is called; calls that are routed to a Region without the model are denied. A condition on aws:RequestedRegion counts, since the model’s request carries the destination Region. An application inference profile needs its models as well; which they are is not in the text, so there the finding is information. Another policy of the same identity may allow the models; then turn this rule off for the file.',
  reference: bedrockGuide('geographic-cross-region-inference'),
  fixes: { suggested: 'The models are allowed in addition.' },
  kinds: IDENTITY_KINDS,
  bad: [
    statements(`"Effect": "Allow", ${both}, "Resource": "⟦${PROFILE}⟧"`),
    statements(`"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", ${inRegions('us-east-1', 'us-west-2')}]`),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", "${MODEL}"], "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }`,
    ),
    statements(`"Effect": "Allow", ${both}, "Resource": "⟦arn:aws:bedrock:*:*:inference-profile/*⟧"`),
    statements(
      `"Effect": "Allow", ${both}, "Resource": "⟦arn:aws:bedrock:us-east-1:222233334444:application-inference-profile/a1b2c3d4e5f6⟧"`,
    ),
  ],
  good: [
    statements(`"Effect": "Allow", ${both}, "Resource": ["${PROFILE}", "${MODEL}"]`),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["${PROFILE}", ${inRegions('us-east-1', 'us-east-2', 'us-west-2')}]`,
    ),
    statements(
      `"Effect": "Allow", ${both}, "Resource": "${PROFILE}"`,
      `"Effect": "Allow", ${both}, "Resource": "arn:aws:bedrock:*::foundation-model/amazon.*"`,
    ),
    statements(
      `"Effect": "Allow", ${both}, "Resource": "arn:aws:bedrock:us-east-1:222233334444:application-inference-profile/a1b2c3d4e5f6"`,
      `"Effect": "Allow", ${both}, "Resource": "${MODEL}", "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:us-east-1:222233334444:application-inference-profile/a1b2c3d4e5f6" } }`,
    ),
  ],
  *checkPolicy(policy, context) {
    if (!policy.statements.some(namesProfile)) return;
    const regionsOf = modelRegions(policy);
    let offers = 0;
    /** Each copies the statement, so that a long list of profiles offers only some. */
    const copyFor = (
      { statement, entry }: Pick<NamedProfile, 'statement' | 'entry'>,
      arns: readonly string[],
    ): Edits => (offers++ < MAX_SPLIT_FIXES ? addModelsThrough({ statement, entry }, arns, context.writer) : []);
    for (const named of namedProfiles(policy, context.catalog)) {
      const regions = regionsOf(named.profile.model);
      if (regions) yield* withoutModel(policy, named, regions, context, copyFor);
    }
    if (regionsOf('*')?.allowed.length !== 0) return;
    for (const { statement, entry } of allowedProfiles(policy, 'inference-profile')) {
      if (context.catalog.models.profile(entry.arn.resourceId?.text ?? '')) continue;
      yield finding(
        entry.value,
        'The policy allows profiles and no model: every call is denied. Allow the models that the profiles route to.',
      ).suggest('Allow every model through these profiles alone', copyFor({ statement, entry }, anyModel(entry)));
    }
    for (const { statement, entry } of allowedProfiles(policy, 'application-inference-profile')) {
      yield finding(
        entry.value,
        'The policy allows an application inference profile and no model: unless another policy allows the models that it uses, every call is denied.',
      )
        .as('information')
        .suggest('Allow every model through this profile alone', copyFor({ statement, entry }, anyModel(entry)));
    }
  },
});

const anyModel = (entry: NamedProfile['entry']): readonly string[] => [modelArn('*', '*', partitionOfArn(entry))];

/** What a profile lacks: its model at all, or the model in some of the Regions to which calls are routed. */
function* withoutModel(
  policy: Policy,
  named: NamedProfile,
  regions: ModelRegions,
  { catalog, writer }: PolicyContext,
  copyFor: (named: NamedProfile, arns: readonly string[]) => Edits,
): Generator<FindingDraft> {
  const { entry, profile } = named;
  const partition = partitionOfArn(entry);
  const arns = modelArnsOfProfile(profile, partition);
  const anywhere = regions.allowed.filter((region) => region !== '');
  if (anywhere.length === 0) {
    const isPattern = !isLiteral(profile.model);
    const result = finding(
      entry.value,
      isPattern
        ? `The policy allows profiles and none of the models that they route to: every call is denied. Allow these models too, such as ${arns.map(brief).join(' and ')}.`
        : `The policy allows the profile, not the model ${brief(profile.model)} that it routes to: every call is denied. Allow ${arns.map(brief).join(' and ')} too.`,
    );
    result.suggest('Allow the model through this profile alone', copyFor(named, arns));
    if (!isPattern) result.suggest(`Add ${brief(arns[0] ?? '')}`, addModels(named, arns, writer));
    yield result;
    return;
  }
  const missing = missingRegions(named, regions, catalog);
  const [only] = anywhere;
  const isOneOfSome =
    !missing && profile.geography !== 'global' && anywhere.length === 1 && only !== undefined && isLiteral(only);
  if (!isOneOfSome && !missing?.length) return;
  const result = finding(
    entry.value,
    missing
      ? `Calls through this profile${isLiteral(entry.arn.region.text) ? ` from ${brief(entry.arn.region.text)}` : ''} may be routed to ${missing.join(', ')}, where the model ${brief(profile.model)} is not allowed: there they are denied. Allow the model in every destination Region.`
      : `The model ${brief(profile.model)} is allowed in ${only} only, and the profile routes to other Regions too: calls that it sends there are denied. Allow the model in every destination Region.`,
  );
  if (missing) {
    const wanted = missing.map((region) => modelArn(profile.model, region, partition));
    result.suggest(`Add the model in ${missing.join(', ')}`, addModels(named, wanted, writer));
  }
  if (anywhere.length === 1)
    result.suggest(
      `Allow the model in any Region: ${brief(arns[0] ?? '')}`,
      widened(policy, named, only ?? '', arns, writer),
    );
  yield result;
}

/** The known destinations in which the model is not allowed; undefined where they are not known. */
function missingRegions(
  { entry, profile }: NamedProfile,
  regions: ModelRegions,
  { models }: Catalog,
): readonly string[] | undefined {
  // bedrock-global-profile-without-regionless-model reports what a global profile lacks.
  if (profile.geography === 'global') return undefined;
  return destinationsOf(profile, entry.arn.region.text, models)?.filter((region) => !regions.has(region));
}

/** Replaces the model's one Region by any, which keeps the list short. */
function widened(
  policy: Policy,
  named: NamedProfile,
  region: string,
  arns: readonly string[],
  writer: PolicyContext['writer'],
): Edits {
  for (const statement of policy.statements) {
    if (!namesProfile(statement) || !allowsInference(statement)) continue;
    for (const entry of ofType(statement, 'foundation-model')) {
      if (entry.arn.region.text === region && entry.arn.resourceId?.text === named.profile.model)
        return replaceField(writer, entry, entry.arn.region, '*');
    }
  }
  return addModels(named, arns, writer);
}
