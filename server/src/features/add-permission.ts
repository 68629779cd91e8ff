/** From an access denied message to the smallest statement that would allow the call, or to the one that denies it. */

import { type Denial, type DenyingPolicy, readDenial } from '../access/denial.ts';
import { evaluate } from '../access/evaluate.ts';
import { marketplaceActions, meaningOf } from '../access/other-messages.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { modelArnsOfProfile } from '../iam/profiles.ts';
import { statementName } from '../iam/statement-name.ts';
import { coversArn, parseArn } from '../patterns/arn.ts';
import type { Policy } from '../policy/document.ts';
import type { Span } from '../policy/json.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { strings } from '../policy/statement.ts';
import { enumerate } from './sentence.ts';

export type AddedPermission =
  /** A statement to insert: JSON text, its lines indented with tabs. */
  | { readonly outcome: 'statement'; readonly statement: string; readonly message: string }
  /** A statement of this policy denies the call. */
  | { readonly outcome: 'denied'; readonly spans: readonly Span[]; readonly message: string }
  /** Nothing in this policy would help. */
  | { readonly outcome: 'nothing'; readonly message: string };

const KINDS: Readonly<Record<DenyingPolicy, readonly PolicyKind[]>> = {
  'identity-based policy': ['identity'],
  'resource-based policy': ['resource', 'trust'],
  'service control policy': ['scp'],
  'resource control policy': ['rcp'],
  'permissions boundary': ['boundary'],
  'session policy': ['session'],
  'VPC endpoint policy': ['endpoint', 'resource'],
};

/** `policy` is the one to change, where there is one; without it the statement is for a new identity policy. */
export function addPermission(message: string, policy: Policy | undefined, catalog: Catalog): AddedPermission {
  const denial = readDenial(message);
  if (!denial) {
    const subscribing = marketplaceActions(message);
    if (subscribing.length > 0) return subscriptionTo(subscribing, policy);
    return {
      outcome: 'nothing',
      message:
        meaningOf(message) ??
        'This is not an access denied message of AWS, which reads "… is not authorized to perform: bedrock:InvokeModel on resource: …". Copy the whole message.',
    };
  }
  const { action, resource } = denial;
  const found = policy && evaluate(policy, denial);
  if (policy && found?.decision === 'denied' && (denial.isExplicit ?? true)) {
    return {
      outcome: 'denied',
      spans: found.statements.map(({ span }) => span),
      message: `${action} is denied by ${enumerate(found.statements.map((statement) => `statement ${statementName(policy, statement)}`))}${found.isCertain ? '' : ', where its condition holds'}. No Allow overrules a Deny: narrow it.`,
    };
  }
  if (denial.isExplicit) {
    return {
      outcome: 'nothing',
      message: `${action} is denied by a statement of ${article(denial.policy)}${denial.policyArn ? ` (${denial.policyArn})` : ''}${policy ? ', and no statement of this policy denies it' : ''}. No Allow overrules a Deny: change that policy.`,
    };
  }
  if (policy && denial.policy && !KINDS[denial.policy].includes(policy.kind)) {
    return {
      outcome: 'nothing',
      message: `No ${denial.policy} allows ${action}, and this is a policy of kind ${policy.kind}: open the ${denial.policy}, or set the kind of this policy.`,
    };
  }
  if (found?.decision === 'allowed' && found.isCertain) {
    return {
      outcome: 'nothing',
      message: `This policy allows ${action} on ${resource} already. Is it attached to ${denial.principal ?? 'the caller'}, and has the change been deployed?`,
    };
  }
  return {
    outcome: 'statement',
    statement: statementFor(denial, policy, catalog),
    message: `Allows ${action} on ${resource === '*' ? 'every resource' : resource}.`,
  };
}

/** Bedrock subscribes to a model at its first call, in the caller's name. No resource can be named. */
function subscriptionTo(actions: readonly string[], policy: Policy | undefined): AddedPermission {
  const sid = freeSid('SubscribeToModels', policy);
  const statement = { Sid: sid, Effect: 'Allow', Action: actions, Resource: '*' };
  return {
    outcome: 'statement',
    statement: JSON.stringify(statement, undefined, '\t'),
    message: `Allows ${enumerate(actions)}, with which the first call of a model subscribes to it. Wait some minutes before the next call.`,
  };
}

const article = (policy: DenyingPolicy | undefined): string =>
  policy === undefined ? 'another policy' : /^[aeiou]/.test(policy) ? `an ${policy}` : `a ${policy}`;

function statementFor(denial: Denial, policy: Policy | undefined, catalog: Catalog): string {
  const { action, resource, principal } = denial;
  const name = action.slice(action.indexOf(':') + 1).replace(/\W/g, '');
  const hasPrincipal = policy !== undefined && ['resource', 'endpoint', 'trust'].includes(policy.kind);
  const statement = {
    Sid: freeSid(`Allow${name}`, policy),
    Effect: 'Allow',
    ...(hasPrincipal && principal ? { Principal: { AWS: principalArn(principal) } } : {}),
    Action: action,
    ...(policy?.kind === 'trust' ? {} : { Resource: resourcesFor(resource, policy, catalog) }),
  };
  return JSON.stringify(statement, undefined, '\t');
}

/** A cross-Region profile is of use only with its models. */
function resourcesFor(resource: string, policy: Policy | undefined, { models }: Catalog): string | readonly string[] {
  const arn = parseArn(resource);
  const isProfile = arn?.service.text === 'bedrock' && arn.resourceType.text === 'inference-profile';
  const profile = isProfile && arn.resourceId ? models.profile(arn.resourceId.text) : undefined;
  if (!arn || !profile) return resource;
  const allowed = (policy?.statements ?? [])
    .filter(({ effect, condition }) => effect?.text === 'Allow' && !condition)
    .flatMap((statement) => strings(statement.resource).map(({ text }) => text));
  const missing = modelArnsOfProfile(profile, arn.partition.text).filter(
    (model) => !allowed.some((each) => coversArn(each, model)),
  );
  return missing.length > 0 ? [resource, ...missing] : resource;
}

/** A session's role: `arn:aws:sts::1:assumed-role/R/s` → `arn:aws:iam::1:role/R`. */
function principalArn(principal: string): string {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)/.exec(principal) ?? [];
  return role === undefined ? principal : `arn:${partition}:iam::${account}:role/${role}`;
}

function freeSid(wanted: string, policy: Policy | undefined): string {
  const taken = new Set(policy?.statements.map(({ sid }) => sid?.text));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number++;
  return `${wanted}${number}`;
}
