import type { Catalog } from '../../catalog/catalog.ts';
import type { KnownProfile, Model } from '../../catalog/models.ts';
import { allowsInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type ArnValue, isLiteral } from '../../iam/arns.ts';
import { modelArnsOfProfile, profileArn, profilesCallableFrom } from '../../iam/profiles.ts';
import { brief } from '../../model/printable.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import type { Policy } from '../../policy/document.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { both, MODEL, ofType, PROFILE } from './_inference-profiles.ts';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

/** An Allow of inference that may name a way to a model other than the model itself: a profile, a router, `*`. */
const mayNameOtherWay = question(
  (statement) =>
    allowsInference(statement) &&
    (!statement.resource ||
      !isFullyKnown(statement.resource) ||
      strings(statement.resource).some(({ text }) => !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:foundation-model\//.test(text))),
);

/** Many models have no on-demand inference by their own id in a Region: every call names a profile. */
export const bedrockModelNeedsProfile = defineRule({
  id: 'bedrock-model-needs-profile',
  category: 'effect',
  severity: 'warning',
  summary: 'A model that is called through an inference profile only is allowed without a profile.',
  explanation:
    'AWS offers many models on demand through cross-Region inference profiles only: the model’s card has no In-Region inference for the Region. A call then names the profile (us., eu., global., …), and is authorized on the profile and on the model. A policy that allows the model’s ARN alone denies every such call. Another policy of the same identity may allow the profile; then turn this rule off for the file.',
  reference: bedrockGuide('models-region-compatibility'),
  fixes: { suggested: 'A profile is allowed in addition, and its model in the Regions to which it routes.' },
  kinds: IDENTITY_KINDS,
  bad: resource(`⟦arn:aws:bedrock:us-east-1::foundation-model/${SONNET}⟧`),
  good: [
    resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
    resource('arn:aws:bedrock:us-east-1::foundation-model/anthropic.*'),
    statements(
      `"Effect": "Allow", ${both}, "Resource": ["arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.${SONNET}", "arn:aws:bedrock:*::foundation-model/${SONNET}"]`,
    ),
    statements(`"Effect": "Allow", ${both}, "Resource": ["${PROFILE}", "${MODEL}"]`),
  ],
  *checkPolicy(policy, { catalog, writer, account }) {
    if (policy.isPartial || policy.statements.some(mayNameOtherWay)) return;
    for (const { entry, model, profiles } of modelsWithoutInRegion(policy, catalog)) {
      const { region, partition } = entry.arn;
      const place = isLiteral(region.text) ? `in ${brief(region.text)}` : 'in these Regions';
      const result = finding(
        entry.value,
        `${brief(model.id)} is not called by its own id ${place}: each call names a profile, such as ${brief(profiles[0]?.id ?? '')}, and nothing here allows one. Allow the profile too.`,
      );
      for (const profile of profiles) {
        const own = profileArn(profile.id, region.text, account ?? '*', partition.text);
        const models = modelArnsOfProfile(profile, partition.text);
        result.suggest(
          `Change to the profile ${brief(profile.id)} and its model`,
          writer.replaceInList(entry.list, entry.value, [own, ...models]),
        );
      }
      yield result;
    }
  },
});

interface Unreachable {
  readonly entry: ArnValue;
  readonly model: Model;
  /** The profiles of the model that can be called from the Region of the ARN. */
  readonly profiles: readonly KnownProfile[];
}

/** Geographic profiles keep the data in their geography, so they are offered first. */
const globalLast = (a: KnownProfile, b: KnownProfile): number =>
  Number(a.geography === 'global') - Number(b.geography === 'global');

/** The first ARN of each model that cannot be called by its own id in any of the Regions that the policy names for it. */
function* modelsWithoutInRegion(policy: Policy, { models }: Catalog): Generator<Unreachable> {
  const byModel = new Map<string, Unreachable>();
  const reachable = new Set<string>();
  for (const statement of policy.statements) {
    if (!allowsInference(statement)) continue;
    for (const entry of ofType(statement, 'foundation-model')) {
      if (entry.arn.account.text !== '') continue; // bedrock-foundation-model-account says what to do first
      const model = models.model(entry.arn.resourceId?.text ?? '');
      if (!model?.inRegion || !model.isOnRuntime || byModel.has(model.id)) continue;
      const region = parseGlob(entry.arn.region.text, { variables: true });
      if (model.inRegion.some((each) => matches(region, each))) reachable.add(model.id);
      const profiles = profilesCallableFrom(model.id, entry.arn.region.text, models).toSorted(globalLast);
      if (profiles.length > 0) byModel.set(model.id, { entry, model, profiles });
    }
  }
  for (const [id, found] of byModel) if (!reachable.has(id)) yield found;
}
