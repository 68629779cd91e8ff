/** Conditions: operators, and the keys that requests for this statement's actions carry. */
import type { Catalog, ConditionKey, KeyType } from '../../catalog/catalog.ts';
import { findConditionKey } from '../../catalog/condition-keys.ts';
import { actionNames, matchedActions } from '../../iam/actions.ts';
import { literal } from '../../model/tab-stops.ts';
import { type Cursor, isReplaced } from '../../policy/cursor.ts';
import { OPERATORS, type Operator, parseOperator } from '../../policy/operators.ts';
import { propertyCompletion, rawCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';

const LIKELY = ['StringEquals', 'StringLike', 'ArnLike', 'StringNotEquals', 'Bool', 'Null', 'IpAddress'];
const LIKELY_KEYS = [
  'aws:RequestedRegion',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalTag/${TagKey}',
  'aws:PrincipalAccount',
  'aws:ResourceTag/${TagKey}',
  'aws:SourceVpce',
  'aws:SourceIp',
  'aws:MultiFactorAuthPresent',
];

/** Operators, then the statement's own keys, each with the operator that suits it. */
export function completeOperators(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const keys = keysUnder(cursor, options.catalog);
  const own = keysOfStatement(cursor, options.catalog);
  const names = operatorNames(own.some(({ type }) => type.startsWith('ArrayOf')) || keys.some(isMultivalued));
  const operators = names
    .filter((name) => !cursor.siblings.includes(name) && keys.every((key) => suits(key.type, name)))
    .map((name, index) => operatorItem(cursor, options, name, index));
  if (keys.length > 0 || cursor.hasColon) return operators;
  return [...operators, ...keyItems(cursor, options, own)];
}

const isMultivalued = ({ type }: ConditionKey) => type.startsWith('ArrayOf');

/** Plain operators, then with `IfExists`, and where keys hold several values with a qualifier. */
function operatorNames(qualified: boolean): readonly string[] {
  const base = [...OPERATORS.keys()];
  const set = base.filter((name) => /^(String|Arn)/.test(name));
  return [
    ...base,
    ...(qualified ? ['ForAnyValue:', 'ForAllValues:'].flatMap((qualifier) => set.map((name) => qualifier + name)) : []),
    ...base.filter((name) => name !== 'Null').map((name) => `${name}IfExists`),
  ];
}

function operatorItem(cursor: Cursor, { snippets }: CompletionOptions, name: string, index: number): Completion {
  const rank = LIKELY.indexOf(name);
  const operator = parseOperator(name);
  const summary = operator && OPERATORS.get(operator.base)?.summary;
  return inCondition(cursor, name, '{ "$1": "$2" }', snippets, {
    label: name,
    kind: 'operator',
    ...(OPERATORS.has(name) && summary ? { detail: summary.replaceAll('`', '') } : {}),
    sort: rank >= 0 ? `0${rank}` : `1${String(index).padStart(3, '0')}`,
    retrigger: true,
    documentation: { of: 'operator', name },
  });
}

/** The keys that stand under the operator whose name is at the cursor. */
function keysUnder(cursor: Cursor, catalog: Catalog): readonly ConditionKey[] {
  const operator = cursor.statement?.condition?.operators.find(({ name }) => isReplaced(name, cursor));
  return (operator?.entries ?? []).flatMap(({ key }) => findConditionKey(key.text, catalog)?.key ?? []);
}

/** A key in the place of an operator: an author who knows the key need not know its operator. */
function keyItems(
  cursor: Cursor,
  { catalog, snippets }: CompletionOptions,
  own: readonly ConditionKey[],
): readonly Completion[] {
  return [...own, ...othersThan(own, catalog)].map((key) => {
    const operator = operatorFor(key.type);
    const [name = '', tag] = key.name.split('/${');
    const text = tag === undefined ? literal(key.name) : `${literal(name)}/\${1:tag-key}`;
    const stop = tag === undefined ? 1 : 2;
    const value = key.type === 'Bool' ? `"\${${stop}|true,false|}"` : `"$${stop}"`;
    const item = inCondition(cursor, operator, `{ "${text}": ${value} }`, snippets, {
      label: key.name,
      kind: 'condition-key',
      detail: `${key.type}, in ${operator}`,
      sort: `2${rankOf(key, own.includes(key))}${key.name}`,
      retrigger: true,
      documentation: { of: 'condition-key', name: key.name },
    });
    return { ...item, filter: cursor.inserter.filterOfWhole(cursor, key.name) };
  });
}

/** The global keys that are not among the statement's own. */
const othersThan = (own: readonly ConditionKey[], { globalKeys }: Catalog): readonly ConditionKey[] =>
  globalKeys.filter(({ name }) => !own.some((each) => each.name === name));

/** The operator that is most often used with a key of this type. */
function operatorFor(type: KeyType): string {
  switch (type) {
    case 'ARN':
      return 'ArnLike';
    case 'Bool':
      return 'Bool';
    case 'IPAddress':
      return 'IpAddress';
    case 'Numeric':
      return 'NumericLessThanEquals';
    case 'Date':
      return 'DateLessThan';
    case 'Binary':
      return 'BinaryEquals';
    case 'ArrayOfARN':
      return 'ForAnyValue:ArnLike';
    case 'ArrayOfBool':
      return 'ForAnyValue:Bool';
    case 'ArrayOfString':
      return 'ForAnyValue:StringEquals';
    default:
      return 'StringEquals';
  }
}

/** Whether an operator compares keys of this type; one with a qualifier, keys that hold several values. */
function suits(type: KeyType, name: string): boolean {
  const operator = parseOperator(name);
  if (!operator || operator.family === 'Null') return true;
  if (operator.qualifier && !type.startsWith('ArrayOf')) return false;
  return compares(operator, type);
}

function compares({ family }: Operator, type: KeyType): boolean {
  switch (family) {
    case 'String':
      return type === 'String' || type === 'ArrayOfString' || type === 'ARN';
    case 'Arn':
      return type === 'ARN' || type === 'ArrayOfARN';
    case 'IpAddress':
      return type === 'IPAddress';
    case 'Bool':
      return type === 'Bool' || type === 'ArrayOfBool';
    default:
      return type === family;
  }
}

export function completeConditionKeys(
  cursor: Cursor,
  { catalog, snippets }: CompletionOptions,
  operator: string,
): readonly Completion[] {
  const own = keysOfStatement(cursor, catalog);
  const present = new Set(cursor.siblings.map((name) => name.toLowerCase()));
  const others = othersThan(own, catalog);
  const offered = [
    ...own.map((key) => ({ key, rank: rankOf(key, true, demotionOf(key, operator)), note: '' })),
    ...others.map((key) => ({ key, rank: rankOf(key, false), note: ', global' })),
  ].filter(({ key }) => suits(key.type, operator) && !present.has(key.name.toLowerCase()));
  return offered.map(({ key, rank, note }) => {
    const [name, tag] = key.name.split('/${');
    const text = tag === undefined ? key.name : `${name}/tag-key`;
    const isBoolean = key.type === 'Bool' || parseOperator(operator)?.family === 'Null';
    const value = isBoolean ? '"${1|true,false|}"' : '"$1"';
    const rest = {
      label: key.name,
      kind: 'condition-key',
      detail: `${key.type}${note}`,
      sort: `${rank}${key.name}`,
      retrigger: true,
      documentation: { of: 'condition-key', name: key.name },
    } as const;
    if (tag === undefined) return inCondition(cursor, text, value, snippets, rest);
    return inCondition(cursor, text, value.replace('1', '2'), snippets, rest, `${literal(name ?? '')}/\${1:tag-key}`);
  });
}

/** The keys of the actions' services first, then what is often asked. `demotion`: the higher, the less the operator suits. */
function rankOf({ name }: ConditionKey, isOwn: boolean, demotion = 0): string {
  if (isOwn && !name.startsWith('aws:') && !name.includes('${')) return `0${demotion}`;
  const likely = LIKELY_KEYS.indexOf(name);
  if (likely >= 0) return `1${likely}`;
  return isOwn ? `2${demotion}` : '3';
}

/** A key that holds several values wants a qualifier, and one that holds an ARN wants ArnLike. */
function demotionOf({ type }: ConditionKey, operator: string): number {
  const isForeign = type.startsWith('ArrayOf') !== (parseOperator(operator)?.qualifier !== undefined);
  const isOtherType = type === 'ARN' && parseOperator(operator)?.family === 'String';
  return (isForeign ? 2 : 0) + (isOtherType ? 1 : 0);
}

/** A name with its value; where a whole object is wanted, as the value of Condition or of an operator, in such a one. */
function inCondition(...given: Parameters<typeof propertyCompletion>): Completion {
  const [cursor, name, value, snippets, rest, snippet = literal(name)] = given;
  const { at } = cursor.place;
  if (at !== 'statement-value' && at !== 'operator-value') return propertyCompletion(...given);
  return rawCompletion(cursor, `{ "${snippet}": ${value} }`, name, snippets, rest);
}

/** The keys that the statement's actions and their resource types list, each once. */
function keysOfStatement({ statement }: Cursor, catalog: Catalog): readonly ConditionKey[] {
  const keys = new Map<string, ConditionKey>();
  for (const name of actionNames(statement?.action)) {
    for (const action of matchedActions(name, catalog)) {
      for (const key of [...action.conditionKeys, ...action.resources.flatMap(({ type }) => type.conditionKeys)]) {
        keys.set(key.name.toLowerCase(), key);
      }
    }
  }
  return [...keys.values()];
}
