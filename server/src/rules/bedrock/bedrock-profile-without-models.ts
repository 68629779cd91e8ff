import type { PolicyWriter } from '../../hosts/writer.ts';
import { isAllow, isInference } from '../../iam/allowed.ts';
import { isLiteral, replaceField } from '../../iam/arns.ts';
import { modelArnsOfProfile } from '../../iam/profiles.ts';
import type { Edits } from '../../model/edit.ts';
import type { Policy } from '../../policy/document.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import {
  addModels,
  both,
  MODEL,
  modelRegions,
  type NamedProfile,
  namedProfiles,
  namesProfile,
  ofType,
  PROFILE,
} from './_inference-profiles.ts';

export const bedrockProfileWithoutModels = defineRule({
  id: 'bedrock-profile-without-models',
  category: 'effect',
  severity: 'warning',
  summary: 'An inference profile is allowed without the models that it routes to.',
  explanation:
    'A caller that invokes through a profile needs the profile’s ARN in the source Region, and the model’s ARN in the source and in every destination Region: arn:aws:bedrock:*::foundation-model/ID covers them all. A model in one Region only is not enough either. Another policy of the same identity may allow the models; then turn this rule off for the file.',
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
