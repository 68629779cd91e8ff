/**
 * Who asks, and whether a statement names that principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
import { parseArn } from '../patterns/arn.ts';
import type { PrincipalElement, Statement } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { all, any, type Formula } from './formula.ts';
import type { Unknowns } from './unknowns.ts';

export type Caller =
  | {
      readonly kind: 'user' | 'root' | 'federated-user';
      readonly account: string;
      readonly name: string;
      readonly arn: string;
      readonly principalArn: string;
    }
  | {
      readonly kind: 'session';
      readonly account: string;
      /** The name of the role, without its path. */
      readonly name: string;
      /** The ARN of the session; undefined where only its role is known. */
      readonly arn: string | undefined;
      /** The ARN of the role; undefined where its path is not known. */
      readonly principalArn: string | undefined;
      readonly isServiceLinked: boolean;
    }
  | { readonly kind: 'service' | 'provider'; readonly name: string }
  | { readonly kind: 'anyone' };

/** Reads a request's principal. A text that is nothing else is the name of an identity provider. */
export function callerOf(principal: string): Caller {
  if (principal === '*') return { kind: 'anyone' };
  if (/^\d{12}$/.test(principal)) return rootOf(principal, 'aws');
  const arn = parseArn(principal);
  if (!arn)
    return {
      kind: PROVIDERS.has(principal) || !/\.amazonaws\.com(\.cn)?$/.test(principal) ? 'provider' : 'service',
      name: principal,
    };
  const account = arn.account.text;
  const partition = arn.partition.text;
  const resource = arn.resource.text;
  if (resource === 'root') return rootOf(account, partition);
  const [type = '', ...rest] = resource.split('/');
  if (type === 'user')
    return { kind: 'user', account, name: rest.at(-1) ?? '', arn: principal, principalArn: principal };
  if (type === 'federated-user')
    return { kind: 'federated-user', account, name: rest.join('/'), arn: principal, principalArn: principal };
  if (type === 'assumed-role') {
    const [name = ''] = rest;
    // The path of these roles is not in the name of their sessions.
    const isElsewhere = name.startsWith('AWSReservedSSO_') || name.startsWith('AWSServiceRoleFor');
    return {
      kind: 'session',
      account,
      name,
      arn: principal,
      principalArn: isElsewhere ? undefined : `arn:${partition}:iam::${account}:role/${name}`,
      isServiceLinked: name.startsWith('AWSServiceRoleFor'),
    };
  }
  if (type === 'role')
    return {
      kind: 'session',
      account,
      name: rest.at(-1) ?? '',
      arn: undefined,
      principalArn: principal,
      isServiceLinked: rest[0] === 'aws-service-role',
    };
  return { kind: 'provider', name: principal };
}

/** The identity providers that AWS knows by name, which look like services. */
const PROVIDERS: ReadonlySet<string> = new Set(['cognito-identity.amazonaws.com']);

const rootOf = (account: string, partition: string): Caller => {
  const arn = `arn:${partition}:iam::${account}:root`;
  return { kind: 'root', account, name: 'root', arn, principalArn: arn };
};

/** How a statement names a principal: itself, its session's role, its account, or everybody. */
export interface Naming {
  /** The user, the session, the service or the provider itself. */
  readonly directly: Formula;
  readonly byRole: Formula;
  readonly byAccount: Formula;
  readonly asAnyone: Formula;
}

/** A statement that does not name the caller. */
export const NOWHERE: Naming = { directly: false, byRole: false, byAccount: false, asAnyone: false };

/** However it is named. */
export const named = ({ directly, byRole, byAccount, asAnyone }: Naming): Formula =>
  any([directly, byRole, byAccount, asAnyone]);

/**
 * How the Principal of a statement names the caller; a statement without Principal is about its bearer, named directly.
 * `caller` is undefined where it is not known who asks.
 */
export function namingOf({ principal }: Statement, caller: Caller | undefined, unknowns: Unknowns): Naming {
  if (!principal) return { ...NOWHERE, directly: true };
  return namingIn(principal, caller, unknowns);
}

function namingIn(element: PrincipalElement, caller: Caller | undefined, unknowns: Unknowns): Naming {
  const { bare, types } = element;
  if (bare) {
    if (bare.kind === 'string') return bare.text === '*' ? { ...NOWHERE, asAnyone: true } : NOWHERE;
    return { ...NOWHERE, directly: unknowns.filledIn(bare) };
  }
  const namings = types.flatMap(({ name, values }) =>
    values.map((value) => namingBy(name.text, value, caller, unknowns)),
  );
  return {
    directly: any(namings.map(({ directly }) => directly)),
    byRole: any(namings.map(({ byRole }) => byRole)),
    byAccount: any(namings.map(({ byAccount }) => byAccount)),
    asAnyone: any(namings.map(({ asAnyone }) => asAnyone)),
  };
}

function namingBy(type: string, value: Value, caller: Caller | undefined, unknowns: Unknowns): Naming {
  const { text } = value;
  if (value.kind !== 'string') return { ...NOWHERE, directly: unknowns.filledIn(value) };
  if (type === 'AWS' && text === '*') return { ...NOWHERE, asAnyone: true };
  if (!caller) return { ...NOWHERE, directly: unknowns.opaque(`whether ${text} is who asks`, []) };
  if (type === 'Service') {
    const isNamed = caller.kind === 'service' && (text === caller.name || text === '*');
    return { ...NOWHERE, directly: isNamed };
  }
  if (type === 'Federated')
    return { ...NOWHERE, directly: caller.kind === 'provider' && (text === caller.name || text === '*') };
  if (type !== 'AWS') return { ...NOWHERE, directly: unknowns.opaque(`whether ${text} is who asks`, []) };
  if (!('account' in caller)) return NOWHERE;
  if (/^A[A-Z0-9]{15,}$/.test(text))
    return { ...NOWHERE, directly: unknowns.opaque(`whether ${text} is the id of who asks`, []) };
  const isAccount = text === caller.account || /^arn:[^:]+:iam::(\d{12}):root$/.exec(text)?.[1] === caller.account;
  if (isAccount) return caller.kind === 'root' ? { ...NOWHERE, directly: true } : { ...NOWHERE, byAccount: true };
  if (text === caller.arn) return { ...NOWHERE, directly: true };
  if (caller.kind !== 'session') return NOWHERE;
  const named = callerOf(text);
  if (named.kind !== 'session' || named.account !== caller.account || named.name !== caller.name) return NOWHERE;
  // Of a role one knows the path, of its session not.
  if (named.arn === undefined) {
    const isSame = caller.principalArn === undefined || caller.arn !== undefined || text === caller.principalArn;
    return { ...NOWHERE, byRole: isSame };
  }
  return caller.arn === undefined
    ? { ...NOWHERE, directly: unknowns.opaque(`whether the session is ${text}`, []) }
    : NOWHERE;
}

/**
 * Whether a Deny with NotPrincipal is about the caller: about all that it does not name. Of a user the account must be named
 * too, or AWS might deny; of a session its role and its account. A principal with a permissions boundary is always denied.
 */
export function isExcluded(
  element: PrincipalElement,
  caller: Caller | undefined,
  hasBoundary: boolean,
  unknowns: Unknowns,
): Formula {
  const { directly, byRole, byAccount, asAnyone } = namingIn(element, caller, unknowns);
  if (asAnyone === true) return true;
  if (hasBoundary && (caller?.kind === 'user' || caller?.kind === 'session')) return false;
  if (caller?.kind === 'session') return all([directly, byRole, byAccount]);
  if (caller?.kind === 'user' || caller?.kind === 'federated-user')
    return all([
      directly,
      any([byAccount, unknowns.opaque('whether NotPrincipal spares a user whose account it does not name', [])]),
    ]);
  return directly;
}
