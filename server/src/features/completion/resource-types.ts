/** The resource types that a statement's actions are authorized on. */
import type { Catalog, ResourceType } from '../../catalog/catalog.ts';
import { actionNames, matchedActions, serviceOf } from '../../iam/actions.ts';
import { parseArn } from '../../patterns/arn.ts';
import type { Cursor } from '../../policy/cursor.ts';

/** The resource types that inference is most often granted on. */
export const LIKELY_TYPES = [
  'foundation-model',
  'inference-profile',
  'application-inference-profile',
  'provisioned-model',
];

export interface OfferedType {
  readonly type: ResourceType;
  readonly service: string;
  readonly required: boolean;
}

/** The types that the statement's actions are authorized on: required ones first, as the catalog marks them. */
export function offeredTypes(
  { statement }: Cursor,
  catalog: Catalog,
): { types: readonly OfferedType[]; onlyStar: boolean } {
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
  const rank = ({ name }: ResourceType) =>
    LIKELY_TYPES.includes(name) ? LIKELY_TYPES.indexOf(name) : LIKELY_TYPES.length;
  return types.toSorted((a, b) => rank(a) - rank(b)).map(form);
}
