/** The one look-up of a condition key, by the name that a policy writes. */
import { memoizedBy } from '../patterns/memo.ts';
import { type Catalog, type ConditionKey, type KeyType, keyFinder, type Service } from './catalog.ts';

export interface FoundConditionKey {
  readonly key: ConditionKey;
  /** The service whose key it is; undefined for a global key. */
  readonly service?: Service;
}

const finderOf = memoizedBy(({ conditionKeys }: Service) => keyFinder(conditionKeys));

/** The catalog's entry of a key: global, or of the service in its prefix. Any case; templates such as `aws:ResourceTag/…` too. */
export function findConditionKey(name: string, catalog: Catalog): FoundConditionKey | undefined {
  const global = catalog.globalKey(name);
  if (global) return { key: global };
  const service = catalog.service(name.split(':')[0] ?? '');
  const key = service && finderOf(service)(name);
  return key && { key, service };
}

export const keyType = (name: string, catalog: Catalog): KeyType | undefined =>
  findConditionKey(name, catalog)?.key.type;

export const isMultivalued = (type: KeyType): boolean => type.startsWith('ArrayOf');
