/** Conditions: operators, the keys that this statement's actions know, and values where they are few. */
import type { Catalog, ConditionKey, KeyType } from '../../catalog/catalog.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { OPERATORS, parseOperator } from '../../policy/operators.ts';
import { actionNames, matchedActions } from '../../rules/actions.ts';
import type { Completion, CompletionOptions } from './completion.ts';
import { literal, propertyCompletion, valueCompletion } from './edits.ts';

const LIKELY = ['StringEquals', 'StringLike', 'ArnLike', 'StringNotEquals', 'Bool', 'Null', 'IpAddress'];

export function completeOperators(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  return [...OPERATORS.entries()]
    .filter(([name]) => !cursor.siblings.includes(name))
    .map(([name, { summary }], index) => {
      const rank = LIKELY.indexOf(name);
      return propertyCompletion(cursor, name, '{ "$1": "$2" }', snippets, {
        label: name,
        kind: 'operator',
        detail: summary,
        sort: rank >= 0 ? `0${rank}` : `1${String(index).padStart(2, '0')}`,
        retrigger: true,
        documentation: { of: 'operator', name },
      });
    });
}

/** Which key types an operator family compares. */
function suits(type: KeyType, operator: string): boolean {
  const family = parseOperator(operator)?.family;
  switch (family) {
    case undefined:
    case 'Null':
      return true;
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
  const offered = [
    ...own.map((key) => ({ key, rank: 0 })),
    ...catalog.globalKeys
      .filter(({ name }) => !own.some((each) => each.name === name))
      .map((key) => ({ key, rank: 1 })),
  ].filter(({ key }) => suits(key.type, operator) && !present.has(key.name.toLowerCase()));
  return offered.map(({ key, rank }) => {
    const [name, tag] = key.name.split('/${');
    const text = tag === undefined ? key.name : `${name}/tag-key`;
    const value = key.type === 'Bool' ? '"${1|true,false|}"' : '"$1"';
    const item = propertyCompletion(cursor, text, tag === undefined ? value : value.replace('1', '2'), snippets, {
      label: key.name,
      kind: 'condition-key',
      detail: key.type,
      sort: `${rank}${key.name}`,
      retrigger: true,
      documentation: { of: 'condition-key', name: key.name },
    });
    if (tag === undefined || !snippets || cursor.hasColon) return item;
    const quoted = `"${literal(name ?? '')}/\${1:tag-key}"`;
    return { ...item, insert: item.insert.replace(literal(JSON.stringify(text)), () => quoted) };
  });
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

/** Values that are known, by key (lower case). Pages: the Bedrock and IAM chapters of the authorization reference. */
const KNOWN_VALUES: Readonly<Record<string, readonly string[]>> = {
  'bedrock:bearertokentype': ['SHORT_TERM', 'LONG_TERM'],
  'bedrock-mantle:bearertokentype': ['SHORT_TERM', 'LONG_TERM'],
  'bedrock:servicetier': ['default', 'priority', 'flex', 'reserved'],
  'iam:passedtoservice': ['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com'],
  'aws:calledvia': ['bedrock.amazonaws.com'],
  'aws:calledviafirst': ['bedrock.amazonaws.com'],
  'aws:calledvialast': ['bedrock.amazonaws.com', 'bedrock-mantle.amazonaws.com'],
  'iam:servicespecificcredentialservicename': ['bedrock.amazonaws.com'],
  'aws:principalservicename': ['bedrock.amazonaws.com'],
};

export function completeConditionValues(
  cursor: Cursor,
  { catalog, defaultRegion, defaultAccount, snippets }: CompletionOptions,
  operator: string,
  key: string,
): readonly Completion[] {
  const wanted = key.toLowerCase();
  const family = parseOperator(operator)?.family;
  const type =
    catalog.globalKey(key)?.type ??
    catalog.service(key.split(':')[0] ?? '')?.conditionKeys.find(({ name }) => name.toLowerCase() === wanted)?.type;
  if (wanted === 'bedrock:guardrailidentifier' || wanted === 'bedrock:inferenceprofilearn') {
    const word = wanted.endsWith('arn') ? 'inference-profile/${4:ProfileId}' : 'guardrail/${4:GuardrailId}';
    const snippet = `arn:\${1|aws,aws-us-gov|}:bedrock:\${2:${defaultRegion || 'us-east-1'}}:\${3:${defaultAccount || '111122223333'}}:${word}`;
    return [
      valueCompletion(
        cursor,
        'arn:aws:bedrock',
        { label: word.split('/')[0] ?? word, kind: 'resource', detail: 'ARN', sort: '0' },
        snippet,
        snippets,
      ),
    ];
  }
  const regions = wanted === 'aws:requestedregion' ? [...catalog.models.regions, 'unspecified'] : [];
  const values =
    KNOWN_VALUES[wanted] ?? (family === 'Bool' || family === 'Null' || type === 'Bool' ? ['true', 'false'] : regions);
  return values
    .filter((value) => !cursor.siblings.includes(value))
    .map((value, index) =>
      valueCompletion(cursor, value, {
        label: value,
        kind: 'value',
        ...(value === 'unspecified' ? { detail: 'Global cross-Region inference' } : {}),
        sort: `0${String(index).padStart(2, '0')}`,
      }),
    );
}
