/** Values of condition keys, where they are known: by the key itself, or by its type. */

import { findConditionKey } from '../../catalog/condition-keys.ts';
import { ACCOUNT_KEYS, CONDITION_VALUES, SERVICE_PRINCIPAL_KEYS } from '../../catalog/condition-values.ts';
import { SERVICE_PRINCIPALS } from '../../catalog/service-principals.ts';
import { tabStop } from '../../model/tab-stops.ts';
import { table } from '../../patterns/table.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { parseOperator } from '../../policy/operators.ts';
import { accountsIn, arnDefaults } from './arn-defaults.ts';
import { completeArnField, isInArn } from './arn-fields.ts';
import { valueCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';
import { completeManagedPolicies, POLICY_KEYS } from './managed-policies.ts';

/** One offered value. `snippet` is its text with tab stops, where something is left to fill in. */
interface Offer {
  readonly label: string;
  readonly snippet?: string;
  readonly detail?: string;
}

export function completeConditionValues(
  cursor: Cursor,
  options: CompletionOptions,
  operator: string,
  key: string,
): readonly Completion[] {
  const wanted = key.toLowerCase();
  if (POLICY_KEYS.has(wanted)) return completeManagedPolicies(cursor, options);
  if (isInArn(cursor)) return completeArnField(cursor, options);
  return offers(cursor, options, operator, wanted)
    .filter(({ label }) => !cursor.siblings.includes(label))
    .map(({ label, snippet, detail }, index) =>
      valueCompletion(
        cursor,
        label,
        {
          label,
          kind: 'value',
          ...(detail ? { detail } : {}),
          sort: `0${String(index).padStart(2, '0')}`,
        },
        snippet,
        options.snippets,
      ),
    );
}

function offers(cursor: Cursor, options: CompletionOptions, operator: string, key: string): readonly Offer[] {
  const { catalog } = options;
  const family = parseOperator(operator)?.family;
  const known = CONDITION_VALUES[key];
  if (family === 'Null') return plain(['true', 'false']);
  if (known) return plain(known);
  if (key.endsWith('region')) return regions(key, catalog.models.regions);
  if (SERVICE_PRINCIPAL_KEYS.has(key)) return plain(SERVICE_PRINCIPALS);
  if (ACCOUNT_KEYS.has(key)) return accounts(cursor, options);
  const tag = /^aws:(?:resourcetag|requesttag|principaltag)\/(.+)$/.exec(key) && key.slice(key.indexOf('/') + 1);
  if (tag) return tagValues(cursor, tag, key.startsWith('aws:principaltag'));
  return EXAMPLES[key] ?? ofType(cursor, options, key, findConditionKey(key, catalog)?.key.type ?? family);
}

const plain = (labels: readonly string[]): readonly Offer[] => labels.map((label) => ({ label }));

const regions = (key: string, ids: readonly string[]): readonly Offer[] => [
  ...plain(ids),
  ...(key === 'aws:requestedregion' ? [{ label: 'unspecified', detail: 'Global cross-Region inference' }] : []),
];

function accounts(cursor: Cursor, options: CompletionOptions): readonly Offer[] {
  const found = accountsIn(cursor);
  const { account } = arnDefaults(cursor, options);
  return found.length > 0 ? plain(found) : [{ label: account, snippet: `\${1:${account}}` }];
}

/** Access by tags compares the caller's tag with the resource's. */
function tagValues({ statement }: Cursor, tag: string, isPrincipal: boolean): readonly Offer[] {
  const written = statement?.condition?.entries.find(({ key }) => key.text.toLowerCase().endsWith(`/${tag}`))?.key.text;
  const name = written?.slice(written.indexOf('/') + 1) ?? tag;
  const label = `\${aws:PrincipalTag/${name}}`;
  return isPrincipal ? [] : [{ label, snippet: `\\\${aws:PrincipalTag/${name}\\}`, detail: 'The caller’s tag' }];
}

const EXAMPLES = table<readonly Offer[]>({
  'aws:principalorgid': [{ label: 'o-', snippet: 'o-${1:a1b2c3d4e5}', detail: 'An organization' }],
  'aws:resourceorgid': [{ label: 'o-', snippet: 'o-${1:a1b2c3d4e5}', detail: 'An organization' }],
  'aws:sourceorgid': [{ label: 'o-', snippet: 'o-${1:a1b2c3d4e5}', detail: 'An organization' }],
  'aws:sourcevpc': [{ label: 'vpc-', snippet: 'vpc-${1:0123456789abcdef0}', detail: 'A VPC' }],
  'aws:sourcevpce': [{ label: 'vpce-', snippet: 'vpce-${1:0123456789abcdef0}', detail: 'A VPC endpoint' }],
  'aws:multifactorauthage': [{ label: '3600', detail: 'An hour, in seconds' }],
  'iam:servicespecificcredentialagedays': [
    { label: '30', detail: 'Days' },
    { label: '90', detail: 'Days' },
  ],
  'aws:principalarn': [
    { label: 'role', snippet: 'arn:aws:iam::${1:111122223333}:role/${2:RoleName}', detail: 'A role’s ARN' },
    { label: 'user', snippet: 'arn:aws:iam::${1:111122223333}:user/${2:UserName}', detail: 'A user’s ARN' },
  ],
});

/** The word before the id in the ARN that a key of Bedrock is compared with. */
const ARN_KEYS = table<readonly string[]>({
  'bedrock:guardrailidentifier': ['guardrail/${3:GuardrailId}', 'guardrail/${3:GuardrailId}:${4:1}'],
  'bedrock:inferenceprofilearn': ['inference-profile/${3:ProfileId}', 'application-inference-profile/${3:ProfileId}'],
  'bedrock:promptrouterarn': ['prompt-router/${3:PromptRouterId}', 'default-prompt-router/${3:PromptRouterId}'],
});

/** The ARNs that a service names in aws:SourceArn when it acts for a resource of Bedrock. */
const SOURCES = ['*', 'agent/${3:AgentId}', 'knowledge-base/${3:KnowledgeBaseId}', 'flow/${3:FlowId}'];

function ofType(cursor: Cursor, options: CompletionOptions, key: string, type: string | undefined): readonly Offer[] {
  const words = ARN_KEYS[key] ?? (key === 'aws:sourcearn' ? SOURCES : undefined);
  if (words) {
    const { partition, region, account, isRegionKnown, isAccountKnown } = arnDefaults(cursor, options);
    const start = `arn:${partition}:bedrock:${tabStop(1, region, isRegionKnown)}:${tabStop(2, account, isAccountKnown)}`;
    return words.map((word) => ({
      label: word.replace(/\$\{\d:([^}]*)\}/g, '$1'),
      snippet: `${start}:${word}`,
      detail: 'ARN',
    }));
  }
  switch (type) {
    case 'Bool':
    case 'ArrayOfBool':
      return plain(['true', 'false']);
    case 'IPAddress':
    case 'IpAddress':
      return [
        { label: '203.0.113.0/24', snippet: '${1:203.0.113.0/24}', detail: 'A range of IPv4 addresses' },
        { label: '2001:db8::/32', snippet: '${1:2001:db8::/32}', detail: 'A range of IPv6 addresses' },
      ];
    case 'Date': {
      const day = (options.today ?? new Date()).toISOString().slice(0, 10);
      return [{ label: `${day}T00:00:00Z`, snippet: `\${1:${day}}T\${2:00:00:00}Z`, detail: 'A time, in UTC' }];
    }
    default:
      return [];
  }
}
