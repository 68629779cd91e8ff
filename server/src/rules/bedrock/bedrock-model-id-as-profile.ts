import type { Catalog } from '../../catalog/catalog.ts';
import { fieldSpan, isLiteral, replaceField } from '../../iam/arns.ts';
import { profilesCallableFrom } from '../../iam/profiles.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { ofType } from './_inference-profiles.ts';

/** The profiles of the model that can be called from the ARN's Region; all of them where none is known to be. */
function profilesFor(model: string, region: string, { models }: Catalog): readonly string[] {
  const callable = profilesCallableFrom(model, region, models);
  return (callable.length > 0 ? callable : models.profilesOf(model)).map(({ id }) => id);
}

export const bedrockModelIdAsProfile = defineRule({
  id: 'bedrock-model-id-as-profile',
  category: 'effect',
  severity: 'error',
  summary: 'The id of a model follows inference-profile/ in an ARN.',
  explanation:
    'The id of a system-defined inference profile begins with a geography: us., eu., apac., jp., au., in., global., …. A bare model id under inference-profile names nothing.',
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
        catalog.models.model(id.text) !== undefined ||
        catalog.models.models.some((model) => model.provider === provider);
      if (!isModel) continue;
      const at = fieldSpan(entry, id);
      const profiles = profilesFor(id.text, entry.arn.region.text, catalog);
      const result = finding(
        at,
        `${quoted(id.text)} is a model, not an inference profile: this ARN matches nothing. A profile’s id begins with a geography, such as ${brief(profiles[0] ?? `us.${id.text}`)}.`,
      );
      for (const profile of profiles)
        result.suggest(`Change to ${quoted(profile)}`, replaceField(writer, entry, id, profile));
      yield result;
    }
  },
});
