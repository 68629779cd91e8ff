import type { Models } from '../../catalog/models.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { type ArnValue, fieldSpan, isVariable, replaceField } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import { matchesSome, similarIds } from '../../iam/similar-models.ts';
import { quoted } from '../../model/printable.ts';
import type { Field } from '../../patterns/arn.ts';
import { memoized, memoizedBy } from '../../patterns/memo.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** What follows `foundation-model/` or `inference-profile/`, where that is all there is of it. */
function idOf({ arn }: ArnValue): ArnValue['arn']['resource'] | undefined {
  const id = arn.resourceId;
  return id && id.text !== '' && !isVariable(id.text) && !mayBePlaceholder(id.text) ? id : undefined;
}

export const bedrockUnknownModel = defineRule({
  id: 'bedrock-unknown-model',
  category: 'names',
  severity: 'hint',
  judgesForm: true,
  summary: 'The catalog knows no such model or inference profile.',
  explanation:
    'AWS adds models faster than any list can follow, so this is a hint. A misspelled id matches nothing: check whether one of the similar ids was intended. No other version of a model is offered: another number is another model. Ids are in lower case; one in capitals matches nothing for certain, and is a warning.',
  reference: bedrockGuide('models-supported'),
  fixes: { suggested: 'The id may be newer than the catalog.' },
  bad: [
    resource('arn:aws:bedrock:us-east-1::foundation-model/⟦amazon.nova-light-v1:0⟧'),
    resource('arn:aws:bedrock:us-east-1::foundation-model/⟦antropic.*⟧'),
    statements(
      '"Effect": "Deny", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:*::foundation-model/⟦Anthropic.claude*⟧"',
    ),
    resource(
      'arn:aws:bedrock:us-east-1:222233334444:inference-profile/⟦us.amazon.nova-lit-v1:0⟧',
      'bedrock:GetInferenceProfile',
    ),
  ],
  good: [
    resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
    resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.*'),
    resource('arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.*', 'bedrock:GetInferenceProfile'),
  ],
  *checkStatement(statement, { catalog, writer }) {
    const { models } = catalog;
    for (const entry of bedrockArns(statement, catalog)) {
      const id = idOf(entry);
      const type = entry.arn.resourceType.text;
      if (!id) continue;
      if (type === 'foundation-model' && !models.profile(id.text)) {
        if (matchesSome(id.text, idsOfModels(models))) continue;
        yield unknown(entry, id, offeredModels(models), 'model', writer);
      } else if (type === 'inference-profile') {
        const profile = models.profile(id.text.toLowerCase());
        if (!profile || matchesSome(id.text, possibleProfiles(profile.geography, models))) continue;
        const known = models.profiles.filter(({ geography }) => geography === profile.geography);
        const offered = offeredModels(models).map((model) => `${profile.geography}.${model}`);
        yield unknown(
          entry,
          id,
          known.length > 0 ? known.map((each) => each.id) : offered,
          'inference profile',
          writer,
        );
      }
    }
  },
});

const idsOfModels = memoizedBy((models: Models): readonly string[] => models.models.map(({ id }) => id));

/** The models that may be offered instead of another: none that AWS is about to end, no context variants. */
const offeredModels = memoizedBy((models: Models): readonly string[] =>
  models.models.filter((model) => !model.deprecated && !model.isContextVariant).map(({ id }) => id),
);

/** The ids of profiles that a geography may have: the known ones, and those of models whose profiles are not all known. */
function possibleProfiles(geography: string, models: Models): readonly string[] {
  const byGeography = possibleByGeography(models);
  return memoized(byGeography, 100, geography, () => [
    ...models.profiles.map(({ id }) => id),
    ...models.models
      .filter(({ inRegion, unnamedProfileRegions }) => !inRegion || unnamedProfileRegions.length > 0)
      .map(({ id }) => `${geography}.${id}`),
  ]);
}

const possibleByGeography = memoizedBy((_: Models) => new Map<string, readonly string[]>());

function unknown(
  entry: ArnValue,
  id: Field,
  known: readonly string[],
  what: string,
  writer: PolicyWriter,
): FindingDraft {
  const similar = similarIds(id.text, known);
  const [first] = similar?.ids ?? [];
  const result =
    similar?.why === 'case'
      ? finding(
          fieldSpan(entry, id),
          `The ids of models are in lower case, and ARNs compare by case: ${quoted(id.text)} matches no ${what}. Write ${quoted(first ?? '')}.`,
        ).as('warning')
      : finding(
          fieldSpan(entry, id),
          first
            ? `No ${what} ${quoted(id.text)} is known here. Did you mean ${quoted(first)}?`
            : `No ${what} ${quoted(id.text)} is known here. It may be newer than the catalog; check its spelling.`,
        );
  for (const candidate of similar?.ids ?? [])
    result.suggest(`Change to ${quoted(candidate)}`, replaceField(writer, entry, id, candidate));
  return result;
}
