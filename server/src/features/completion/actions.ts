/** Actions: service prefixes, the actions of a service, and patterns over them. */
import { bedrockOperations, SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import { ACCESS_LEVELS, type Action, type Catalog, type Service } from '../../catalog/catalog.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { covers, matches, parseGlob } from '../../patterns/glob.ts';
import { type Cursor, isReplaced, listAt } from '../../policy/cursor.ts';
import { strings } from '../../policy/statement.ts';
import { valueCompletion, valuesCompletion } from './edits.ts';
import type { Completion, CompletionList, CompletionOptions } from './item.ts';

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
  if (colon < 0) return { items: beforePrefix(cursor, options, isListed), isIncomplete: false };

  const prefix = typed.slice(0, colon);
  const real = SDK_PREFIXES.get(prefix.toLowerCase()) ?? prefix;
  const service = catalog.service(real);
  if (!service) return { items: [], isIncomplete: false };
  const name = typed.slice(colon + 1);
  if (/[*?]/.test(name)) return { items: matchedItems(cursor, service, prefix, name, isListed), isIncomplete: true };
  const items: Completion[] = service.actions
    .filter((action) => !isListed(fullName(action)))
    .map((action) => actionItem(cursor, action, action.name, `${prefix}:${searchText(action)}`));
  if (service.prefix === 'bedrock') {
    items.push(...groupItems(cursor, isListed, `${prefix}:`));
    items.push(...operationItems(cursor, catalog, isListed, (operation) => `${prefix}:operation ${operation}`));
  }
  items.push(...wildcardItems(cursor, service, prefix, isListed));
  return { items, isIncomplete: false };
}

/** The most patterns of a list that are compared with each action: of a longer list some actions are offered again. */
const MOST_LISTED = 100;

/** Whether the list around the cursor names an action already. */
function listedBeside(cursor: Cursor): (name: string) => boolean {
  const texts = strings(listAt(cursor))
    .filter((value) => !isReplaced(value, cursor))
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

/**
 * What finds an action, where it is not its name alone. Editors prefer the match that begins earlier: without this
 * `guard` would lead to GetGuardrail, `stream` and `agent` to AgenticRetrieveStream.
 */
const SEARCH_TEXTS: ReadonlyMap<string, string> = new Map([
  ['bedrock:ApplyGuardrail', 'Guardrail ApplyGuardrail'],
  ['bedrock:InvokeModelWithResponseStream', 'InvokeModelStream InvokeModelWithResponseStream'],
  ['bedrock:AgenticRetrieveStream', 'search AgenticRetrieveStream'],
]);

const searchText = (action: Action): string => SEARCH_TEXTS.get(fullName(action)) ?? action.name;

/** `filter` begins like the text that is replaced, its prefix as it was typed, so that the editor keeps the item. */
function actionItem(cursor: Cursor, action: Action, label: string, filter: string): Completion {
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
  return { ...item, filter };
}

/**
 * Nothing but letters yet: Bedrock's actions by their names, and the prefixes of all services. The list is complete, so that
 * the editor filters it by itself, and a server that answers late cannot leave it behind what is typed.
 */
function beforePrefix(
  cursor: Cursor,
  { catalog, snippets }: CompletionOptions,
  isListed: (name: string) => boolean,
): readonly Completion[] {
  const used = usedPrefixes(cursor);
  const actions = (catalog.service('bedrock')?.actions ?? [])
    .filter((action) => !isListed(fullName(action)))
    .map((action) => actionItem(cursor, action, fullName(action), `${searchText(action)} ${fullName(action)}`));
  const services = catalog.serviceNames.map(({ prefix, name }) => {
    const rank = rankOf(prefix, used);
    // An author who types `inv` or `agent` wants an action's name rather than the services `invoicing` and `agent-registry`.
    const filter = rank < 3 ? `${prefix}:` : `service ${prefix}:`;
    return prefixItem(cursor, prefix, { label: prefix, detail: name, filter, sort: `${rank}~${prefix}` }, snippets);
  });
  const clients = [...SDK_PREFIXES].map(([client, prefix]) =>
    prefixItem(
      cursor,
      prefix,
      {
        label: client,
        detail: `An SDK client: its actions begin with ${prefix}:`,
        filter: `${client}:`,
        sort: `4${client}`,
      },
      snippets,
    ),
  );
  const operations = operationItems(cursor, catalog, isListed, (operation) => `operation ${operation}`);
  return [...actions, ...groupItems(cursor, isListed, ''), ...services, ...clients, ...operations];
}

/** A prefix is only the beginning of an action: the cursor stays within the quotes. */
function prefixItem(
  cursor: Cursor,
  prefix: string,
  { filter, ...rest }: Pick<Completion, 'label' | 'sort' | 'filter'> & { readonly detail: string },
  snippets: boolean,
): Completion {
  const text = `${prefix}:`;
  const item = valueCompletion(
    cursor,
    text,
    { ...rest, kind: 'service', retrigger: true, documentation: { of: 'service', name: prefix } },
    cursor.string ? undefined : `${text}$1`,
    snippets,
  );
  return { ...item, filter, ...(cursor.string && !cursor.isClosed ? { insert: text } : {}) };
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
    return { ...item, filter: `${typed}${label}` };
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
  const filter = (name: string) => `${prefix}:${pattern}${name}`;
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
  filter: (operation: string) => string,
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
          ...actionItem(cursor, action, name, filter(name)),
          detail: `authorized by bedrock:${action.name}`,
          sort: `2${name}`,
        },
      ];
    });
}

/** `Get*`, `Invoke*`: the verbs with which several actions begin, with the number of actions that each would match. */
function wildcardItems(
  cursor: Cursor,
  service: Service,
  prefix: string,
  isListed: (name: string) => boolean,
): readonly Completion[] {
  const verbs = new Set(service.actions.flatMap(({ name }) => /^[A-Z][a-z]+(?=[A-Z])/.exec(name)?.[0] ?? []));
  return [...verbs].flatMap((verb) => {
    const count = service.expand(`${verb}*`).length;
    const full = `${service.prefix}:${verb}*`;
    if (count < 2 || isListed(full) || listedPattern(cursor, full)) return [];
    const item = valueCompletion(cursor, full, {
      label: `${verb}*`,
      kind: 'wildcard',
      detail: `${count} actions`,
      sort: `4${verb}`,
      documentation: { of: 'action', name: full },
    });
    // Without the asterisk: whoever types it has chosen, and Tab must not take another item then.
    return [{ ...item, filter: `${prefix}:${verb} wildcard` }];
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
