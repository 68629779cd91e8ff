/** The ARNs of Resource and NotResource beside the ARN formats of the service that they name. */

import type { Catalog, ResourceType } from '../../catalog/catalog.ts';
import { typePattern, typesOf } from '../../catalog/resources.ts';
import {
  type ArnValue,
  fieldSpan,
  hasWildcard,
  isEverything,
  isLiteral,
  isVariable,
  replaceField,
} from '../../iam/arns.ts';
import { nearest } from '../../iam/nearest.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import { brief, quoted } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { overlaps, parseGlob } from '../../patterns/glob.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import type { StatementContext } from '../engine/rule.ts';

/** Why no fix of a field is safe. */
export const LIVE = { suggested: 'The ARN matched nothing: with the change the statement takes effect.' };

export const values = ({ resource: named, notResource }: Statement): readonly StringValue[] => [
  ...strings(named),
  ...strings(notResource),
];

/** The resource types that an ARN of a service written out can name; empty where that is not known. */
export function candidates({ arn }: ArnValue, catalog: Catalog): readonly ResourceType[] {
  const service = isLiteral(arn.service.text) ? catalog.service(arn.service.text) : undefined;
  return service && !isEverything(arn.resource.text) ? typesOf(service, arn) : [];
}

/** Whether a field is empty in the ARN format of each type that the ARN can name. */
export const isEmptyInAll = (types: readonly ResourceType[], field: 'region' | 'account') =>
  types.length > 0 && types.every((type) => typePattern(type)?.arn[field].text === '');

export const isFilledInAll = (types: readonly ResourceType[], field: 'region' | 'account') =>
  types.length > 0 && types.every((type) => typePattern(type)?.arn[field].text !== '');

export const isBedrock = ({ arn }: ArnValue) => arn.service.text === 'bedrock';

/** ARNs that exist beside the formats of the reference: CloudFormation's macros, and an account's root user. */
const BESIDE_THE_REFERENCE = /^arn:[^:]+:(cloudformation:[^:]*:[^:]*:transform\/|iam::[^:]*:root$)/;

/** The words with which the resource field of a service's ARNs can begin. */
const resourceWords = (types: readonly ResourceType[]): readonly string[] => [
  ...new Set(
    types.flatMap((type) => {
      const word = typePattern(type)?.arn.resourceType.text;
      return word && !hasWildcard(word) ? [word] : [];
    }),
  ),
];

/** Words that people write → the type that they mean. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['model', 'foundation-model'],
  ['models', 'foundation-model'],
  ['foundation-models', 'foundation-model'],
  ['profile', 'inference-profile'],
]);

/** What AWS's services call a resource outside of IAM, and where access to it is given. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  [
    'aoss:index',
    // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html
    'Access to an index is given by a data access policy of OpenSearch Serverless; in IAM, name the collection.',
  ],
]);

/**
 * The form of the service's ARNs that a pattern reaches across a colon: a `*` that ends a field also matches the colon and
 * what follows it, so that `logs:*:*:/aws/lambda/*` covers `logs:eu-west-1:222233334444:log-group:/aws/lambda/x`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function formBeyondColon({ account, resource }: ArnValue['arn'], types: readonly ResourceType[]): string | undefined {
  if (!account.text.endsWith('*')) return undefined;
  const across = parseGlob(`*:${resource.text}`, { variables: true });
  return types.find((type) => overlaps(across, parseGlob(typePattern(type)?.arn.resource.text ?? '')))?.arn;
}

export function* unknownForm(entry: ArnValue, { catalog, writer }: StatementContext): Generator<FindingDraft> {
  const { service, resource: field, resourceType } = entry.arn;
  const owner = isLiteral(service.text) ? catalog.service(service.text) : undefined;
  if (!owner || owner.resourceTypes.length === 0 || isEverything(field.text) || isVariable(field.text)) return;
  if (
    mayBePlaceholder(resourceType.text) ||
    BESIDE_THE_REFERENCE.test(entry.arn.text) ||
    typesOf(owner, entry.arn).length > 0
  )
    return;
  const across = formBeyondColon(entry.arn, owner.resourceTypes);
  if (across) {
    yield finding(
      fieldSpan(entry, field),
      `This works only because the * before it also matches a colon. Write the whole form, ${across}.`,
    ).as('information');
    return;
  }
  const words = resourceWords(owner.resourceTypes);
  const elsewhere = ELSEWHERE.get(`${service.text}:${resourceType.text}`);
  const near = (isBedrock(entry) ? MEANT.get(resourceType.text) : undefined) ?? nearest(resourceType.text, words);
  const corrected =
    near === undefined || near === resourceType.text
      ? undefined
      : parseArn(entry.arn.text.slice(0, resourceType.start) + near + entry.arn.text.slice(resourceType.end));
  const result = finding(
    fieldSpan(entry, field),
    field.text === ''
      ? `The ARN names no resource of ${brief(service.text)}: it matches nothing. Write one, or *.`
      : `${brief(service.text)} has no resource ${quoted(field.text)}: this ARN matches nothing.${elsewhere ? ` ${elsewhere}` : corrected ? ` Did you mean ${near}?` : words.length > 0 && words.length <= 8 ? ` Its ARNs begin with ${words.join(', ')}.` : ' Check its form.'}`,
  );
  if (isBedrock(entry) && corrected && typesOf(owner, corrected).length > 0) result.as('error');
  yield corrected && !elsewhere && typesOf(owner, corrected).length > 0 && near
    ? result.suggest(`Change to ${quoted(near)}`, replaceField(writer, entry, resourceType, near))
    : result;
}
