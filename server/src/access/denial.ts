/**
 * Reads AWS's access denied messages: the request, and the kind of policy that denied it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import { suffixOf } from '../model/suffix.ts';

/** The kind of policy that a message names. */
export type DenyingPolicy =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'service control policy'
  | 'resource control policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy';

export interface Denial {
  /** The caller's ARN, where the message names it. */
  readonly principal: string | undefined;
  readonly action: string;
  /** `*` where the message names none. */
  readonly resource: string;
  /** Whether a statement denies explicitly. False: no statement allows. Undefined where the message does not say. */
  readonly isExplicit: boolean | undefined;
  /** Undefined where the message does not say. */
  readonly policy: DenyingPolicy | undefined;
  /** The ARN of that policy, which newer messages name. */
  readonly policyArn: string | undefined;
}

const POLICIES: readonly (readonly [RegExp, DenyingPolicy])[] = [
  [/identity-based polic/i, 'identity-based policy'],
  [/resource-based polic/i, 'resource-based policy'],
  [/service control polic/i, 'service control policy'],
  [/resource control polic/i, 'resource control policy'],
  [/permissions boundar/i, 'permissions boundary'],
  [/session polic/i, 'session policy'],
  [/VPC endpoint polic/i, 'VPC endpoint policy'],
];

/** Reads a message, alone or within the lines of an SDK or a log; undefined where there is no such message. */
export function readDenial(message: string): Denial | undefined {
  const text = message.replace(/\\"/g, '"').replace(/\s+/g, ' ');
  const [, action] = /not authorized to perform:? "?([A-Za-z0-9-]+:[A-Za-z0-9*]+)/.exec(text) ?? [];
  if (action === undefined) return undefined;
  const [, principal] = /User:? "?(arn:[^\s"]+)/.exec(text) ?? [];
  const [, resource] = /on resource:? "?(arn:[^\s",;]+|\*)/.exec(text) ?? [];
  const at = text.search(/with an explicit deny|because no/i);
  const reason = at < 0 ? '' : text.slice(at);
  return {
    principal,
    action,
    resource: resource?.slice(0, resource.length - suffixOf(resource, /[.)'\]}]/).length) ?? '*',
    isExplicit: reason === '' ? undefined : /^with/i.test(reason),
    policy: POLICIES.find(([pattern]) => pattern.test(reason))?.[1],
    policyArn: reason
      .split(/[\s"',;()]+/)
      .find((word) => word.startsWith('arn:') && word.includes('policy/'))
      ?.replace(/\.$/, ''),
  };
}
