/**
 * Cross-Region inference: the profile and each model that it routes to are authorised separately.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { InferenceProfile } from '../catalog/models.ts';
import type { PolicyWriter } from '../hosts/writer.ts';
import { isAllow, isInference } from '../iam/allowed.ts';
import { question } from '../iam/answers.ts';
import { type ArnValue, arnValues, fieldSpan, isLiteral, replaceField } from '../iam/arns.ts';
import { type Condition, conditions, removeCondition } from '../iam/conditions.ts';
import { modelArnsOfProfile } from '../iam/profiles.ts';
import type { Edits } from '../model/edit.ts';
import { matches, overlaps, parseGlob } from '../patterns/glob.ts';
import type { Policy } from '../policy/document.ts';
import { IDENTITY_KINDS, type PolicyKind } from '../policy/kind.ts';
import { isFullyKnown, type Statement, strings } from '../policy/statement.ts';
import { resource, statements, statementsOf } from './engine/example.ts';
import { type FindingDraft, finding } from './engine/finding.ts';
import { bedrockGuide } from './engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES } from './engine/rule.ts';

const ofType = (statement: Statement, type: string): readonly ArnValue[] =>
  arnValues(statement.resource).filter(
    ({ arn }) => arn.service.text === 'bedrock' && arn.resourceType.text === type && arn.resourceId,
  );

const both = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]';
const PROFILE = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0';
const MODEL = 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0';
const GLOBAL =
  'arn:aws:bedrock:us-east-1:222233334444:inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0';

/** The conditions that do not hold where the key is absent. */
const profileConditions = (statement: Statement): readonly Condition[] =>
  conditions(statement).filter(
    ({ name, meaning }) =>
      name === 'bedrock:inferenceprofilearn' &&
      meaning &&
      !meaning.ifExists &&
      !meaning.negated &&
      meaning.family !== 'Null',
  );

export const bedrockProfileConditionOnProfile = defineRule({
  id: 'bedrock-profile-condition-on-profile',
  category: 'effect',
  severity: 'error',
  summary: 'A profile’s own ARN stands under a condition on bedrock:InferenceProfileArn.',
  explanation:
    'bedrock:InferenceProfileArn is set when the model behind the profile is authorised, never for the profile itself. On the profile’s ARN the condition does not hold, and the call is denied. Give the profile a statement without it.',
  reference: bedrockGuide('inference-profiles-prereq'),
  fixes: { suggested: 'The profile becomes allowed. All its other conditions move along.' },
  kinds: IDENTITY_KINDS,
  bad: statements(
    `"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", "${MODEL}"], "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "${PROFILE}" } }`,
  ),
  good: statements(
    `"Effect": "Allow", ${both}, "Resource": "${PROFILE}"`,
    `"Effect": "Allow", ${both}, "Resource": "${MODEL}", "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "${PROFILE}" } }`,
  ),
  *checkStatement(statement, { writer }) {
    const without = profileConditions(statement);
    const [first] = without;
    if (!isAllow(statement) || !first) return;
    const profiles = [...ofType(statement, 'inference-profile'), ...ofType(statement, 'application-inference-profile')];
    const isAll = profiles.length === statement.resource?.values.length;
    const division = writer.split(statement, { resource: profiles.map((each) => each.value) }, { without });
    for (const [index, { value }] of profiles.entries()) {
      const result = finding(
        value,
        'bedrock:InferenceProfileArn is never set for the profile itself, so it stays forbidden. Allow the profile in a statement without this condition.',
      );
      if (!isAll) {
        if (index < MAX_SPLIT_FIXES)
          result.suggest('Move the profile into a statement without bedrock:InferenceProfileArn', division);
      } else if (without.length === 1) {
        result.suggest(
          'Remove the condition on bedrock:InferenceProfileArn',
          removeCondition(writer, statement, first),
        );
      }
      yield result;
    }
  },
});

/** Geographies for which the catalog has a profile of the model; where it has none, none is offered. */
const geographiesOf = (model: string, catalog: Catalog): readonly string[] =>
  catalog.models.profiles.filter((profile) => profile.model === model).map(({ geography }) => geography);

export const bedrockModelIdAsProfile = defineRule({
  id: 'bedrock-model-id-as-profile',
  category: 'effect',
  severity: 'error',
  summary: 'The id of a model stands under inference-profile.',
  explanation:
    'The id of a system-defined inference profile begins with a geography: us., eu., apac., jp., au., global., …. A bare model id under inference-profile names nothing.',
  reference: bedrockGuide('inference-profiles-support'),
  fixes: { suggested: 'Which geography is meant is not in the text.' },
  bad: statements(
    `"Effect": "Allow", "Action": "bedrock:GetInferenceProfile", "Resource": "arn:aws:bedrock:us-east-1:222233334444:inference-profile/⟦anthropic.claude-sonnet-4-20250514-v1:0⟧"`,
  ),
  good: resource(
    'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0',
    'bedrock:GetInferenceProfile',
  ),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of ofType(statement, 'inference-profile')) {
      const id = entry.arn.resourceId;
      if (!id || !isLiteral(id.text) || catalog.models.profile(id.text)) continue;
      const [provider = ''] = id.text.split('.', 1);
      const isModel =
        catalog.models.hasModel(id.text) || catalog.models.models.some((model) => model.provider === provider);
      if (!isModel) continue;
      const at = fieldSpan(entry, id);
      const geographies = geographiesOf(id.text, catalog);
      const result = finding(
        at,
        `"${id.text}" is a model, not an inference profile: this ARN matches nothing. A profile’s id begins with a geography, such as us.${id.text}.`,
      );
      for (const geography of geographies)
        result.suggest(
          `Change to "${geography}.${id.text}"`,
          replaceField(writer, entry, id, `${geography}.${id.text}`),
        );
      yield result;
    }
  },
});

/** A profile that an Allow of inference names, and the ids of models that it may route to, as a pattern. */
interface NamedProfile {
  readonly statement: Statement;
  readonly entry: ArnValue;
  readonly profile: InferenceProfile;
}

function* namedProfiles(policy: Policy, catalog: Catalog): Generator<NamedProfile> {
  for (const statement of policy.statements) {
    if (!namesProfile(statement) || !isAllow(statement) || !isInference(statement)) continue;
    for (const entry of ofType(statement, 'inference-profile')) {
      const profile = catalog.models.profile(entry.arn.resourceId?.text ?? '');
      if (profile && profile.model !== '') yield { statement, entry, profile };
    }
  }
}

/** Most statements name none, and need not be read. */
const namesProfile = question(({ resource: named, notResource }) =>
  strings(named ?? notResource).some(({ text }) => text.includes('profile')),
);

/** Answers for one policy, once a model: in which Region patterns it allows inference with it. */
function modelRegions(policy: Policy): (model: string) => readonly string[] | undefined {
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

const coversNoRegion = (region: string) => matches(parseGlob(region), '');

/** Adds the ARNs to the profile's own statement, where that has no condition that they might not stand under. */
function addModels({ statement }: NamedProfile, arns: readonly string[], writer: PolicyWriter): Edits {
  return statement.resource && !statement.condition ? writer.addValues(statement.resource, arns) : [];
}

export const bedrockProfileWithoutModels = defineRule({
  id: 'bedrock-profile-without-models',
  category: 'effect',
  severity: 'warning',
  summary: 'An inference profile is allowed without the models that it routes to.',
  explanation:
    'Whoever invokes through a profile needs the profile’s ARN in the source Region, and the model’s ARN in the source and in every destination Region: arn:aws:bedrock:*::foundation-model/ID covers them all. A model in one Region only is not enough either. Another policy of the same identity may allow the models; then turn this off for the file.',
  reference: bedrockGuide('geographic-cross-region-inference'),
  fixes: { suggested: 'The models are allowed in addition, also without the profile.' },
  kinds: IDENTITY_KINDS,
  bad: [
    statements(`"Effect": "Allow", ${both}, "Resource": "⟦${PROFILE}⟧"`),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"]`,
    ),
  ],
  good: [
    statements(`"Effect": "Allow", ${both}, "Resource": ["${PROFILE}", "${MODEL}"]`),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["${PROFILE}", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0"]`,
    ),
    statements(
      `"Effect": "Allow", ${both}, "Resource": "${PROFILE}"`,
      `"Effect": "Allow", ${both}, "Resource": "arn:aws:bedrock:*::foundation-model/amazon.*"`,
    ),
  ],
  *checkPolicy(policy, { catalog, writer }) {
    const regionsOf = modelRegions(policy);
    for (const named of namedProfiles(policy, catalog)) {
      const { entry, profile } = named;
      const regions = regionsOf(profile.model)?.filter((region) => region !== '');
      if (!regions) continue;
      const [only] = regions;
      const isOne = profile.geography !== 'global' && regions.length === 1 && only !== undefined && isLiteral(only);
      if (regions.length > 0 && !isOne) continue;
      const arns = modelArnsOfProfile(profile, isLiteral(entry.arn.partition.text) ? entry.arn.partition.text : 'aws');
      const result = finding(
        entry.value,
        isOne
          ? `The model ${profile.model} is allowed in ${only} only, and the profile routes to other Regions too: calls that it sends there are denied. Allow the model in every destination Region.`
          : `The policy allows the profile, not the model ${profile.model} that it routes to: every call is denied. Allow ${arns.join(' and ')} too.`,
      );
      yield result.suggest(
        `Add ${arns.length > 1 ? 'the ARNs of the model' : arns[0]}`,
        isOne ? widened(policy, named, only, arns, writer) : addModels(named, arns, writer),
      );
    }
  },
});

/** Replaces the model's one Region by any, which keeps the list short. */
function widened(
  policy: Policy,
  named: NamedProfile,
  region: string,
  arns: readonly string[],
  writer: PolicyWriter,
): Edits {
  for (const statement of policy.statements) {
    if (!namesProfile(statement) || !isAllow(statement) || !isInference(statement)) continue;
    for (const entry of ofType(statement, 'foundation-model')) {
      if (entry.arn.region.text === region && entry.arn.resourceId?.text === named.profile.model)
        return replaceField(writer, entry, entry.arn.region, '*');
    }
  }
  return addModels(named, arns, writer);
}

export const bedrockGlobalProfileWithoutRegionlessModel = defineRule({
  id: 'bedrock-global-profile-without-regionless-model',
  category: 'effect',
  severity: 'warning',
  summary: 'A global inference profile lacks the model’s ARN without a Region.',
  explanation:
    'Global cross-Region inference is authorised on three resources: the profile, the model in the source Region, and arn:aws:bedrock:::foundation-model/ID without a Region. arn:aws:bedrock:*::foundation-model/ID covers the latter two.',
  reference: bedrockGuide('global-cross-region-inference'),
  fixes: { suggested: 'The model is allowed in addition, also without the profile.' },
  kinds: IDENTITY_KINDS,
  bad: statements(
    `"Effect": "Allow", ${both}, "Resource": ["⟦${GLOBAL}⟧", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"]`,
  ),
  good: [
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["${GLOBAL}", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0", "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"]`,
    ),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["${GLOBAL}", "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"]`,
    ),
  ],
  *checkPolicy(policy, { catalog, writer }) {
    const regionsOf = modelRegions(policy);
    for (const named of namedProfiles(policy, catalog)) {
      const { entry, profile } = named;
      const regions = profile.geography === 'global' ? regionsOf(profile.model) : undefined;
      if (!regions || regions.length === 0 || regions.some(coversNoRegion)) continue;
      const partition = isLiteral(entry.arn.partition.text) ? entry.arn.partition.text : 'aws';
      const arn = `arn:${partition}:bedrock:::foundation-model/${profile.model}`;
      yield finding(
        entry.value,
        `A global profile also needs the model’s ARN without a Region: every call is denied. Allow ${arn} too.`,
      ).suggest(`Add ${arn}`, addModels(named, [arn], writer));
    }
  },
});

const DENYING: readonly PolicyKind[] = ['identity', 'boundary', 'session', 'scp'];
const outside = (regions: string, more = '', action = '"Action": "bedrock:*"') =>
  statementsOf(
    'scp',
    `"Effect": "Deny", ${action}, "Resource": "*", "Condition": { "StringNotEquals": { "⟦aws:RequestedRegion⟧": ${regions} }${more} }`,
  );

export const bedrockRegionDenyBreaksProfile = defineRule({
  id: 'bedrock-region-deny-breaks-profile',
  category: 'effect',
  severity: 'warning',
  summary: 'A Deny outside some Regions also stops cross-Region inference.',
  explanation:
    'A geographic profile routes to other Regions of its geography, and a global one asks with aws:RequestedRegion = unspecified. A Deny outside a list of Regions stops both, unless the list holds the destinations and "unspecified", or the statement leaves profiles out (ArnNotLike bedrock:InferenceProfileArn). Where the Deny does not name Bedrock’s actions this is information.',
  reference: bedrockGuide('global-cross-region-inference'),
  fixes: { suggested: 'The Deny lets more through.' },
  kinds: DENYING,
  bad: outside('["eu-west-1", "eu-central-1"]'),
  good: [
    statementsOf(
      'scp',
      '"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1", "unspecified"] } }',
    ),
    statementsOf(
      'scp',
      '"Effect": "Deny", "NotAction": ["iam:*", "bedrock:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } }',
    ),
  ],
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Deny' || !isInference(statement)) return;
    const all = conditions(statement);
    if (all.some(({ name }) => name.startsWith('bedrock:'))) return; // speaks of profiles itself
    for (const { name, key, list, meaning } of all) {
      if (name !== 'aws:requestedregion' || !meaning?.negated) continue;
      const listed = strings(list).map((value) => value.text);
      if (listed.length === 0 || listed.some((each) => matches(parseGlob(each), 'unspecified')) || !isFullyKnown(list))
        continue;
      const isNamed = strings(statement.action).some((value) => /^bedrock:/i.test(value.text));
      const result: FindingDraft = finding(
        key,
        listed.length === 1
          ? 'This also denies cross-Region inference: a profile routes to further Regions, and a global one asks with the Region "unspecified". Add the destinations and "unspecified" to the list, or leave profiles out.'
          : 'This also denies global inference profiles, which ask with the Region "unspecified", and profiles that route to Regions outside the list. Add "unspecified", or leave profiles out.',
      );
      if (!isNamed) result.as('information');
      yield result.suggest('Add "unspecified", for global profiles', writer.addValues(list, ['unspecified']));
    }
  },
});
