/** The fields of the ARNs in Resource and NotResource, each against what AWS has and against the ARN formats. */

import type { Catalog, ResourceType } from '../catalog/catalog.ts';
import { typePattern, typesOf } from '../catalog/resources.ts';
import {
  type ArnValue,
  colonAfter,
  fieldSpan,
  hasWildcard,
  isLiteral,
  isVariable,
  replaceField,
  resourceArns,
} from '../iam/arns.ts';
import { nearest } from '../iam/nearest.ts';
import { hasBrackets, mayBePlaceholder } from '../iam/placeholders.ts';
import { type Field, parseArn, splitFields } from '../patterns/arn.ts';
import { RESOURCE_KINDS } from '../policy/kind.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { type StringValue, within } from '../policy/value.ts';
import { resource } from './engine/example.ts';
import { type FindingDraft, finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule, type StatementContext } from './engine/rule.ts';

/** Why no fix of a field is safe. */
const LIVE = { suggested: 'The ARN matched nothing: with the change the statement takes effect.' };

const values = ({ resource: named, notResource }: Statement): readonly StringValue[] => [
  ...strings(named),
  ...strings(notResource),
];

/** The resource types that an ARN of a service written out can name; empty where that is not known. */
function candidates({ arn }: ArnValue, catalog: Catalog): readonly ResourceType[] {
  const service = isLiteral(arn.service.text) ? catalog.service(arn.service.text) : undefined;
  return service && !/^\*+$/.test(arn.resource.text) ? typesOf(service, arn) : [];
}

/** Whether a field is empty in the ARN format of each type that the ARN can name. */
const isEmptyInAll = (types: readonly ResourceType[], field: 'region' | 'account') =>
  types.length > 0 && types.every((type) => typePattern(type)?.arn[field].text === '');

const isFilledInAll = (types: readonly ResourceType[], field: 'region' | 'account') =>
  types.length > 0 && types.every((type) => typePattern(type)?.arn[field].text !== '');

const isBedrock = ({ arn }: ArnValue) => arn.service.text === 'bedrock';

export const invalidArnPrefix = defineRule({
  id: 'invalid-arn-prefix',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource is neither "*" nor an ARN.',
  explanation:
    'A resource is "*", or an ARN, which begins with arn: and the partition. IAM refuses the policy otherwise. No wildcard may stand in the word arn.',
  reference: accessAnalyzer('error', 'invalid-arn-prefix'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('⟦aws:s3:::my-bucket/*⟧', 's3:GetObject'),
    resource('⟦my-bucket/*⟧', 's3:GetObject'),
    resource('⟦ARN:aws:s3:::my-bucket/*⟧', 's3:GetObject'),
  ],
  good: resource('arn:aws:s3:::my-bucket/*', 's3:GetObject'),
  *checkStatement(statement, { writer }) {
    for (const value of values(statement)) {
      const { text } = value;
      if (/^\*+$/.test(text) || text.startsWith('arn:') || isVariable(text) || hasBrackets(text)) continue;
      const corrected = [text.replace(/^arn:/i, 'arn:'), `arn:${text}`, `arn:aws:${text}`].find((each) =>
        /^arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:./.test(each),
      );
      const result = finding(
        value,
        `"${text.slice(0, 60)}" is neither "*" nor an ARN, so IAM refuses the policy. Write the whole ARN: arn:aws:…`,
      );
      yield corrected === undefined
        ? result
        : result.suggest(`Change to "${corrected.slice(0, 80)}"`, writer.replaceText(value, corrected));
    }
  },
});

export const missingArnField = defineRule({
  id: 'missing-arn-field',
  category: 'grammar',
  severity: 'error',
  summary: 'An ARN has fewer than six fields.',
  explanation:
    'An ARN is arn:partition:service:region:account:resource. A field may be empty, but its colon must stand. IAM fills a short ARN up with *, which is seldom meant, and a session policy with one is refused.',
  reference: accessAnalyzer('error', 'missing-arn-field'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [resource('⟦arn:aws:s3:my-bucket/*⟧', 's3:GetObject'), resource('⟦arn:aws:bedrock:eu-west-1⟧')],
  good: resource('arn:aws:s3:::my-bucket/*', 's3:GetObject'),
  *checkStatement(statement, { catalog, writer }) {
    for (const value of values(statement)) {
      if (!value.text.startsWith('arn:') || parseArn(value.text) || hasBrackets(value.text)) continue;
      const fields = splitFields(value.text, 6);
      if (fields.some(({ text }) => /^\*+$/.test(text)) && fields.at(-1)?.text.match(/^\*+$/)) continue; // `arn:aws:*`: all that follows
      const result = finding(
        value,
        `An ARN has six fields and this one has ${fields.length}. Write arn:partition:service:region:account:resource, an empty field with its colon.`,
      );
      const corrected = completed(fields, catalog);
      yield corrected === undefined
        ? result
        : result.suggest(`Change to "${corrected}"`, writer.replaceText(value, corrected));
    }
  },
});

/** The ARN of which these are the first fields and the resource, where exactly one form of the service's fits it. */
function completed(fields: readonly Field[], catalog: Catalog): string | undefined {
  const [, partition, service] = fields;
  const last = fields.at(-1);
  if (!partition || !service || !last || fields.length < 4) return undefined;
  const types = catalog.service(service.text)?.resourceTypes ?? [];
  for (const type of types) {
    const template = typePattern(type)?.arn;
    if (!template) continue;
    const region = template.region.text === '' ? '' : '*';
    const account = template.account.text === '' ? '' : '*';
    const whole = `arn:${partition.text}:${service.text}:${region}:${account}:${last.text}`;
    const arn = parseArn(whole);
    const owner = catalog.service(service.text);
    if (arn && owner && typesOf(owner, arn)[0]?.name === type.name) return whole;
  }
  return undefined;
}

export const invalidPartition = defineRule({
  id: 'invalid-partition',
  category: 'effect',
  severity: 'error',
  summary: 'An ARN names an unknown partition.',
  explanation:
    'The partitions are aws, aws-cn, aws-us-gov and a few closed ones. An ARN of any other matches nothing. A wildcard there is accepted: AWS’s own policies write arn:*:….',
  reference: accessAnalyzer('error', 'invalid-partition'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:⟦amazon⟧:s3:::my-bucket/*', 's3:GetObject'),
  good: [
    resource('arn:aws-us-gov:s3:::my-bucket/*', 's3:GetObject'),
    resource('arn:*:s3:::my-bucket/*', 's3:GetObject'),
  ],
  *checkStatement(statement, { catalog, writer }) {
    const known = catalog.partitions.map(({ id }) => id);
    for (const entry of resourceArns(statement)) {
      const { partition, region } = entry.arn;
      if (!isLiteral(partition.text) || known.includes(partition.text) || mayBePlaceholder(partition.text)) continue;
      const owner = catalog.partitions.find(({ regions }) => regions.some(({ id }) => id === region.text))?.id;
      const meant = owner ?? nearest(partition.text, known) ?? 'aws';
      yield finding(
        partition.text === ''
          ? within(entry.value, partition.start - 1, partition.end + 1)
          : fieldSpan(entry, partition),
        `AWS has no partition "${partition.text}", so this ARN matches nothing. Write ${meant}.`,
      ).suggest(`Change to "${meant}"`, replaceField(writer, entry, partition, meant));
    }
  },
});

export const invalidArnRegion = defineRule({
  id: 'invalid-arn-region',
  category: 'effect',
  severity: 'error',
  summary: 'An ARN names an unknown Region.',
  explanation:
    'The Region of an ARN is a Region’s code, such as eu-west-1, a pattern of some, or empty. No resource is in any other.',
  reference: accessAnalyzer('error', 'invalid-arn-region'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('arn:aws:bedrock:⟦us-east1⟧::foundation-model/*'),
    resource('arn:aws:bedrock:⟦us-gov-west-1⟧::foundation-model/*'),
  ],
  good: [
    resource('arn:aws:bedrock:us-east-1::foundation-model/*'),
    resource('arn:aws:bedrock:::foundation-model/*'),
    resource('arn:aws:bedrock:eu-*::foundation-model/*'),
  ],
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { region, partition } = entry.arn;
      if (region.text === '' || !isLiteral(region.text) || mayBePlaceholder(region.text)) continue;
      const home = catalog.partitions.find(({ regions }) => regions.some(({ id }) => id === region.text));
      const named = catalog.partitions.find(({ id }) => id === partition.text);
      if (home && named && home.id !== named.id) {
        yield finding(
          fieldSpan(entry, region),
          `${region.text} belongs to the partition ${home.id}, not to ${named.id}: this ARN matches nothing. Change one of the two.`,
        ).suggest(`Change the partition to "${home.id}"`, replaceField(writer, entry, partition, home.id));
      }
      // A Region that AWS opened after the data were made has the form of one; say nothing certain of it.
      if (
        home ||
        (/^[a-z]{2,4}(-[a-z]+)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/.test(
          region.text,
        ) &&
          isNewRegion(region.text, catalog))
      )
        continue;
      const known = (named ? [named] : catalog.partitions).flatMap(({ regions }) => regions.map(({ id }) => id));
      const near = nearest(region.text, known);
      const result = finding(
        fieldSpan(entry, region),
        `AWS has no Region "${region.text}", so this ARN matches nothing.${near ? ` Did you mean ${near}?` : ' Write a Region’s code, such as us-east-1.'}`,
      );
      yield near ? result.suggest(`Change to "${near}"`, replaceField(writer, entry, region, near)) : result;
    }
  },
});

/** Whether a code in a Region's form could be a Region newer than the catalog: none known is one letter away. */
function isNewRegion(code: string, catalog: Catalog): boolean {
  const area = code.slice(0, code.indexOf('-'));
  const known = catalog.partitions.flatMap(({ regions }) => regions.map(({ id }) => id));
  return known.some((id) => id.startsWith(`${area}-`));
}

export const invalidArnAccount = defineRule({
  id: 'invalid-arn-account',
  category: 'effect',
  severity: 'error',
  summary: 'The account of an ARN is no account id.',
  explanation:
    'The account of an ARN is twelve digits, a pattern of some, or empty. For what AWS owns it may be the word aws.',
  reference: accessAnalyzer('error', 'invalid-arn-account'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:bedrock:eu-west-1:⟦22223333444⟧:guardrail/g1', 'bedrock:GetGuardrail'),
  good: [
    resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:iam::aws:policy/ReadOnlyAccess', 'iam:GetPolicy'),
  ],
  *checkStatement(statement, { writer }) {
    for (const entry of resourceArns(statement)) {
      const { account, resourceType } = entry.arn;
      const { text } = account;
      if (
        text === '' ||
        !isLiteral(text) ||
        /^(\d{12}|aws|cloudfront|amazon|aws-managed|third-party)$/.test(text) ||
        mayBePlaceholder(text)
      )
        continue;
      if (isBedrock(entry) && resourceType.text === 'foundation-model') continue; // wrong whatever it is
      const plain = text.replace(/[- ]/g, '');
      const result = finding(
        fieldSpan(entry, account),
        `"${text}" is no account id, so this ARN matches nothing. An account id has twelve digits.`,
      );
      yield /^\d{12}$/.test(plain)
        ? result.suggest(`Change to "${plain}"`, replaceField(writer, entry, account, plain))
        : result.suggest('Change to "*", any account', replaceField(writer, entry, account, '*'));
    }
  },
});

export const invalidArnServiceCase = defineRule({
  id: 'invalid-arn-service-case',
  category: 'effect',
  severity: 'error',
  summary: 'The service of an ARN has capital letters.',
  explanation: 'ARNs compare with regard to case, and the service in them is written in small letters.',
  reference: accessAnalyzer('error', 'invalid-arn-service-case'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:⟦Bedrock⟧:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { service } = entry.arn;
      const lower = service.text.toLowerCase();
      if (lower === service.text || !isLiteral(service.text) || !catalog.hasService(lower)) continue;
      yield finding(
        fieldSpan(entry, service),
        `ARNs are case-sensitive and no service is called "${service.text}": this matches nothing. Write ${lower}.`,
      ).suggest(`Change to "${lower}"`, replaceField(writer, entry, service, lower));
    }
  },
});

export const wildcardInServiceName = defineRule({
  id: 'wildcard-in-service-name',
  category: 'style',
  severity: 'information',
  summary: 'A wildcard stands in the service of an ARN or an action.',
  explanation:
    'The pattern also takes in services that are not meant, and those that AWS will add: bedrock* covers bedrock-agentcore, bedrock-mantle and bedrock-websearch.',
  reference: accessAnalyzer('suggestion', 'wildcard-in-service-name'),
  bad: [
    resource('arn:aws:⟦bedrock*⟧:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('*', '⟦bedrock-*⟧:InvokeAgentRuntime'),
  ],
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  *checkStatement(statement) {
    for (const entry of resourceArns(statement)) {
      const { service } = entry.arn;
      if (hasWildcard(service.text) && !isVariable(service.text)) yield wide(fieldSpan(entry, service), service.text);
    }
    for (const value of [...strings(statement.action), ...strings(statement.notAction)]) {
      const colon = value.text.indexOf(':');
      const prefix = value.text.slice(0, colon);
      if (colon > 0 && hasWildcard(prefix) && prefix !== '*') yield wide(within(value, 0, colon), prefix);
    }
  },
});

const wide = (at: ArnValue['value']['span'], text: string): FindingDraft =>
  finding(at, `"${text}" takes in every service of such a name, also those to come. Name the services that you mean.`);

export const arnAccountNotAllowed = defineRule({
  id: 'arn-account-not-allowed',
  category: 'effect',
  severity: 'error',
  summary: 'An ARN names an account where its type has none.',
  explanation:
    'Some resources have ARNs without an account: S3 buckets, API Gateway’s APIs, … An ARN with one matches nothing. Bedrock’s foundation models have a rule of their own.',
  reference: accessAnalyzer('error', 'arn-account-not-allowed'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:s3::⟦222233334444⟧:my-bucket/*', 's3:GetObject'),
  good: resource('arn:aws:s3:::my-bucket/*', 's3:GetObject'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { account } = entry.arn;
      if (account.text === '' || !isLiteral(account.text) || isBedrock(entry)) continue;
      if (!isEmptyInAll(candidates(entry, catalog), 'account')) continue;
      yield finding(
        fieldSpan(entry, account),
        `ARNs of this type have no account, so this one matches nothing. Leave the account empty.`,
      ).suggest('Remove the account', replaceField(writer, entry, account, ''));
    }
  },
});

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

/**
 * ARNs of what AWS owns, without an account against the format of their type, as AWS's own policies write them.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_service-with-iam.html
 */
const OWNED_BY_AWS =
  /^arn:[^:]+:(ssm:[^:]*::(document|automation-definition|parameter\/aws)|resource-explorer-2:[^:]*::view\/AWS)/;

/** ARNs that exist beside the formats of the reference: CloudFormation's macros, and an account's root user. */
const BESIDE_THE_REFERENCE = /^arn:[^:]+:(cloudformation:[^:]*:[^:]*:transform\/|iam::[^:]*:root$)/;

export const missingArnAccount = defineRule({
  id: 'missing-arn-account',
  category: 'effect',
  severity: 'warning',
  summary: 'An ARN lacks the account that its type has.',
  explanation: 'With an empty account the ARN matches nothing. Bedrock’s resources have a rule of their own.',
  reference: accessAnalyzer('error', 'missing-arn-account'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:kms:eu-west-1:⟦:⟧key/*', 'kms:Decrypt'),
  good: resource('arn:aws:kms:eu-west-1:222233334444:key/*', 'kms:Decrypt'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { account } = entry.arn;
      if (account.text !== '' || isBedrock(entry) || OWNED_BY_AWS.test(entry.arn.text)) continue;
      if (!isFilledInAll(candidates(entry, catalog), 'account')) continue;
      yield finding(
        colonAfter(entry, account),
        'ARNs of this type name an account, so this one matches nothing. Put the account between the colons.',
      ).suggest('Insert * for any account', replaceField(writer, entry, account, '*'));
    }
  },
});

/** The words with which the resource field of a service's ARNs can begin. */
const resourceWords = (types: readonly ResourceType[]): readonly string[] => [
  ...new Set(
    types.flatMap((type) => {
      const word = typePattern(type)?.arn.resourceType.text;
      return word && !hasWildcard(word) ? [word] : [];
    }),
  ),
];

export const invalidArnResource = defineRule({
  id: 'invalid-arn-resource',
  category: 'effect',
  severity: 'warning',
  summary: 'The resource of an ARN fits none of its service’s ARN formats.',
  explanation:
    'Each service’s ARNs have forms of their own, such as table/NAME or role/NAME. An ARN of another form matches nothing. Bedrock’s have a rule of their own.',
  reference: accessAnalyzer('error', 'invalid-arn-resource'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:iam::222233334444:⟦roles/app⟧', 'iam:*Role'),
  good: resource('arn:aws:iam::222233334444:role/app', 'iam:*Role'),
  *checkStatement(statement, context) {
    for (const entry of resourceArns(statement)) if (!isBedrock(entry)) yield* unknownForm(entry, context);
  },
});

export const bedrockUnknownResourceType = defineRule({
  id: 'bedrock-unknown-resource-type',
  category: 'effect',
  severity: 'error',
  summary: 'A Bedrock ARN names a type of resource that does not exist.',
  explanation:
    'Bedrock has no resource type model or agents: a foundation model’s ARN is foundation-model/ID, an agent’s agent/ID. An ARN of an unknown type matches nothing.',
  reference: accessAnalyzer('error', 'invalid-arn-resource'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('arn:aws:bedrock:us-east-1::⟦model/amazon.nova-lite-v1:0⟧', 'bedrock:*'),
    resource('arn:aws:bedrock:us-east-1:222233334444:⟦guardrails/*⟧', 'bedrock:*'),
  ],
  good: resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
  *checkStatement(statement, context) {
    for (const entry of resourceArns(statement)) if (isBedrock(entry)) yield* unknownForm(entry, context);
  },
});

/** Words that people write → the type that they mean. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['model', 'foundation-model'],
  ['models', 'foundation-model'],
  ['foundation-models', 'foundation-model'],
  ['profile', 'inference-profile'],
]);

function* unknownForm(entry: ArnValue, { catalog, writer }: StatementContext): Generator<FindingDraft> {
  const { service, resource: field, resourceType } = entry.arn;
  const owner = isLiteral(service.text) ? catalog.service(service.text) : undefined;
  if (!owner || owner.resourceTypes.length === 0 || /^\*+$/.test(field.text) || isVariable(field.text)) return;
  if (
    mayBePlaceholder(resourceType.text) ||
    BESIDE_THE_REFERENCE.test(entry.arn.text) ||
    typesOf(owner, entry.arn).length > 0
  )
    return;
  const words = resourceWords(owner.resourceTypes);
  const near = (isBedrock(entry) ? MEANT.get(resourceType.text) : undefined) ?? nearest(resourceType.text, words);
  const corrected =
    near === undefined || near === resourceType.text
      ? undefined
      : parseArn(entry.arn.text.slice(0, resourceType.start) + near + entry.arn.text.slice(resourceType.end));
  const result = finding(
    fieldSpan(entry, field),
    field.text === ''
      ? `The ARN names no resource of ${service.text}: it matches nothing. Write one, or *.`
      : `${service.text} has no resource "${field.text.slice(0, 60)}": this ARN matches nothing.${corrected ? ` Did you mean ${near}?` : words.length > 0 && words.length <= 8 ? ` Its ARNs begin with ${words.join(', ')}.` : ' Check its form.'}`,
  );
  yield corrected && typesOf(owner, corrected).length > 0 && near
    ? result.suggest(`Change to "${near}"`, replaceField(writer, entry, resourceType, near))
    : result;
}
