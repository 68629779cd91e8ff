import type { Models } from '../../catalog/models.ts';
import { deniesInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { conditions } from '../../iam/conditions.ts';
import { partitionOf } from '../../iam/partition.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIMITING_KINDS } from './_denials.ts';
import { closesGlobal, WITHOUT_GLOBAL } from './_global-inference.ts';

const outside = (regions: string, more = '', key = '⟦aws:RequestedRegion⟧') =>
  `"Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": { "StringNotEquals": { "${key}": ${regions} }${more} }`;

const US = '["us-east-1", "us-east-2", "us-west-2"]';

export const bedrockRegionDenyBreaksProfile = defineRule({
  id: 'bedrock-region-deny-breaks-profile',
  category: 'effect',
  severity: 'warning',
  summary: 'A Deny outside some Regions also stops cross-Region inference.',
  explanation:
    'A geographic profile routes calls to other Regions of its geography: a Deny outside a list of Regions stops those that are routed to a Region which is not in the list. Add the destinations, or except the profiles: ArnNotLike on bedrock:InferenceProfileArn. Requests through a global profile carry aws:RequestedRegion = unspecified; where data must stay in the Regions the Deny rightly stops them, so that is information, and a statement that closes global inference on purpose silences it. Where the Deny does not name Bedrock’s actions the finding is information.',
  reference: bedrockGuide('global-cross-region-inference'),
  fixes: { suggested: 'The Deny denies less.' },
  kinds: LIMITING_KINDS,
  bad: [
    { ...statementsOf('scp', outside('["eu-west-1", "unspecified"]')), besides: ['bedrock-residency-with-global'] },
    statementsOf('scp', outside('["eu-west-1", "eu-central-1"]'), WITHOUT_GLOBAL),
    statementsOf('scp', outside(US)),
  ],
  good: [
    statementsOf('scp', outside(US, '', 'aws:RequestedRegion'), WITHOUT_GLOBAL),
    statementsOf('scp', outside(US.replace(']', ', "unspecified"]'), '', 'aws:RequestedRegion')),
    statementsOf(
      'scp',
      '"Effect": "Deny", "NotAction": ["iam:*", "bedrock:*"], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } }',
    ),
  ],
  *checkPolicy(policy, { catalog, writer }) {
    if (!policy.statements.some(deniesOtherRegions)) return;
    const isGlobalClosed = policy.statements.some(closesGlobal);
    for (const statement of policy.statements) {
      if (!deniesOtherRegions(statement)) continue;
      for (const { name, key, list, meaning } of conditions(statement)) {
        if (name !== 'aws:requestedregion' || !meaning?.negated) continue;
        const listed = strings(list).map((value) => value.text);
        if (listed.length === 0 || !isFullyKnown(list)) continue;
        const isGlobalDenied = !isGlobalClosed && !listed.some((each) => matches(parseGlob(each), 'unspecified'));
        const missing = missingDestinations(listed, catalog.models);
        if (missing.size === 0 && !isGlobalDenied) continue;
        const result = finding(key, explain(missing, isGlobalDenied));
        const isNamed = strings(statement.action).some((value) => /^bedrock:/i.test(value.text));
        if (!isNamed || missing.size === 0) result.as('information');
        for (const [geography, regions] of missing) {
          const pattern = `arn:${partitionOf(statement)}:bedrock:*:*:inference-profile/${geography}.*`;
          const exception = writer.addConditions(statement, [['ArnNotLike', 'bedrock:InferenceProfileArn', pattern]]);
          if (isNamed) result.suggest(`Except the ${geography}. profiles from the Deny`, exception);
          result.suggest(`Add the destinations of the ${geography}. profiles`, writer.addValues(list, regions));
        }
        if (isGlobalDenied)
          result.suggest('Add "unspecified", for global profiles', writer.addValues(list, ['unspecified']));
        yield result;
      }
    }
  },
});

/** A Deny of inference that depends on the Region, and on nothing about the profile. */
const deniesOtherRegions = question(
  (statement) =>
    deniesInference(statement) &&
    conditions(statement).some(({ name, meaning }) => name === 'aws:requestedregion' && meaning?.negated) &&
    !conditions(statement).some(({ name }) => name.startsWith('bedrock:')),
);

/**
 * Geography → the destinations that the list leaves out, for calls from the Regions in the list. Only geographies none of
 * whose profiles keeps to the list: a few profiles route further than the others.
 */
function missingDestinations(listed: readonly string[], { profiles }: Models): ReadonlyMap<string, readonly string[]> {
  const patterns = listed.map((each) => parseGlob(each));
  const isListed = (region: string) => patterns.some((pattern) => matches(pattern, region));
  const missing = new Map<string, Set<string>>();
  const keeping = new Set<string>();
  for (const { geography, sources } of profiles) {
    if (geography === 'global') continue;
    for (const [source, destinations] of sources ?? []) {
      if (!isListed(source) || !destinations) continue;
      const beyond = destinations.filter((region) => !isListed(region));
      if (beyond.length === 0) keeping.add(geography);
      const found = missing.get(geography) ?? new Set();
      for (const region of beyond) missing.set(geography, found.add(region));
    }
  }
  return new Map(
    [...missing]
      .filter(([geography]) => !keeping.has(geography))
      .map(([geography, regions]) => [geography, [...regions].toSorted()]),
  );
}

function explain(missing: ReadonlyMap<string, readonly string[]>, isGlobalDenied: boolean): string {
  const geographic = [...missing]
    .map(([geography, regions]) => `${geography}. profiles may route to ${regions.join(', ')}, which this denies`)
    .join('; ');
  const global =
    'requests through global profiles carry the Region "unspecified", which this denies: right where data must stay in these Regions';
  if (geographic === '') return `${upper(global)}. To let them through, add "unspecified".`;
  const said = `Calls through ${geographic}`;
  return isGlobalDenied
    ? `${said}. ${upper(global)}. Add the destinations, or except the profiles from the Deny.`
    : `${said}. Add the destinations, or except the profiles from the Deny.`;
}

const upper = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
