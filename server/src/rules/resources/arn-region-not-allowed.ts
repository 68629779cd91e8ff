import { fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { candidates, isEmptyInAll, LIVE } from './_arns.ts';

export const arnRegionNotAllowed = defineRule({
  id: 'arn-region-not-allowed',
  category: 'effect',
  severity: 'error',
  summary: 'An ARN names a Region where its type has none.',
  explanation:
    'Global resources have ARNs without a Region: IAM’s roles and users, S3’s buckets, Bedrock’s system tools, … An ARN with one matches nothing.',
  reference: accessAnalyzer('error', 'arn-region-not-allowed'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:iam:⟦eu-west-1⟧:222233334444:role/app', 'iam:GetRole'),
  good: resource('arn:aws:iam::222233334444:role/app', 'iam:GetRole'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { region } = entry.arn;
      if (region.text === '' || !isLiteral(region.text)) continue;
      if (!isEmptyInAll(candidates(entry, catalog), 'region')) continue;
      yield finding(
        fieldSpan(entry, region),
        'ARNs of this type have no Region, so this one matches nothing. Leave the Region empty.',
      ).suggest('Remove the Region', replaceField(writer, entry, region, ''));
    }
  },
});
