import type { Catalog } from '../../catalog/catalog.ts';
import { fieldSpan, isLiteral, replaceField } from '../../iam/arns.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { ofType } from './_inference-profiles.ts';

/** Geographies for which the catalog has a profile of the model; where it has none, none is offered. */
const geographiesOf = (model: string, catalog: Catalog): readonly string[] =>
  catalog.models.profiles.filter((profile) => profile.model === model).map(({ geography }) => geography);

export const bedrockModelIdAsProfile = defineRule({
  id: 'bedrock-model-id-as-profile',
  category: 'effect',
  severity: 'error',
  summary: 'The id of a model follows inference-profile/ in an ARN.',
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
