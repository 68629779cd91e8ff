import { colonAfter, replaceField, resourceArns } from '../../iam/arns.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { candidates, isBedrock, isFilledInAll, LIVE } from './_arns.ts';

export const missingArnRegion = defineRule({
  id: 'missing-arn-region',
  category: 'effect',
  severity: 'error',
  summary: 'An ARN lacks the Region that its type has.',
  explanation:
    'With an empty Region the ARN matches nothing. The one exception is arn:aws:bedrock:::foundation-model/ID: global cross-Region inference needs exactly that.',
  reference: accessAnalyzer('error', 'missing-arn-region'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:bedrock:⟦:⟧222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  good: [
    resource('arn:aws:bedrock:*:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:::foundation-model/amazon.nova-lite-v1:0'),
  ],
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { region, resourceType } = entry.arn;
      if (region.text !== '' || (isBedrock(entry) && resourceType.text === 'foundation-model')) continue;
      if (!isFilledInAll(candidates(entry, catalog), 'region')) continue;
      yield finding(
        colonAfter(entry, region),
        'ARNs of this type name a Region, so this one matches nothing. Put the Region between the colons.',
      ).suggest('Insert * for any Region', replaceField(writer, entry, region, '*'));
    }
  },
});
