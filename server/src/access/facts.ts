/** What is known of a request's condition keys. */
import type { Caller } from './callers.ts';
import type { Request } from './request.ts';

/** The values of a key (its name in lower case); `absent`: it is not in the request; undefined: not known. */
export type Facts = (key: string) => readonly string[] | 'absent' | undefined;

/**
 * The facts of a request: its context, and the keys that follow from its principal, which AWS puts into every such request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function factsOf({ context = {}, otherKeys = 'absent' }: Request, caller: Caller | undefined): Facts {
  const known = new Map<string, readonly string[] | 'absent' | undefined>(followingFrom(caller));
  for (const [name, value] of Object.entries(context)) {
    const values = value === null ? [] : typeof value === 'string' ? [value] : value;
    known.set(name.toLowerCase(), values.length === 0 ? 'absent' : values);
  }
  return (key) => (known.has(key) ? known.get(key) : otherKeys === 'unknown' ? undefined : 'absent');
}

function* followingFrom(
  caller: Caller | undefined,
): Generator<readonly [string, readonly string[] | 'absent' | undefined]> {
  switch (caller?.kind) {
    case undefined:
      return;
    case 'service':
      yield ['aws:principalisawsservice', ['true']];
      yield ['aws:principalservicename', [caller.name]];
      return;
    case 'user':
    case 'root':
    case 'session':
    case 'federated-user':
      yield ['aws:principalisawsservice', ['false']];
      yield ['aws:principalaccount', [caller.account]];
      yield ['aws:principalarn', caller.principalArn === undefined ? undefined : [caller.principalArn]];
      yield ['aws:principaltype', [TYPES[caller.kind]]];
      yield ['aws:username', caller.kind === 'user' ? [caller.name] : 'absent'];
      return;
    case 'provider':
    case 'anyone':
      yield ['aws:principalisawsservice', ['false']];
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
const TYPES = { user: 'User', root: 'Account', session: 'AssumedRole', 'federated-user': 'FederatedUser' } as const;
