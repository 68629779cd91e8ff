import { deniesInference } from '../../iam/allowed.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { partitionOf } from '../../iam/partition.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIMITING_KINDS } from './_denials.ts';
import { closesGlobal, closingGlobal, WITHOUT_GLOBAL } from './_global-inference.ts';

const outside = (regions: string) =>
  `"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": ${regions} } }`;

/** Every Region from which eu. profiles can be called, so that nothing is missing from the list. */
const EUROPE =
  '"eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"';

/** The part before the first hyphen of a Region, where all Regions share it; those of the United States are the most used, and no residency. */
function onlyGeography(regions: readonly string[]): string | undefined {
  const [first, ...more] = [...new Set(regions.map((region) => region.slice(0, region.indexOf('-'))))];
  return first === 'us' || more.length > 0 ? undefined : first;
}

export const bedrockResidencyWithGlobal = defineRule({
  id: 'bedrock-residency-with-global',
  category: 'security',
  severity: 'information',
  summary: 'A Deny outside one geography lets global inference through.',
  explanation:
    'A request through a global profile carries aws:RequestedRegion = unspecified and may be processed in any commercial Region. A list of Regions of one geography that also holds "unspecified" lets it through. Where data must stay in the geography, leave it out, or deny global profiles in a statement of their own.',
  reference: bedrockGuide('global-cross-region-inference'),
  fixes: { suggested: 'The Deny reaches further: global profiles stop working.' },
  kinds: LIMITING_KINDS,
  bad: statementsOf('scp', outside(`[${EUROPE}, "⟦unspecified⟧"]`)),
  good: [
    statementsOf('scp', outside(`[${EUROPE}, "unspecified"]`), WITHOUT_GLOBAL),
    statementsOf('scp', outside('["us-east-1", "us-east-2", "us-west-2", "unspecified"]')),
  ],
  *checkPolicy(policy, { writer }) {
    const denying = policy.statements.filter(deniesInference);
    if (denying.some(closesGlobal)) return;
    for (const statement of denying) {
      for (const entry of conditions(statement)) {
        if (entry.name !== 'aws:requestedregion' || !entry.meaning?.negated) continue;
        const values = stringValues(entry);
        const value = values.find(({ text }) => text === 'unspecified');
        const regions = values.flatMap(({ text }) => (text === 'unspecified' ? [] : [text]));
        const geography = value && onlyGeography(regions);
        if (!geography) continue;
        yield finding(
          value,
          `All Regions in this list are ${brief(geography)}- Regions, and "unspecified" lets calls through global profiles leave them. Where data must stay there, remove it, or deny global profiles.`,
        ).suggest(
          'Deny global profiles in a statement of their own',
          writer.addStatement(statement, closingGlobal(partitionOf(statement))),
        );
      }
    }
  },
});
