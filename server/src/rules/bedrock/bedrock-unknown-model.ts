import type { Catalog } from '../../catalog/catalog.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { type ArnValue, fieldSpan, isVariable, replaceField } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { nearestFew } from '../../iam/nearest.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import type { Field } from '../../patterns/arn.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
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
  summary: 'The catalog knows no such model or inference profile.',
  explanation:
    'AWS adds models faster than any list can follow, so this is a hint. A misspelled id matches nothing: check whether one of the similar ids was intended.',
  reference: bedrockGuide('models-supported'),
  fixes: { suggested: 'The id may be newer than the catalog.' },
  bad: [
    resource('arn:aws:bedrock:us-east-1::foundation-model/⟦amazon.nova-light-v1:0⟧'),
    resource('arn:aws:bedrock:us-east-1::foundation-model/⟦antropic.*⟧'),
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
    for (const entry of bedrockArns(statement, catalog)) {
      const id = idOf(entry);
      const type = entry.arn.resourceType.text;
      if (!id) continue;
      if (type === 'foundation-model' && !catalog.models.profile(id.text)) {
        const known = catalog.models.models.map((model) => model.id);
        if (!isKnown(id.text, known)) yield unknown(entry, id, known, 'model', writer);
      } else if (type === 'inference-profile') {
        const profile = catalog.models.profile(id.text);
        const known = knownProfiles(profile?.geography, catalog);
        if (profile && !isKnown(id.text, known)) yield unknown(entry, id, known, 'inference profile', writer);
      }
    }
  },
});

const isKnown = (text: string, known: readonly string[]): boolean => {
  const glob = parseGlob(text);
  return glob.isLiteral ? known.includes(text) : known.some((id) => matches(glob, id));
};

/** The ids of profiles in a geography: one for each model, since no list of profiles is complete. */
function knownProfiles(geography: string | undefined, { models }: Catalog): readonly string[] {
  return geography === undefined ? [] : models.models.map(({ id }) => `${geography}.${id}`);
}

function unknown(
  entry: ArnValue,
  id: Field,
  known: readonly string[],
  what: string,
  writer: PolicyWriter,
): FindingDraft {
  const near = nearestFew(id.text, known);
  const result = finding(
    fieldSpan(entry, id),
    near[0]
      ? `No ${what} "${id.text}" is known here. Did you mean "${near[0]}"?`
      : `No ${what} "${id.text}" is known here. It may be newer than the catalog; check its spelling.`,
  );
  for (const candidate of near) result.suggest(`Change to "${candidate}"`, replaceField(writer, entry, id, candidate));
  return result;
}
