/** Models, profiles and Regions that the catalog does not know, and agents without an alias. */

import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyWriter } from '../hosts/writer.ts';
import { hasAction } from '../iam/allowed.ts';
import { type ArnValue, fieldSpan, isLiteral, isVariable, replaceField } from '../iam/arns.ts';
import { bedrockArns } from '../iam/bedrock-arns.ts';
import { nearestFew } from '../iam/nearest.ts';
import { mayBePlaceholder } from '../iam/placeholders.ts';
import type { Field } from '../patterns/arn.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import { resource } from './engine/example.ts';
import { type FindingDraft, finding } from './engine/finding.ts';
import { authorizationReference, bedrockGuide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

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
    'AWS brings out models faster than any list follows, so this is a hint. A misspelt id matches nothing: look whether one of the near ones is meant.',
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

/** The profiles that the catalog lists, and those of each model in the geography: not all are listed. */
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
      if (!home || (isLiteral(partition.text) && home.id !== partition.text)) continue; // told elsewhere
      yield finding(
        fieldSpan(entry, region),
        `Bedrock is not offered in ${region.text}, as far as the catalog of ${catalog.date} knows. Check the Region.`,
      );
    }
  },
});

export const bedrockAgentNeedsAlias = defineRule({
  id: 'bedrock-agent-needs-alias',
  category: 'effect',
  severity: 'warning',
  summary: 'An agent is invoked by its own ARN instead of its alias’s.',
  explanation:
    'InvokeAgent is authorised on agent-alias/AGENT-ID/ALIAS-ID, never on agent/AGENT-ID. With the agent’s ARN every call is denied.',
  reference: authorizationReference(),
  fixes: { suggested: 'InvokeAgent was allowed on no alias: with the change it is.' },
  bad: resource('arn:aws:bedrock:eu-west-1:222233334444:⟦agent/A1B2C3D4E5⟧', 'bedrock:InvokeAgent'),
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:agent-alias/A1B2C3D4E5/*', 'bedrock:InvokeAgent'),
  *checkStatement(statement, { catalog, writer }) {
    const { action, resource: list } = statement;
    if (!action || !list || !hasAction(statement, 'bedrock:InvokeAgent')) return;
    const arns = bedrockArns(statement, catalog).filter((each) => each.list === list);
    if (arns.length < list.values.length || arns.some(({ type }) => type?.name === 'agent-alias')) return;
    for (const entry of arns) {
      const id = entry.arn.resourceId?.text;
      if (entry.type?.name !== 'agent' || id === undefined) continue;
      const alias = `agent-alias/${id === '*' ? '*' : `${id}/*`}`;
      const isOnly = action.values.length === 1 && /^bedrock:InvokeAgent$/i.test(action.values[0]?.text ?? '');
      const whole = entry.arn.text.slice(0, entry.arn.resource.start) + alias;
      yield finding(
        fieldSpan(entry, entry.arn.resource),
        'InvokeAgent is authorised on the alias, not on the agent: every call is denied. Name agent-alias/AGENT-ID/ALIAS-ID.',
      ).suggest(
        isOnly ? `Change to "${alias}"` : `Add "${alias}"`,
        isOnly ? replaceField(writer, entry, entry.arn.resource, alias) : writer.addValues(list, [whole]),
      );
    }
  },
});
