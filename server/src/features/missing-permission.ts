/** The statements that a denied call needs: what the message names, and what else the same call is authorized for. */

import { allowsAlone } from '../access/alone.ts';
import type { Denial } from '../access/denial.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { jointTypes } from '../catalog/joint-resources.ts';
import { allowsInference, INFERENCE_ACTIONS, mayAllow } from '../iam/allowed.ts';
import { ACCOUNT_TO_FILL_IN } from '../iam/documentation-accounts.ts';
import { holdsPlaceholder } from '../iam/placeholders.ts';
import { modelArn, modelArnsOfProfile, profileArn } from '../iam/profiles.ts';
import { type Arn, parseArn } from '../patterns/arn.ts';
import type { Policy } from '../policy/document.ts';
import { PRINCIPAL_KINDS } from '../policy/kind.ts';
import { strings } from '../policy/statement.ts';

export interface NewStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal?: { readonly AWS: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What a permission is added to. */
export interface Target {
  readonly policy: Policy | undefined;
  readonly catalog: Catalog;
  /** The author's own account, where the settings name it. */
  readonly account: string | undefined;
}

/** The statements, the one for what the message names first. */
export function statementsFor(denial: Denial, target: Target): readonly NewStatement[] {
  const { policy, catalog } = target;
  const { action } = denial;
  const sids = freeSids(policy);
  const hasPrincipal = policy !== undefined && PRINCIPAL_KINDS.includes(policy.kind);
  const resource = denial.named === undefined ? withoutMask(denial.resource, target) : arnOfNamed(denial, target);
  const all = [...new Set(alsoNeeded(action, resource, target))];
  const [only = '*', ...more] = all;
  const name = action.slice(action.indexOf(':') + 1).replace(/\W/g, '');
  const first: NewStatement = {
    Sid: sids(`Allow${name}`),
    Effect: 'Allow',
    ...(hasPrincipal && denial.principal ? { Principal: { AWS: withoutMask(roleOf(denial.principal), target) } } : {}),
    Action: action,
    ...(policy?.kind === 'trust' ? {} : { Resource: more.length > 0 ? all : only }),
    ...conditionOf(denial, policy),
  };
  const models = rerankers(action, catalog);
  if (models.length === 0 || hasPrincipal || (policy && mayAllow(policy, INFERENCE_ACTIONS[0]))) return [first];
  return [first, { Sid: sids('InvokeRerankers'), Effect: 'Allow', Action: INFERENCE_ACTIONS[0], Resource: models }];
}

/**
 * Bedrock subscribes to a model at its first call, in the caller's name. No resource can be named.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export const subscriptionTo = (actions: readonly string[], policy: Policy | undefined): NewStatement => ({
  Sid: freeSids(policy)('SubscribeToModels'),
  Effect: 'Allow',
  Action: actions,
  Resource: '*',
  Condition: { StringEquals: { 'aws:CalledViaLast': ['bedrock.amazonaws.com', 'bedrock-mantle.amazonaws.com'] } },
});

/** A resource, and what else a call that names it is authorized on, as far as the policy does not allow that already. */
function alsoNeeded(action: string, resource: string, { policy, catalog }: Target): readonly string[] {
  const arn = parseArn(resource);
  if (!arn) return [resource];
  const more = jointTypes(action)?.includes('runtime-endpoint')
    ? runtimeAndEndpoint(arn)
    : INFERENCE_ACTIONS.some((each) => each.toLowerCase() === action.toLowerCase())
      ? modelsAndProfile(arn, policy, catalog)
      : everyRegion(arn);
  return more.filter(
    (each) => each === resource || !(policy && allowsAlone(policy, { action, resource: each }, catalog)),
  );
}

/** Both are authorized. https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html */
function runtimeAndEndpoint({ text }: Arn): readonly string[] {
  const endpoint = text.indexOf('/runtime-endpoint/');
  return endpoint < 0 ? [text, `${text}/runtime-endpoint/*`] : [text, text.slice(0, endpoint)];
}

/** A profile with its model in all Regions to which it routes; a model that was called through a profile, in all Regions too. */
function modelsAndProfile(arn: Arn, policy: Policy | undefined, { models }: Catalog): readonly string[] {
  const { partition, region, resourceType, resourceId, text } = arn;
  const id = resourceId?.text ?? '';
  const profile = models.profile(id);
  if (resourceType.text === 'inference-profile' && profile)
    return [text, ...modelArnsOfProfile(profile, partition.text)];
  const inRegion = models.model(id)?.inRegion;
  const isThroughProfile =
    (inRegion !== undefined && !inRegion.includes(region.text)) ||
    (policy !== undefined && namesProfileOf(policy, id, models));
  return resourceType.text === 'foundation-model' && isThroughProfile ? [modelArn(id, '*', partition.text)] : [text];
}

const namesProfileOf = ({ statements }: Policy, model: string, models: Catalog['models']): boolean =>
  statements.some(
    (statement) =>
      allowsInference(statement) &&
      strings(statement.resource).some(
        ({ text }) => models.profile(parseArn(text)?.resourceId?.text ?? '')?.model === model,
      ),
  );

/** Profiles of guardrails and of data automation are authorized in each Region to which they route. */
const everyRegion = ({ text, region, resourceType }: Arn): readonly string[] =>
  /^(guardrail|data-automation)-profile$/.test(resourceType.text)
    ? [`${text.slice(0, region.start)}*${text.slice(region.end)}`]
    : [text];

/** A role is passed to one service: the one whose actions the message or the policy is about. */
function conditionOf({ action, text }: Denial, policy: Policy | undefined): Pick<NewStatement, 'Condition'> {
  if (action.toLowerCase() !== 'iam:passrole') return {};
  const all = (policy?.statements ?? []).flatMap((each) => strings(each.action).map((value) => value.text));
  const about = [text, ...all].join(' ');
  const services = [
    ...(/bedrock-?agentcore/i.test(about) ? ['bedrock-agentcore.amazonaws.com'] : []),
    ...(/bedrock(?!-?agentcore)/i.test(about) ? ['bedrock.amazonaws.com'] : []),
  ];
  const [only, ...more] = services;
  return only === undefined
    ? {}
    : { Condition: { StringEquals: { 'iam:PassedToService': more.length > 0 ? services : only } } };
}

/** Rerank calls a reranker as its caller. https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-prereq.html */
const rerankers = (action: string, { models }: Catalog): readonly string[] =>
  action.toLowerCase() === 'bedrock:rerank'
    ? models.models
        .filter(({ id, deprecated }) => id.includes('.rerank-') && !deprecated)
        .map(({ id }) => modelArn(id, '*', 'aws'))
    : [];

/** What a log masks: accounts and ids in stars, crosses or brackets. A single `*` is a pattern. */
const MASK = /\*{2,}|[xX]{4,}|[#•]{3,}|\[[A-Z_]{3,30}\]|<[^<>]{1,60}>/g;

/** An ARN of a message in which nothing that was masked stands for everything: accounts and the like are to be filled in. */
function withoutMask(resource: string, { account }: Target): string {
  const arn = parseArn(resource);
  if (!arn) return resource;
  const isMasked = (text: string) => text.replace(MASK, '') !== text || holdsPlaceholder(text);
  const region = isMasked(arn.region.text) ? '<Region>' : arn.region.text;
  const owner = isMasked(arn.account.text) ? (account ?? ACCOUNT_TO_FILL_IN) : arn.account.text;
  const rest = resource.slice(arn.account.end).replace(MASK, '<Id>');
  return `${resource.slice(0, arn.region.start)}${region}:${owner}${rest}`;
}

/** The ARN of a resource that the message names without one, in the format of the first type of the action. */
function arnOfNamed({ action, named, principal }: Denial, { catalog, account }: Target): string {
  const [prefix = '', name = ''] = action.split(':');
  const id = named === undefined || named === 'this resource' ? undefined : named;
  const owner = /:(\d{12}):/.exec(principal ?? '')?.[1] ?? account ?? ACCOUNT_TO_FILL_IN;
  const { models } = catalog;
  if (id !== undefined && models.profile(id)) return profileArn(id, '<Region>', owner, 'aws');
  if (id !== undefined && models.model(id)) return modelArn(id, '*', 'aws');
  const [first] = catalog.service(prefix)?.action(name)?.resources ?? [];
  const format = first?.type.arn ?? `arn:aws:${prefix}:<Region>:${owner}:<Resource>`;
  const variables = [...format.matchAll(/\$\{(\w+)\}/g)].map(([, variable = '']) => variable);
  const last = variables.at(-1);
  return format.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
    if (variable === 'Partition') return 'aws';
    if (variable === 'Account') return owner;
    return variable === last && id !== undefined ? id : `<${variable}>`;
  });
}

/** A session's role: `arn:aws:sts::1:assumed-role/R/s` → `arn:aws:iam::1:role/R`. */
function roleOf(principal: string): string {
  const [, partition, account, role] = /^arn:([^:]+):sts::([^:]*):assumed-role\/([^/]+)/.exec(principal) ?? [];
  return role === undefined ? principal : `arn:${partition}:iam::${account}:role/${role}`;
}

/** Gives out Sids that no statement has. */
function freeSids(policy: Policy | undefined): (wanted: string) => string {
  const taken = new Set(policy?.statements.map(({ sid }) => sid?.text));
  return (wanted) => {
    let sid = wanted;
    for (let number = 2; taken.has(sid); number++) sid = `${wanted}${number}`;
    taken.add(sid);
    return sid;
  };
}
