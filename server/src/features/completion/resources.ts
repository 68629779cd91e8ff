/** Resources: ARN templates for the statement's own actions, and within an ARN the field at the cursor. */
import type { Catalog, ResourceType } from '../../catalog/catalog.ts';
import { typePattern, typesOf } from '../../catalog/resources.ts';
import { coversArn, parseArn, splitFields } from '../../patterns/arn.ts';
import { type Cursor, listAt } from '../../policy/cursor.ts';
import type { Span } from '../../policy/json.ts';
import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { actionNames, matchedActions, serviceOf } from '../../rules/actions.ts';
import { modelArnsOfProfile } from '../../rules/profiles.ts';
import { type ArnDefaults, accountsIn, arnDefaults } from './arn-defaults.ts';
import type { Completion, CompletionList, CompletionOptions } from './completion.ts';
import { literal, valueCompletion, valuesCompletion } from './edits.ts';

export function completeResources(cursor: Cursor, options: CompletionOptions): CompletionList {
  const colons = cursor.typed.startsWith('arn:') ? splitFields(cursor.typed, 6).length - 1 : 0;
  const fields = colons > 0 ? completeField(cursor, options) : [];
  const items = colons > 2 ? fields : [...templates(cursor, options), ...arnsOfDocument(cursor, options), ...fields];
  return { items, isIncomplete: isAtProfileId(cursor) };
}

/** Behind `inference-profile/` more is offered once something is typed. */
const isAtProfileId = ({ typed }: Cursor) => /:inference-profile\/[^/]*$/.test(typed);

/** ARNs of the document's other statements on which this statement's actions are authorised. */
function arnsOfDocument(cursor: Cursor, { catalog }: CompletionOptions): readonly Completion[] {
  const { types } = offeredTypes(cursor, catalog);
  const wanted = new Set(types.map(({ type }) => type));
  const statements = cursor.document.policies.flatMap((policy) => policy.statements).slice(0, MOST_STATEMENTS);
  const texts = new Set(
    statements.flatMap(({ resource, notResource }) => strings(resource ?? notResource).map(({ text }) => text)),
  );
  return [...texts]
    .filter((text) => text !== cursor.string?.text && !cursor.siblings.includes(text))
    .filter((text) => {
      const arn = parseArn(text);
      const service = arn && catalog.hasService(arn.service.text) ? catalog.service(arn.service.text) : undefined;
      return arn && service && typesOf(service, arn).some((type) => wanted.has(type));
    })
    .slice(0, MOST_ARNS)
    .map((text, order) =>
      valueCompletion(cursor, text, {
        label: text,
        kind: 'value',
        detail: 'As in this document',
        sort: `3${String(order).padStart(2, '0')}`,
      }),
    );
}

const MOST_STATEMENTS = 500;
const MOST_ARNS = 20;

interface OfferedType {
  readonly type: ResourceType;
  readonly service: string;
  readonly required: boolean;
}

/** The types that the statement's actions are authorised on: required ones first, as the catalog marks them. */
function offeredTypes({ statement }: Cursor, catalog: Catalog): { types: readonly OfferedType[]; onlyStar: boolean } {
  const names = actionNames(statement?.action ?? statement?.notAction);
  const matched = names.flatMap((name) => {
    const actions = matchedActions(name, catalog);
    return actions.length > 30 ? [] : actions; // `bedrock:*`: its service's types, below
  });
  const types = new Map<ResourceType, OfferedType>();
  for (const { service, resources } of matched) {
    for (const { type, required } of resources) {
      if (!types.get(type)?.required) types.set(type, { type, service, required });
    }
  }
  for (const name of names) {
    const service = serviceOf(name, catalog);
    if (!service || matchedActions(name, catalog).length <= 30) continue;
    for (const type of service.resourceTypes) {
      if (!types.has(type)) types.set(type, { type, service: service.prefix, required: false });
    }
  }
  if (names.length === 0) {
    for (const type of catalog.service('bedrock')?.resourceTypes ?? [])
      types.set(type, { type, service: 'bedrock', required: false });
  }
  return { types: [...types.values()], onlyStar: matched.length > 0 && types.size === 0 };
}

/** The resource fields of a service's ARNs: of the types that the statement's actions take, or else of all. */
export function resourceForms(cursor: Cursor, service: string, catalog: Catalog): readonly string[] {
  const form = ({ arn }: ResourceType) => parseArn(arn)?.resource.text.replace(/\$\{([^}]+)\}/g, '$1') ?? arn;
  const own = offeredTypes(cursor, catalog).types.filter((type) => type.service === service.toLowerCase());
  const types = own.length > 0 ? own.map(({ type }) => type) : (catalog.service(service)?.resourceTypes ?? []);
  const rank = ({ name }: ResourceType) => (LIKELY.includes(name) ? LIKELY.indexOf(name) : LIKELY.length);
  return types.toSorted((a, b) => rank(a) - rank(b)).map(form);
}

/** What inference is most often granted on. */
const LIKELY = ['foundation-model', 'inference-profile', 'application-inference-profile', 'provisioned-model'];

function templates(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const { types, onlyStar } = offeredTypes(cursor, options.catalog);
  const defaults = arnDefaults(cursor, options);
  const items = types.map(({ type, service, required }) => {
    const rank = LIKELY.indexOf(type.name);
    const item = valueCompletion(
      cursor,
      type.arn,
      {
        label: type.name,
        kind: 'resource',
        detail: options.catalog.serviceNames.find(({ prefix }) => prefix === service)?.name ?? service,
        sort: `${required ? 1 : 2}${rank < 0 ? 9 : rank}${type.name}`,
        documentation: { of: 'resource', service, name: type.name },
      },
      templateSnippet(type, defaults),
      options.snippets,
    );
    // The name is what one types; the ARN's beginning is what one may have typed.
    return { ...item, filter: filterFor(cursor, type) };
  });
  const star = valueCompletion(cursor, '*', {
    label: '*',
    kind: 'value',
    detail: onlyStar ? 'These actions are not authorised on single resources' : 'Every resource',
    sort: onlyStar ? '0' : '9',
  });
  return cursor.siblings.includes('*') ? items : [...items, star];
}

function filterFor({ typed, string }: Cursor, type: ResourceType): string {
  const quote = string ? '"' : '';
  return typed.startsWith('arn') ? `${quote}${typed}${type.name}` : `${quote}${type.name} ${type.arn}`;
}

/** A tab stop with the partitions to choose from, the likely one first. */
export const choicesWith = (stop: number, partition: string): string =>
  `\${${stop}|${[...new Set([partition, 'aws', 'aws-us-gov', 'aws-cn'])].join(',')}|}`;

/** A template as a snippet: choices for the partition, defaults for Region and account, tab stops for the rest. */
function templateSnippet({ arn }: ResourceType, { partition, region, account }: ArnDefaults): string {
  let stop = 0;
  return arn
    .split(/(\$\{[^}]+\})/)
    .map((piece) => {
      if (!piece.startsWith('${')) return literal(piece);
      stop++;
      switch (piece) {
        case '${Partition}':
          return choicesWith(stop, partition);
        case '${Region}':
          return `\${${stop}:${region}}`;
        case '${Account}':
          return `\${${stop}:${account}}`;
        default:
          return `\${${stop}:${piece.slice(2, -1)}}`;
      }
    })
    .join('');
}

interface Choice {
  readonly label: string;
  readonly detail?: string;
  readonly deprecated?: boolean;
  readonly retrigger?: boolean;
}

/** The values of the field that the cursor is in. */
function completeField(cursor: Cursor, { catalog }: CompletionOptions): readonly Completion[] {
  const { string, index } = cursor;
  if (!string) return [];
  const fields = splitFields(string.text, 6);
  const at = fields.findIndex((field) => index <= field.end);
  const field = fields[at];
  if (!field) return [];
  const service = fields[2]?.text ?? '';
  const item = (span: Span, choice: Choice, order: number): Completion => ({
    label: choice.label,
    kind: 'field',
    ...(choice.detail === undefined ? {} : { detail: choice.detail }),
    insert: choice.label,
    replace: span,
    filter: choice.label,
    sort: `${choice.deprecated ? 1 : 0}${String(order).padStart(4, '0')}`,
    ...(choice.deprecated ? { deprecated: true } : {}),
    ...(choice.retrigger ? { retrigger: true } : {}),
  });
  const whole = within(string, field.start, field.end);
  switch (at) {
    case 1:
      return catalog.partitions.map(({ id }, order) => item(whole, { label: id }, order));
    case 2:
      return servicesHere(cursor, catalog).map((choice, order) => item(whole, choice, order));
    case 3:
      return regions(service, catalog).map((choice, order) => item(whole, choice, order));
    case 4:
      return accounts(cursor).map((choice, order) => item(whole, choice, order));
    case 5:
      return [
        ...resourceField(cursor, catalog, service, field.start, field.text).flatMap(({ choices, from, to }) =>
          choices.map((choice, order) => item(within(string, from, to), choice, order)),
        ),
        ...(isAtProfileId(cursor) ? profilesWithModels(cursor, catalog) : []),
      ];
    default:
      return [];
  }
}

function servicesHere(cursor: Cursor, catalog: Catalog): readonly Choice[] {
  const own = new Set(actionNames(cursor.statement?.action).map(({ prefix }) => prefix.toLowerCase()));
  const first = [...new Set([...own, 'bedrock', 'bedrock-agentcore', 'bedrock-mantle'])];
  const byPrefix = new Map(catalog.serviceNames.map(({ prefix, name }) => [prefix, name]));
  return [...first, ...[...byPrefix.keys()].filter((prefix) => !first.includes(prefix))].flatMap((prefix) => {
    const detail = byPrefix.get(prefix);
    return detail === undefined ? [] : [{ label: prefix, detail }];
  });
}

function regions(service: string, catalog: Catalog): readonly Choice[] {
  const names = new Map(
    catalog.partitions.flatMap((partition) => partition.regions.map(({ id, name }) => [id, name] as const)),
  );
  const isBedrock = service.startsWith('bedrock');
  const first = service === 'bedrock-mantle' ? catalog.models.mantleRegions : catalog.models.regions;
  const ids = isBedrock ? first : [...new Set([...first, ...names.keys()])];
  return [...ids.map((id) => ({ label: id, detail: names.get(id) ?? '' })), { label: '*', detail: 'Every Region' }];
}

/** The accounts that the document's other ARNs name. */
const accounts = (cursor: Cursor): readonly Choice[] => [
  ...accountsIn(cursor).map((label) => ({ label })),
  { label: '*', detail: 'Every account' },
];

/** Profiles whose ids fit what is typed, each with the ARNs of the models that must be allowed beside it. */
function profilesWithModels(cursor: Cursor, catalog: Catalog): readonly Completion[] {
  const arn = cursor.string && parseArn(cursor.string.text);
  const from = arn?.resourceId?.start;
  if (!arn || from === undefined) return [];
  const typed = cursor.typed.slice(from);
  if (typed === '') return [];
  return catalog.models.profiles
    .filter(({ id }) => id.startsWith(typed))
    .flatMap((profile, order) => {
      const own = `${arn.text.slice(0, from)}${profile.id}`;
      const missing = modelArnsOfProfile(profile, arn.partition.text).filter((each) => !isCovered(each, cursor));
      const item = valuesCompletion(cursor, [own, ...missing], {
        label: `${profile.id} with its model ARNs`,
        kind: 'snippet',
        detail: missing.map((each) => parseArn(each)?.resource.text ?? each).join(', '),
        sort: `0${String(order).padStart(4, '0')}~`,
      });
      return missing.length > 0 ? [{ ...item, filter: `"${own}` }] : [];
    });
}

const isCovered = (arn: string, { siblings }: Cursor): boolean => siblings.some((each) => coversArn(each, arn));

interface FieldChoices {
  readonly choices: readonly Choice[];
  readonly from: number;
  readonly to: number;
}

/** Before the slash the resource types; after it the ids that are known. */
function resourceField(
  cursor: Cursor,
  catalog: Catalog,
  service: string,
  start: number,
  text: string,
): readonly FieldChoices[] {
  const slash = text.indexOf('/');
  const end = start + text.length;
  if (slash < 0 || cursor.index <= start + slash) {
    const types = catalog.service(service)?.resourceTypes ?? [];
    const own = new Set(listAt(cursor) ? offeredTypes(cursor, catalog).types.map(({ type }) => type) : []);
    const words = new Map<string, Choice>();
    for (const type of [...types].toSorted((a, b) => Number(own.has(b)) - Number(own.has(a)))) {
      const word = typePattern(type)?.arn.resourceType.text ?? '';
      if (word === '' || word.includes('*') || words.has(word)) continue;
      const label = slash < 0 ? `${word}/` : word;
      words.set(word, { label, detail: type.arn, retrigger: slash < 0 });
    }
    return [{ choices: [...words.values()], from: start, to: slash < 0 ? end : start + slash }];
  }
  const type = text.slice(0, slash);
  return [{ choices: service === 'bedrock' ? knownIds(type, catalog) : [], from: start + slash + 1, to: end }];
}

function knownIds(type: string, catalog: Catalog): readonly Choice[] {
  const { models, profiles, guardrailProfiles, dataAutomationProfiles } = catalog.models;
  const any: Choice = { label: '*', detail: 'Any' };
  switch (type) {
    case 'foundation-model': {
      const providers = [...new Set(models.map(({ provider }) => provider))];
      return [
        ...models
          .filter(({ isContextVariant }) => !isContextVariant)
          .map(({ id, deprecated }) => ({ label: id, detail: deprecated ? 'Deprecated' : '', deprecated })),
        ...providers.map((provider) => ({ label: `${provider}.*`, detail: `All models of ${provider}` })),
        any,
      ];
    }
    case 'inference-profile':
      return [
        ...profiles.map(({ id, geography }) => ({
          label: id,
          detail: geography === 'global' ? 'Global' : `Geography ${geography}`,
          retrigger: true,
        })),
        any,
      ];
    case 'guardrail-profile':
      return [...Object.keys(guardrailProfiles).map((label) => ({ label })), any];
    case 'data-automation-profile':
      return [...Object.keys(dataAutomationProfiles).map((label) => ({ label })), any];
    default:
      return [any];
  }
}
