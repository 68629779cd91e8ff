import { modelArn } from '../../iam/profiles.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { addModels, both, modelRegions, namedProfiles, partitionOfArn } from './_inference-profiles.ts';

const GLOBAL = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/global.anthropic.claude-sonnet-5';

export const bedrockGlobalProfileWithoutRegionlessModel = defineRule({
  id: 'bedrock-global-profile-without-regionless-model',
  category: 'effect',
  severity: 'warning',
  summary: 'A global inference profile lacks the model’s ARN without a Region.',
  explanation:
    'Global cross-Region inference is authorized on three resources: the profile, the model in the source Region, and arn:aws:bedrock:::foundation-model/ID without a Region. arn:aws:bedrock:*::foundation-model/ID covers the latter two.',
  reference: bedrockGuide('global-cross-region-inference'),
  fixes: { suggested: 'The model is allowed in addition, also without the profile.' },
  kinds: IDENTITY_KINDS,
  bad: statements(
    `"Effect": "Allow", ${both}, "Resource": ["⟦${GLOBAL}⟧", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5"]`,
  ),
  good: [
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["${GLOBAL}", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5", "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5"]`,
    ),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["${GLOBAL}", "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-5"]`,
    ),
  ],
  *checkPolicy(policy, { catalog, writer }) {
    const regionsOf = modelRegions(policy);
    for (const named of namedProfiles(policy, catalog)) {
      const { entry, profile } = named;
      const regions = profile.geography === 'global' ? regionsOf(profile.model) : undefined;
      if (!regions || regions.allowed.length === 0 || regions.has('')) continue;
      const arn = modelArn(profile.model, '', partitionOfArn(entry));
      yield finding(
        entry.value,
        `A global profile also needs the model’s ARN without a Region, under aws:RequestedRegion "unspecified": every call is denied. Allow ${arn} too.`,
      ).suggest(`Add ${arn}`, addModels(named, [arn], writer));
    }
  },
});
