/** What AWS offers: one read API over the generated files in `data/`. Each file is loaded when it is first needed. */

import { covers, type Glob, matches, parseGlob, replaceVariables } from '../patterns/glob.ts';
import { memoized, once } from '../patterns/memo.ts';
import { free } from '../patterns/steps.ts';
import { table } from '../patterns/table.ts';
import { type Models, readModels } from './models.ts';

export type AccessLevel = 'Read' | 'Write' | 'List' | 'Tagging' | 'Permissions management';

export const ACCESS_LEVELS: readonly AccessLevel[] = ['Read', 'List', 'Write', 'Tagging', 'Permissions management'];

/** The types of condition keys; `ArrayOf…` is multivalued. */
export type KeyType =
  | 'String'
  | 'ARN'
  | 'Bool'
  | 'Numeric'
  | 'Date'
  | 'IPAddress'
  | 'ArrayOfString'
  | 'ArrayOfARN'
  | 'ArrayOfBool'
  | 'Binary';

export interface ConditionKey {
  /** As AWS writes it; a template ends in `/${TagKey}` or the like. */
  readonly name: string;
  readonly type: KeyType;
  readonly description: string;
}

export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:bedrock:${Region}::foundation-model/${ResourceId}` */
  readonly arn: string;
  readonly conditionKeys: readonly ConditionKey[];
}

interface ActionResource {
  readonly type: ResourceType;
  readonly required: boolean;
}

export interface Action {
  readonly service: string;
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** What it grants permission to do: `invoke the specified Bedrock model …` */
  readonly description: string;
  readonly resources: readonly ActionResource[];
  /** Keys of the action itself, without those of its resource types. */
  readonly conditionKeys: readonly ConditionKey[];
  readonly dependentActions: readonly string[];
}

export interface Service {
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly Action[];
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly ConditionKey[];
  /** Look-up without regard to case. */
  action(name: string): Action | undefined;
  /** The actions whose names a pattern matches, such as `Get*`; names compare without regard to case. */
  expand(pattern: string): readonly Action[];
}

interface ServiceName {
  readonly prefix: string;
  readonly name: string;
}

interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly regions: readonly { readonly id: string; readonly name: string }[];
}

export interface Catalog {
  /** The day of the data, `2026-09-26`. */
  readonly date: string;
  /** Package → version that the data was generated from. */
  readonly sources: Readonly<Record<string, string>>;
  readonly serviceNames: readonly ServiceName[];
  readonly partitions: readonly Partition[];
  readonly globalKeys: readonly ConditionKey[];
  /** Services that stand in ARNs and are no prefix of actions, such as `rds-db`. */
  readonly arnServices: readonly string[];
  /** Prefixes that resource control policies support. */
  readonly rcpServices: readonly string[];
  /** Condition key prefixes that belong to other services: `saml` → `sts`. */
  readonly foreignConditionPrefixes: Readonly<Record<string, readonly string[]>>;
  readonly models: Models;
  hasService(prefix: string): boolean;
  /** A service with its actions, resource types and keys; loads the service's file on first use. Any case. */
  service(prefix: string): Service | undefined;
  /** The key's entry, by a name that may fill a template: `aws:RequestTag/team`. Any case. */
  globalKey(name: string): ConditionKey | undefined;
}

/** Reads a generated file below `data/`, such as `services/bedrock.json`, as text. */
export type ReadCatalogFile = (name: string) => string;

type KeyRow = readonly [name: string, type: KeyType, description: string];
type KeyReference = number | string;
interface ServiceFile {
  readonly prefix: string;
  readonly name: string;
  readonly keys: readonly KeyRow[];
  readonly types: readonly (readonly [name: string, arn: string, keys: readonly KeyReference[]])[];
  readonly actions: readonly (readonly [
    name: string,
    level: AccessLevel,
    description: string,
    resources: readonly (readonly [
      type: number,
      required: 0 | 1,
      keys: readonly KeyReference[],
      dependent: readonly string[],
    ])[],
    keys: readonly KeyReference[],
    dependent: readonly string[],
  ])[];
}
interface IndexFile {
  readonly date: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly services: readonly (readonly [prefix: string, name: string])[];
  readonly globalKeys: readonly (readonly [name: string, type: KeyType])[];
  readonly foreignConditionPrefixes: Readonly<Record<string, readonly string[]>>;
  readonly arnServices: readonly string[];
  readonly rcpServices: readonly string[];
  readonly partitions: readonly { id: string; dnsSuffix: string; regions: readonly (readonly [string, string])[] }[];
}

/** Opens the catalog. Each file is read when it is first needed. */
export function openCatalog(read: ReadCatalogFile): Catalog {
  const parse = <T>(name: string) => JSON.parse(read(name)) as T;
  const index = once(() => parse<IndexFile>('index.json'));
  const prefixes = once(() => new Set(index().services.map(([prefix]) => prefix)));
  const globalKeys = once(() =>
    [...index().globalKeys, ...NEWER_GLOBAL_KEYS].map(
      ([name, type]): ConditionKey => ({ name, type, description: '' }),
    ),
  );
  const partitions = once(() =>
    index().partitions.map(({ id, dnsSuffix, regions }) => ({
      id,
      dnsSuffix,
      regions: regions.map(([region, name]) => ({ id: region, name })),
    })),
  );
  const globalKeyFinder = once(() => keyFinder(globalKeys()));
  const foreign = once(() => table(index().foreignConditionPrefixes));
  const models = once(() => readModels(parse('bedrock-models.json')));
  const services = new Map<string, Service>();
  return {
    get date() {
      return index().date;
    },
    get sources() {
      return index().sources;
    },
    get serviceNames() {
      return index().services.map(([prefix, name]) => ({ prefix, name }));
    },
    get partitions() {
      return partitions();
    },
    get globalKeys() {
      return globalKeys();
    },
    get arnServices() {
      return index().arnServices;
    },
    get rcpServices() {
      return index().rcpServices;
    },
    get foreignConditionPrefixes() {
      return foreign();
    },
    get models() {
      return models();
    },
    hasService: (prefix) => prefixes().has(prefix.toLowerCase()),
    service(prefix) {
      const wanted = prefix.toLowerCase();
      const loaded = services.get(wanted);
      if (loaded || !prefixes().has(wanted)) return loaded;
      const service = openService(parse<ServiceFile>(`services/${wanted}.json`));
      services.set(wanted, service);
      return service;
    },
    globalKey: (name) => globalKeyFinder()(name),
  };
}

/** On AWS's page of global keys, not yet in the data. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const NEWER_GLOBAL_KEYS: readonly (readonly [string, KeyType])[] = [
  ['aws:SignInSessionArn', 'ARN'],
  ['aws:ViaCustomerDomain', 'String'],
  ['codebuild:BuildArn', 'ARN'],
  ['codebuild:ProjectArn', 'ARN'],
];

/** A look-up by name, in any case, that knows templates: `aws:requesttag/team` finds `aws:RequestTag/${TagKey}`. */
export function keyFinder(keys: readonly ConditionKey[]): (name: string) => ConditionKey | undefined {
  const exact = new Map(keys.map((key) => [key.name.toLowerCase(), key]));
  const templates = keys
    .filter(({ name }) => name.includes('${'))
    .map((key): [Glob, ConditionKey] => [parseGlob(replaceVariables(key.name, '?*'), { ignoreCase: true }), key]);
  return (name) => {
    const wanted = name.toLowerCase();
    return exact.get(wanted) ?? templates.find(([glob]) => matches(glob, wanted))?.[1];
  };
}

/** How many patterns of a service are cached with the actions that they match. */
const MOST_EXPANDED = 2000;

function openService(file: ServiceFile): Service {
  const keys = file.keys.map(([name, type, description]): ConditionKey => ({ name, type, description }));
  const key = (reference: KeyReference): ConditionKey =>
    (typeof reference === 'number' ? keys[reference] : undefined) ?? {
      name: String(reference),
      type: 'String',
      description: '',
    };
  const types = file.types.map(([name, arn, own]): ResourceType => ({ name, arn, conditionKeys: own.map(key) }));
  const actions = file.actions.map(
    ([name, accessLevel, description, resources, own, dependentActions]): Action => ({
      service: file.prefix,
      name,
      accessLevel,
      description,
      resources: resources.flatMap(([index, required]) => {
        const type = types[index];
        return type ? [{ type, required: required === 1 }] : [];
      }),
      conditionKeys: [...new Set([...own, ...resources.flatMap(([, , more]) => more)])].map(key),
      dependentActions,
    }),
  );
  const byName = new Map(actions.map((action) => [action.name.toLowerCase(), action]));
  const expanded = new Map<string, readonly Action[]>();
  const expand = (pattern: string): readonly Action[] => {
    const glob = parseGlob(pattern, { ignoreCase: true });
    return covers(glob, parseGlob('*')) ? actions : actions.filter(({ name }) => matches(glob, name.toLowerCase()));
  };
  return {
    prefix: file.prefix,
    name: file.name,
    actions,
    resourceTypes: types,
    conditionKeys: keys,
    action: (name) => byName.get(name.toLowerCase()),
    expand(pattern) {
      if (/[*?]/.test(pattern)) return free(() => memoized(expanded, MOST_EXPANDED, pattern, () => expand(pattern)));
      const action = byName.get(pattern.toLowerCase());
      return action ? [action] : [];
    },
  };
}
