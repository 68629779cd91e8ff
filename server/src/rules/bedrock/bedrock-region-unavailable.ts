import { fieldSpan, isLiteral } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const bedrockRegionUnavailable = defineRule({
  id: 'bedrock-region-unavailable',
  category: 'effect',
  severity: 'information',
  summary: 'Bedrock is not offered in the Region of an ARN.',
  explanation: 'The Region exists, but AWS’s pages do not list it among Bedrock’s. AWS may have added it since.',
  reference: bedrockGuide('bedrock-regions'),
  bad: resource('arn:aws-cn:bedrock:⟦cn-north-1⟧:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  *checkStatement(statement, { catalog }) {
    for (const entry of bedrockArns(statement, catalog)) {
      const { region, partition } = entry.arn;
      if (region.text === '' || !isLiteral(region.text) || catalog.models.regions.includes(region.text)) continue;
      const home = catalog.partitions.find(({ regions }) => regions.some(({ id }) => id === region.text));
      if (!home || (isLiteral(partition.text) && home.id !== partition.text)) continue; // invalid-partition and invalid-arn-region report it
      yield finding(
        fieldSpan(entry, region),
        `Bedrock is not offered in ${brief(region.text)}, as far as the catalog of ${catalog.date} knows. Check the Region.`,
      );
    }
  },
});
