/** Within an ARN: the values of the field that the cursor is in. */
import type { Catalog, ResourceType } from '../../catalog/catalog.ts';
import type { Models } from '../../catalog/models.ts';
import { typePattern } from '../../catalog/resources.ts';
import { actionNames } from '../../iam/actions.ts';
import type { Span } from '../../model/span.ts';
import { type Arn, type Field, splitFields } from '../../patterns/arn.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { within } from '../../policy/value.ts';
import type { Organization } from '../../rules/engine/organization.ts';
import { literalsOf } from './allowed-first.ts';
import { accountsIn } from './arn-defaults.ts';
import type { Completion, CompletionOptions } from './item.ts';
import { completeProfilesWithModels, modelIds, profileIds } from './models.ts';
import { LIKELY_TYPES, offeredTypes } from './resource-types.ts';

interface Choice {
  readonly label: string;
  /** What finds it, where it is more than the label. */
  readonly filter?: string;
  readonly detail?: string;
  readonly deprecated?: boolean;
  readonly retrigger?: boolean;
}

/** The cursor's field of the ARN that is being typed; `index` counts from 0, the literal `arn`. */
interface AtField {
  readonly fields: readonly Field[];
  readonly field: Field;
  readonly index: number;
}

function fieldAt({ string, index }: Cursor): AtField | undefined {
  const fields = string ? splitFields(string.text, 6) : [];
  const at = fields.findIndex((field) => index <= field.end);
  const field = fields[at];
  return field && { fields, field, index: at };
}

function fieldItems(cursor: Cursor, from: number, to: number, choices: readonly Choice[]): readonly Completion[] {
  const { string } = cursor;
  if (!string) return [];
  const replace: Span = within(string, from, to);
  return choices.map(
    (choice, order): Completion => ({
      label: choice.label,
      kind: 'field',
      ...(choice.detail ? { detail: choice.detail } : {}),
      insert: choice.label,
      replace,
      // Whoever types an asterisk has chosen, and goes on with Tab.
      filter: choice.filter ?? (choice.label === '*' ? 'every' : choice.label),
      sort: `${choice.deprecated ? 1 : 0}1${String(order).padStart(4, '0')}`,
      ...(choice.deprecated ? { deprecated: true } : {}),
      ...(choice.retrigger ? { retrigger: true } : { isField: true }),
    }),
  );
}

/** Whether an ARN is typed so far that its fields are worth completing: up to the first colon. */
export const isInArn = ({ typed }: Cursor): boolean => typed.startsWith('arn:');

/** The values of the field that the cursor is in: in Resource, or in a condition's value. */
export function completeArnField(
  cursor: Cursor,
  { catalog, defaultAccount, organization }: CompletionOptions,
): readonly Completion[] {
  const at = fieldAt(cursor);
  if (!at) return [];
  const { fields, field } = at;
  const service = fields[2]?.text ?? '';
  const whole = (choices: readonly Choice[]) => fieldItems(cursor, field.start, field.end, choices);
  switch (at.index) {
    case 1:
      return whole(partitions(catalog));
    case 2:
      return whole(services(cursor, catalog));
    case 3:
      return whole(regions(service, fields[1]?.text ?? '', catalog));
    case 4:
      return whole(accounts(service, fields[5] !== undefined, knownAccounts(cursor, defaultAccount, organization)));
    case 5:
      return [
        ...resourceField(cursor, catalog, at, organization),
        ...(isAtProfileId(cursor) ? completeProfilesWithModels(cursor, catalog) : []),
      ];
    default:
      return [];
  }
}

const isAtProfileId = ({ typed }: Cursor): boolean => /:inference-profile\/[^/]*$/.test(typed);

/** The same for a principal's ARN: IAM's and STS's, without Region. */
export function completePrincipalField(
  cursor: Cursor,
  { catalog, defaultAccount, organization }: CompletionOptions,
): readonly Completion[] {
  const at = fieldAt(cursor);
  if (!at) return [];
  const { fields, field, index } = at;
  const whole = (...labels: readonly string[]) =>
    fieldItems(
      cursor,
      field.start,
      field.end,
      labels.map((label) => ({ label })),
    );
  switch (index) {
    case 1:
      return fieldItems(cursor, field.start, field.end, partitions(catalog));
    case 2:
      return whole('iam', 'sts');
    case 4:
      return whole(...knownAccounts(cursor, defaultAccount, organization));
    case 5:
      return fields[2]?.text === 'sts'
        ? whole('assumed-role/', 'federated-user/')
        : whole('root', 'role/', 'user/', 'oidc-provider/', 'saml-provider/');
    default:
      return [];
  }
}

const partitions = (catalog: Catalog): readonly Choice[] =>
  catalog.partitions
    .map(({ id }) => id)
    .toSorted((a, b) => Number(a.includes('-iso')) - Number(b.includes('-iso')))
    .map((label) => ({ label }));

function services(cursor: Cursor, catalog: Catalog): readonly Choice[] {
  const own = actionNames(cursor.statement?.action).map(({ prefix }) => prefix.toLowerCase());
  const first = new Set([...own, 'bedrock', 'bedrock-agentcore', 'bedrock-mantle']);
  const names = new Map(catalog.serviceNames.map(({ prefix, name }) => [prefix, name]));
  return [...new Set([...first, ...names.keys()])].flatMap((label) => {
    const detail = names.get(label);
    return detail === undefined ? [] : [{ label, detail }];
  });
}

/** Bedrock's Regions in the ARN's partition; for other services all Regions of the partition, Bedrock's first. */
function regions(service: string, partition: string, catalog: Catalog): readonly Choice[] {
  const own = catalog.partitions.filter(({ id }) => id === partition);
  const names = new Map(
    (own.length > 0 ? own : catalog.partitions).flatMap((each) =>
      each.regions.map(({ id, name }) => [id, name] as const),
    ),
  );
  const bedrocks = service === 'bedrock-mantle' ? catalog.models.mantleRegions : catalog.models.regions;
  const first = bedrocks.filter((id) => names.has(id));
  const ids = service.startsWith('bedrock') && first.length > 0 ? first : [...new Set([...first, ...names.keys()])];
  return [...ids.map((id) => ({ label: id, detail: names.get(id) ?? '' })), { label: '*', detail: 'Every Region' }];
}

const knownAccounts = (
  cursor: Cursor,
  defaultAccount: string | undefined,
  organization: Organization | undefined,
): readonly string[] => [
  ...new Set([
    ...(defaultAccount ? [defaultAccount] : []),
    ...accountsIn(cursor),
    ...literalsOf(organization?.accounts),
  ]),
];

/** Known accounts; for Bedrock's models, which belong to no account, the empty field and what follows it. */
function accounts(service: string, hasResource: boolean, known: readonly string[]): readonly Choice[] {
  const forModels = { label: ':foundation-model/', detail: 'Models belong to no account', retrigger: true };
  return [
    ...known.map((label) => ({ label })),
    ...(service === 'bedrock' && !hasResource ? [forModels] : []),
    { label: '*', detail: 'Every account' },
  ];
}

/** Before the slash the resource types; after it the ids that are known. */
function resourceField(
  cursor: Cursor,
  catalog: Catalog,
  { fields, field }: AtField,
  organization: Organization | undefined,
): readonly Completion[] {
  const service = fields[2]?.text ?? '';
  const slash = field.text.indexOf('/');
  if (slash < 0 || cursor.index <= field.start + slash) {
    const end = slash < 0 ? field.end : field.start + slash;
    return fieldItems(cursor, field.start, end, typeWords(cursor, catalog, fields, slash < 0));
  }
  const type = field.text.slice(0, slash);
  const ids = service === 'bedrock' ? knownIds(type, fields[3]?.text ?? '', catalog.models, organization) : [];
  return fieldItems(cursor, field.start + slash + 1, field.end, ids);
}

/** The types that have a Region and an account as this ARN has; first those that the statement's actions take. */
function typeWords(cursor: Cursor, catalog: Catalog, fields: readonly Field[], withSlash: boolean): readonly Choice[] {
  const [, , service, , account] = fields;
  const types = catalog.service(service?.text ?? '')?.resourceTypes ?? [];
  const fits = (pattern: Arn) => (pattern.account.text === '') === (account?.text === '');
  const own = new Set(offeredTypes(cursor, catalog).types.map(({ type }) => type));
  const rank = (type: ResourceType) =>
    (own.has(type) ? 0 : 100) +
    (LIKELY_TYPES.includes(type.name) ? LIKELY_TYPES.indexOf(type.name) : LIKELY_TYPES.length);
  const words = new Map<string, Choice>();
  for (const type of types.toSorted((a, b) => rank(a) - rank(b))) {
    const pattern = typePattern(type)?.arn;
    const word = pattern?.resourceType.text ?? '';
    if (!pattern || !fits(pattern) || word === '' || word.includes('*') || words.has(word)) continue;
    words.set(word, { label: withSlash ? `${word}/` : word, detail: type.arn, retrigger: withSlash });
  }
  return [...words.values()];
}

function knownIds(
  type: string,
  region: string,
  models: Models,
  organization: Organization | undefined,
): readonly Choice[] {
  const { guardrailProfiles, dataAutomationProfiles } = models;
  const any: Choice = { label: '*', detail: 'Any' };
  switch (type) {
    case 'foundation-model':
      return [...modelIds(region, models), any];
    case 'inference-profile':
      return [...profileIds(region, models), any];
    case 'guardrail':
      return [...literalsOf(organization?.guardrails).map((label) => ({ label })), any];
    case 'guardrail-profile':
      return [...Object.keys(guardrailProfiles).map((label) => ({ label })), any];
    case 'data-automation-profile':
      return [...Object.keys(dataAutomationProfiles).map((label) => ({ label })), any];
    default:
      return [any];
  }
}
