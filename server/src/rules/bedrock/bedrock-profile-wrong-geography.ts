import { fieldSpan, replaceField } from '../../iam/arns.ts';
import { canBeCalledFrom, profilesCallableFrom } from '../../iam/profiles.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { ofType } from './_inference-profiles.ts';

/** Each profile is called from the Regions that AWS lists for it; the ARN names the Region of the call. */
export const bedrockProfileWrongGeography = defineRule({
  id: 'bedrock-profile-wrong-geography',
  category: 'effect',
  severity: 'warning',
  summary: 'An inference profile is named in a Region from which it cannot be called.',
  explanation:
    'The Region in a profile’s ARN is the one from which it is called, and each profile can be called from some Regions only: a us. profile not from eu-west-1, a jp. profile from Japan alone. The list is AWS’s, model by model; the prefix does not decide: some us. profiles can be called from Canada. Where the catalog does not know the profile or the Region nothing is reported.',
  reference: bedrockGuide('inference-profiles-support'),
  fixes: { suggested: 'The ARN matched nothing: with the change another profile is allowed, or denied.' },
  bad: resource(
    'arn:aws:bedrock:eu-west-1:222233334444:inference-profile/⟦us.amazon.nova-lite-v1:0⟧',
    'bedrock:GetInferenceProfile',
  ),
  good: [
    resource(
      'arn:aws:bedrock:eu-west-1:222233334444:inference-profile/eu.amazon.nova-lite-v1:0',
      'bedrock:GetInferenceProfile',
    ),
    resource(
      'arn:aws:bedrock:*:222233334444:inference-profile/us.amazon.nova-lite-v1:0',
      'bedrock:GetInferenceProfile',
    ),
  ],
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of ofType(statement, 'inference-profile')) {
      const { resourceId, region } = entry.arn;
      const profile = resourceId && catalog.models.profile(resourceId.text);
      if (!profile || canBeCalledFrom(profile, region.text, catalog.models) !== false) continue;
      const others = profilesCallableFrom(profile.model, region.text, catalog.models);
      const result = finding(
        fieldSpan(entry, resourceId),
        others.length > 0
          ? `${quoted(profile.id)} cannot be called from ${brief(region.text)}, so this ARN matches nothing. Name ${others.map(({ id }) => id).join(' or ')}, or the Region of the callers.`
          : `${quoted(profile.id)} cannot be called from ${brief(region.text)}, so this ARN matches nothing. Name the Region of the callers.`,
      );
      for (const { id } of others)
        result.suggest(`Change to ${quoted(id)}`, replaceField(writer, entry, resourceId, id));
      yield result;
    }
  },
});
