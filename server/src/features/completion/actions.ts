/** Actions: service prefixes, the actions of a service, and patterns over them. */
import { bedrockOperations, SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import { ACCESS_LEVELS, type Action, type Catalog, type Service } from '../../catalog/catalog.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { covers, matches, parseGlob } from '../../patterns/glob.ts';
import { type Cursor, listAt } from '../../policy/cursor.ts';
import { strings } from '../../policy/statement.ts';
import { valueCompletion, valuesCompletion } from './edits.ts';
import type { Completion, CompletionList, CompletionOptions } from './item.ts';
import { isSubsequence } from './rank.ts';

/** Bedrock's own prefixes, the most used first. */
const FAMILY = ['bedrock', 'bedrock-agentcore', 'bedrock-mantle', 'bedrock-websearch'];
/** The actions that most policies for Bedrock begin with. */
const LIKELY = [
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'ListFoundationModels',
  'GetFoundationModel',
  'ListInferenceProfiles',
  'GetInferenceProfile',
  'ApplyGuardrail',
  'Retrieve',
  'RetrieveAndGenerate',
  'InvokeAgent',
];
/** Services that policies around Bedrock name as well. */
const COMMON = [
  's3',
  'iam',
  'kms',
  'logs',
  'cloudwatch',
  'lambda',
  'sts',
  'aws-marketplace',
  'sagemaker',
  'secretsmanager',
  'aoss',
  'ec2',
  'ecr',
  'dynamodb',
];
/** The actions of those services that are granted together with Bedrock's own. */
const LIKELY_ELSEWHERE: ReadonlySet<string> = new Set([
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  'iam:PassRole',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'kms:DescribeKey',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'cloudwatch:PutMetricData',
  'lambda:InvokeFunction',
  'sts:AssumeRole',
  'aws-marketplace:Subscribe',
  'aws-marketplace:ViewSubscriptions',
  'aws-marketplace:Unsubscribe',
  'secretsmanager:GetSecretValue',
  'aoss:APIAccessAll',
  'ecr:BatchGetImage',
  'ecr:GetAuthorizationToken',
  'ecr:GetDownloadUrlForLayer',
]);
/** A wildcard that matches more actions than this is not offered as a list of them. */
const MOST_WRITTEN = 60;

/** What is often granted together. `Get*` and `List*` of Bedrock match only actions that read or list. */
const GROUPS: readonly (readonly [label: string, actions: readonly string[]])[] = [
  ['inference, streaming included', ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']],
  ['all read-only Bedrock actions', ['bedrock:Get*', 'bedrock:List*']],
  ['ask knowledge bases', ['bedrock:Retrieve', 'bedrock:RetrieveAndGenerate']],
  ['tag Bedrock resources', ['bedrock:TagResource', 'bedrock:UntagResource', 'bedrock:ListTagsForResource']],
];

export function completeActions(cursor: Cursor, options: CompletionOptions): CompletionList {
  const { catalog } = options;
  const typed = cursor.typed;
  const colon = typed.indexOf(':');
  const isListed = listedBeside(cursor);
  if (cursor.kind === 'trust') return { items: trustActions(cursor, isListed), isIncomplete: false };
  if (colon < 0) return beforePrefix(cursor, options, isListed);

  const prefix = typed.slice(0, colon);
  const real = SDK_PREFIXES.get(prefix.toLowerCase()) ?? prefix;
  const service = catalog.service(real);
  if (!service) return { items: [], isIncomplete: false };
  const name = typed.slice(colon + 1);
  if (/[*?]/.test(name)) return { items: matchedItems(cursor, service, prefix, name, isListed), isIncomplete: true };
  const items: Completion[] = service.actions
    .filter((action) => !isListed(fullName(action)))
    .map((action) => actionItem(cursor, action, action.name, typedFilter(cursor, prefix, action.name)));
  if (name === '' && service.prefix === 'bedrock') items.push(...groupItems(cursor, isListed, `${prefix}:`));
  if (service.prefix === 'bedrock') items.push(...operationItems(cursor, catalog, isListed, prefix));
  items.push(...wildcardItems(cursor, catalog, service.prefix, name, isListed));
  return { items, isIncomplete: false };
}

/** The most patterns of a list that are compared with each action: of a longer list some actions are offered again. */
const MOST_LISTED = 100;

/** Whether the list around the cursor names an action already. */
function listedBeside(cursor: Cursor): (name: string) => boolean {
  const texts = strings(listAt(cursor))
    .filter((value) => value !== cursor.string && value.node !== cursor.string?.node)
    .map(({ text }) => text.toLowerCase());
  const names = new Set(texts);
  const patterns = texts
    .filter(hasWildcard)
    .slice(0, MOST_LISTED)
    .map((text) => parseGlob(text));
  return (name) => {
    const lower = name.toLowerCase();
    return names.has(lower) || patterns.some((pattern) => matches(pattern, lower));
  };
}

const fullName = ({ service, name }: Action) => `${service}:${name}`;

/** The filter begins with the prefix as it was typed, wrong or right, so that the editor keeps the item. */
const typedFilter = (cursor: Cursor, prefix: string, name: string) => `${cursor.string ? '"' : ''}${prefix}:${name}`;

function actionItem(cursor: Cursor, action: Action, label: string, filter?: string): Completion {
  const rank = action.service === 'bedrock' ? LIKELY.indexOf(action.name) : -1;
  const level = ACCESS_LEVELS.indexOf(action.accessLevel);
  const isLikely = rank >= 0 || LIKELY_ELSEWHERE.has(fullName(action));
  const item = valueCompletion(cursor, fullName(action), {
    label,
    kind: 'action',
    detail: action.accessLevel,
    sort: isLikely ? `0${String(Math.max(0, rank)).padStart(2, '0')}${action.name}` : `1${level}${action.name}`,
    documentation: { of: 'action', name: fullName(action) },
  });
  return filter === undefined ? item : { ...item, filter };
}

/** Nothing but letters yet: Bedrock's actions by their names, and the prefixes of all services. */
function beforePrefix(
  cursor: Cursor,
  { catalog, snippets }: CompletionOptions,
  isListed: (name: string) => boolean,
): CompletionList {
  const typed = cursor.typed.toLowerCase();
  const fits = (text: string) => isSubsequence(typed, text);
  const used = usedPrefixes(cursor);
  const bedrock = catalog.service('bedrock');
  const actions = (bedrock?.actions ?? [])
    .filter(
      (action) => (typed === '' ? LIKELY.includes(action.name) : fits(fullName(action))) && !isListed(fullName(action)),
    )
    // An author who types `inv` wants an action's name rather than the service `invoicing`.
    .map((action) =>
      actionItem(cursor, action, fullName(action), `${cursor.string ? '"' : ''}${action.name} ${fullName(action)}`),
    );
  const services = catalog.serviceNames
    .map(({ prefix, name }) => ({ prefix, name, rank: rankOf(prefix, used) }))
    .filter(({ prefix, rank }) => (typed === '' ? rank < 3 : fits(prefix)))
    .map(({ prefix, name, rank }) =>
      prefixItem(
        cursor,
        prefix,
        {
          label: prefix,
          detail: name,
          sort: `${rank}~${prefix}`,
        },
        snippets,
      ),
    );
  const operations = bedrock
    ? operationItems(cursor, catalog, isListed, 'bedrock').filter(({ label }) => typed !== '' && fits(label))
    : [];
  const groups = groupItems(cursor, isListed, '').filter(({ label }) => fits(label));
  const clients = [...SDK_PREFIXES].filter(([client]) => typed.length > 2 && client.startsWith(typed));
  const clientItems = clients.map(([client, prefix]) =>
    prefixItem(
      cursor,
      prefix,
      {
        label: client,
        detail: `An SDK client: its actions begin with ${prefix}:`,
        sort: `4${client}`,
      },
      snippets,
    ),
  );
  return { items: [...actions, ...groups, ...services, ...clientItems, ...operations], isIncomplete: true };
}

function prefixItem(
  cursor: Cursor,
  prefix: string,
  { label, detail, sort }: { label: string; detail: string; sort: string },
  snippets: boolean,
): Completion {
  const text = `${prefix}:`;
  const rest = {
    label,
    kind: 'service',
    detail,
    sort,
    retrigger: true,
    documentation: { of: 'service', name: prefix },
  } as const;
  const item = valueCompletion(cursor, text, rest, `${text}$1`, snippets);
  return { ...item, ...insideQuotes(cursor, text), filter: `${label}:` };
}

/** Several actions as one item, where none of them is listed yet. */
function groupItems(cursor: Cursor, isListed: (name: string) => boolean, typed: string): readonly Completion[] {
  return GROUPS.filter(([, actions]) => !actions.some(isListed)).map(([label, actions], order) => {
    const item = valuesCompletion(cursor, actions, {
      label,
      kind: 'snippet',
      detail: actions.map((action) => action.slice(action.indexOf(':') + 1)).join(', '),
      sort: `05${order}`,
    });
    return { ...item, filter: `${cursor.string ? '"' : ''}${typed}${label}` };
  });
}

/** After `Get*`: the actions that the pattern matches, one by one, and all of them in its place. */
function matchedItems(
  cursor: Cursor,
  service: Service,
  prefix: string,
  pattern: string,
  isListed: (name: string) => boolean,
): readonly Completion[] {
  const matched = service.expand(pattern);
  const filter = (name: string) => `${cursor.string ? '"' : ''}${prefix}:${pattern}${name}`;
  const names = matched.map(fullName).filter((name) => !isListed(name));
  const all = valuesCompletion(cursor, names, {
    label: `all ${names.length} actions of ${pattern}`,
    kind: 'snippet',
    detail: 'Each by its name',
    sort: '00',
  });
  const single = matched
    .filter((action) => !isListed(fullName(action)))
    .map((action) => actionItem(cursor, action, action.name, filter(action.name)));
  const wildcard = valueCompletion(cursor, `${service.prefix}:${pattern}`, {
    label: pattern,
    kind: 'wildcard',
    detail: `${matched.length} actions`,
    sort: '0',
    documentation: { of: 'action', name: `${service.prefix}:${pattern}` },
  });
  const isUseful = names.length > 1 && names.length <= MOST_WRITTEN;
  return matched.length === 0 ? [] : [wildcard, ...(isUseful ? [{ ...all, filter: filter(' all') }] : []), ...single];
}

/** A prefix is only the beginning of an action: the cursor stays within the quotes. */
function insideQuotes(cursor: Cursor, text: string): Partial<Completion> {
  if (!cursor.string) return {};
  const end = cursor.isClosed ? cursor.replace.end - 1 : cursor.offset;
  return { insert: text, isSnippet: false, replace: { start: cursor.replace.start + 1, end } };
}

function rankOf(prefix: string, used: ReadonlySet<string>): number {
  if (FAMILY.includes(prefix)) return 0;
  if (used.has(prefix)) return 1;
  return COMMON.includes(prefix) ? 2 : 3;
}

function usedPrefixes({ document }: Cursor): ReadonlySet<string> {
  const actions = document.policies.flatMap(({ statements }) => statements.flatMap(({ action }) => strings(action)));
  return new Set(actions.slice(0, 2000).map(({ text }) => text.slice(0, Math.max(0, text.indexOf(':')))));
}

/** API operations without an action of their own lead to the actions that authorize them. */
function operationItems(
  cursor: Cursor,
  catalog: Catalog,
  isListed: (name: string) => boolean,
  prefix: string,
): readonly Completion[] {
  const bedrock = catalog.service('bedrock');
  return bedrockOperations()
    .filter(({ exists }) => exists)
    .flatMap(({ name, actions }) => {
      const [target] = actions;
      const action = target === undefined ? undefined : bedrock?.action(target);
      if (!action || isListed(fullName(action))) return [];
      return [
        {
          ...actionItem(cursor, action, name, typedFilter(cursor, prefix, name)),
          detail: `authorized by bedrock:${action.name}`,
          sort: `2${name}`,
        },
      ];
    });
}

/** `Get*` where the author has typed `Get`, with the number of actions that it would match. */
function wildcardItems(
  cursor: Cursor,
  catalog: Catalog,
  prefix: string,
  name: string,
  isListed: (name: string) => boolean,
): readonly Completion[] {
  const service = catalog.service(prefix);
  if (!service) return [];
  const typedVerb = /^[A-Za-z]+$/.test(name) ? name : undefined;
  const verbs = ['Get', 'List'].filter(
    (verb) => typedVerb === undefined || verb.toLowerCase().startsWith(typedVerb.toLowerCase()),
  );
  const stems = new Set([...verbs, ...(typedVerb && typedVerb.length > 2 ? [typedVerb] : [])]);
  return [...stems].flatMap((stem) => {
    const count = service.expand(`${stem}*`).length;
    const full = `${prefix}:${stem}*`;
    if (count < 2 || isListed(full) || listedPattern(cursor, full)) return [];
    return [
      valueCompletion(cursor, full, {
        label: `${stem}*`,
        kind: 'wildcard',
        detail: `${count} actions`,
        sort: `4${stem}`,
        documentation: { of: 'action', name: full },
      }),
    ];
  });
}

function listedPattern(cursor: Cursor, full: string): boolean {
  const pattern = parseGlob(full, { ignoreCase: true });
  return cursor.siblings.some((text) => covers(parseGlob(text, { ignoreCase: true }), pattern));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
const TRUST_ACTIONS = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'TagSession',
  'SetSourceIdentity',
  'SetContext',
];

/** What a role's trust policy may allow; first what its principals call. */
function trustActions(cursor: Cursor, isListed: (name: string) => boolean): readonly Completion[] {
  const federated = cursor.statement?.principal?.types.find(({ name }) => name.text === 'Federated');
  const providers = strings(federated).map(({ text }) => text);
  const likely = providers.some((text) => text.includes(':saml-provider/'))
    ? 'AssumeRoleWithSAML'
    : providers.length > 0
      ? 'AssumeRoleWithWebIdentity'
      : 'AssumeRole';
  return [...new Set([likely, ...TRUST_ACTIONS])]
    .map((name) => `sts:${name}`)
    .filter((name) => !isListed(name))
    .map((name, index) =>
      valueCompletion(cursor, name, {
        label: name,
        kind: 'action',
        detail: 'Allowed in a trust policy',
        sort: `0${index}`,
        documentation: { of: 'action', name },
      }),
    );
}
