import { isInference } from '../../iam/allowed.ts';
import { conditions } from '../../iam/conditions.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

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
    'A geographic profile routes to other Regions of its geography, and requests through a global profile carry aws:RequestedRegion = unspecified. A Deny outside a list of Regions stops both, unless the list holds the destinations and "unspecified", or the statement excludes profiles (ArnNotLike bedrock:InferenceProfileArn). Where the Deny does not name Bedrock’s actions this is information.',
  reference: bedrockGuide('global-cross-region-inference'),
  fixes: { suggested: 'The Deny denies less.' },
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
    if (all.some(({ name }) => name.startsWith('bedrock:'))) return; // the conditions already distinguish profiles
    for (const { name, key, list, meaning } of all) {
      if (name !== 'aws:requestedregion' || !meaning?.negated) continue;
      const listed = strings(list).map((value) => value.text);
      if (listed.length === 0 || listed.some((each) => matches(parseGlob(each), 'unspecified')) || !isFullyKnown(list))
        continue;
      const isNamed = strings(statement.action).some((value) => /^bedrock:/i.test(value.text));
      const result: FindingDraft = finding(
        key,
        listed.length === 1
          ? 'This also denies cross-Region inference: a profile routes to further Regions, and requests through a global profile carry the Region "unspecified". Add the destinations and "unspecified" to the list, or exclude profiles from the Deny.'
          : 'This also denies global inference profiles, whose requests carry the Region "unspecified", and profiles that route to Regions outside the list. Add "unspecified", or exclude profiles from the Deny.',
      );
      if (!isNamed) result.as('information');
      yield result.suggest('Add "unspecified", for global profiles', writer.addValues(list, ['unspecified']));
    }
  },
});
