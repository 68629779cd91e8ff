import type { Catalog } from '../../catalog/catalog.ts';
import type { Data, Property } from '../../model/data.ts';
import { brief, quoted } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { everythingIn, kindOf, propertiesOf, spanOf, valueIn } from '../../policy/data.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { readString, type StringValue, within } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';

const GUARDRAIL_INFERENCE = 'guardrail_inference';

/** What a configuration holds, and the values of what has a closed set of them. `input_tags` is the older form. */
const OF_CONFIGURATION = ['identifier', 'selective_content_guarding', 'model_enforcement', 'input_tags'];
const GUARDING: ReadonlyMap<string, readonly string[]> = new Map([
  ['system', ['selective', 'comprehensive']],
  ['messages', ['selective', 'comprehensive']],
  ['input_tags', ['honor', 'ignore']],
]);

/** `@@assign`, `@@operators_allowed_for_child_policies`: how a policy joins those above and below it. */
const isOperator = ({ name }: Property): boolean => name.startsWith('@@');

const named = (data: Data | undefined): readonly Property[] => propertiesOf(data).filter((each) => !isOperator(each));

const enforcing = (identifier: string, more = '') =>
  document(
    `{ "bedrock": { "guardrail_inference": { "us-east-1": { "config_1": { "identifier": { "@@assign": "${identifier}" }${more} } } } } }`,
  );

const GUARDRAIL = 'arn:aws:bedrock:us-east-1:222233334444:guardrail/a1b2c3d4e5f6';

/**
 * The Bedrock policies of AWS Organizations, which enforce guardrails on accounts. They are no IAM policies: no statements, but
 * values under inheritance operators.
 */
export const bedrockOrganizationPolicy = defineRule({
  id: 'bedrock-organization-policy',
  category: 'effect',
  severity: 'error',
  summary: 'A Bedrock policy of AWS Organizations names no guardrail that can be enforced.',
  explanation:
    'Such a policy enforces a guardrail on all calls of Bedrock in the accounts that it is attached to: { "bedrock": { "guardrail_inference": { REGION: { NAME: { "identifier": { "@@assign": ARN } } } } } }. The guardrail is one of the management account, in that Region, with a numbered version. AWS warns that a wrong identifier makes all calls of Bedrock in the accounts fail.',
  reference: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock_syntax.html',
  bad: [
    enforcing(`⟦${GUARDRAIL}⟧`),
    enforcing(`⟦${GUARDRAIL}:DRAFT⟧`),
    enforcing('arn:aws:bedrock:⟦eu-west-1⟧:222233334444:guardrail/a1b2c3d4e5f6:1'),
    enforcing(
      `${GUARDRAIL}:1`,
      ', "selective_content_guarding": { "system": { "@@assign": "⟦partial⟧" } }, ⟦"excluded_models"⟧: { "@@assign": ["cohere.embed-english-v3"] }',
    ),
  ],
  good: [
    enforcing(
      `${GUARDRAIL}:1`,
      ', "selective_content_guarding": { "system": { "@@assign": "selective" }, "messages": { "@@assign": "comprehensive" } }, "model_enforcement": { "included_models": { "@@assign": ["ALL"] } }',
    ),
    enforcing(`${GUARDRAIL}:1`, ', "input_tags": { "@@assign": "honor" }'),
  ],
  checkDocument: (read, { catalog }) => bedrockPolicyFindings(read, catalog),
  checkWithoutPolicy: (read, { catalog }) => bedrockPolicyFindings(read, catalog),
});

/** Finds what Organizations refuses, or what stops every call of Bedrock in the accounts. */
function* bedrockPolicyFindings(document: PolicyDocument, catalog: Catalog): Generator<FindingDraft> {
  // Its name may be written with escapes.
  if (!document.text.includes(GUARDRAIL_INFERENCE) && !document.text.includes('\\u')) return;
  for (const each of everythingIn(document.root)) {
    const regions = named(valueIn(valueIn(each, 'bedrock'), GUARDRAIL_INFERENCE));
    for (const region of regions) {
      const isKnown = catalog.partitions.some(({ regions: all }) => all.some(({ id }) => id === region.name));
      if (!isKnown)
        yield finding(
          spanOf(region.key),
          `${quoted(region.name)} is no Region, so this is enforced nowhere. Write one, such as us-east-1.`,
        ).as('warning');
      for (const configuration of named(region.value))
        yield* configurationFindings(configuration, region.name, document.text);
    }
  }
}

function* configurationFindings({ key, value }: Property, region: string, text: string): Generator<FindingDraft> {
  const own = named(value);
  for (const each of own) {
    if (OF_CONFIGURATION.includes(each.name)) continue;
    yield finding(
      spanOf(each.key),
      `A configuration has no ${quoted(each.name)}. Write one of ${OF_CONFIGURATION.slice(0, 3).join(', ')}.`,
    ).as('warning'); // AWS may have added it since
  }
  const identifier = own.find(({ name }) => name === 'identifier');
  if (!identifier) yield finding(spanOf(key), 'No guardrail is named here. Add "identifier".');
  else yield* identifierFindings(identifier, region, text);
  const guarded = own.flatMap((each) =>
    each.name === 'selective_content_guarding' ? named(each.value) : each.name === 'input_tags' ? [each] : [],
  );
  for (const each of guarded) {
    const values = GUARDING.get(each.name);
    const assigned = assignedIn(each, text);
    if (!values || !assigned || values.includes(assigned.text)) continue;
    yield finding(assigned, `${brief(each.name)} is never ${quoted(assigned.text)}. Write ${values.join(' or ')}.`);
  }
}

/** What a policy assigns to a property: `"property": { "@@assign": "…" }`. */
function assignedIn({ value }: Property, text: string): StringValue | undefined {
  const assigned = valueIn(value, '@@assign');
  return assigned && kindOf(assigned) === 'string' ? readString(assigned, text) : undefined;
}

/** A wrong identifier makes all calls of Bedrock in the accounts fail. */
function* identifierFindings(identifier: Property, region: string, text: string): Generator<FindingDraft> {
  const value = assignedIn(identifier, text);
  if (identifier.value && kindOf(identifier.value) === 'string') {
    yield finding(spanOf(identifier.value), 'A value stands under an operator. Write { "@@assign": "…" }.');
    return;
  }
  if (!value) return;
  const arn = parseArn(value.text);
  const [, version] = /^[^:]+(?::(.*))?$/.exec(arn?.resourceId?.text ?? '') ?? [];
  if (arn?.service.text !== 'bedrock' || arn.resourceType.text !== 'guardrail')
    yield finding(
      value,
      'This is no guardrail’s ARN, and makes every call of Bedrock in the accounts fail. Write arn:aws:bedrock:REGION:ACCOUNT:guardrail/ID:VERSION.',
    );
  else if (version === undefined || !/^\d+$/.test(version))
    yield finding(
      value,
      `A guardrail is enforced in a numbered version, and ${version === undefined ? 'none is named' : `${brief(version)} is none`}. Write ${brief(`${arn.text.slice(0, arn.text.length - (version === undefined ? 0 : version.length + 1))}:1`)}.`,
    );
  else if (arn.region.text !== region)
    yield finding(
      within(value, arn.region.start, arn.region.end),
      `This guardrail is in ${brief(arn.region.text)}, and is to be enforced in ${brief(region)}: a guardrail works in its own Region only. Name one of ${brief(region)}.`,
    );
}
