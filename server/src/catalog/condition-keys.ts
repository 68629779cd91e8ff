/** The catalog's entry of a condition key by the name that a policy writes. */
import { type Catalog, type ConditionKey, type KeyType, keyFinder } from './catalog.ts';

const finders = new WeakMap<readonly ConditionKey[], (name: string) => ConditionKey | undefined>();

/** The catalog's entry of a key: of the service in its prefix, or global. */
export function catalogKey(name: string, catalog: Catalog): ConditionKey | undefined {
  const global = catalog.globalKey(name);
  if (global) return global;
  const keys = catalog.service(name.split(':')[0] ?? '')?.conditionKeys;
  if (!keys) return undefined;
  let finder = finders.get(keys);
  if (!finder) {
    finder = keyFinder(keys);
    finders.set(keys, finder);
  }
  return finder(name);
}

export const keyType = (name: string, catalog: Catalog): KeyType | undefined => catalogKey(name, catalog)?.type;

export const isMultivalued = (type: KeyType): boolean => type.startsWith('ArrayOf');
