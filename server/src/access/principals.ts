/** Principals that stand for all others: between two of them the statements at hand make every difference that they can make. */
import { principalElements } from '../iam/principals.ts';
import type { Statement } from '../policy/statement.ts';

/** A principal, and those for whom it stands, in words. */
export interface Representative {
  /** Undefined where no statement names principals. */
  readonly principal: string | undefined;
  readonly standsFor: string;
}

/** Of an account that nobody has, and of a service that AWS does not have. */
const OTHERS: readonly Representative[] = [
  { principal: 'arn:aws:iam::000000000000:user/other', standsFor: 'every other account' },
  { principal: 'other.amazonaws.com', standsFor: 'every other service' },
  { principal: '*', standsFor: 'anonymous callers' },
];

/** The principals that statements name, somebody else of each of their accounts and roles, and strangers. */
export function principalsIn(statements: readonly Statement[]): readonly Representative[] {
  const elements = statements.flatMap(principalElements);
  if (elements.length === 0) return [{ principal: undefined, standsFor: '' }];
  const named = elements.flatMap(({ types }) =>
    types.flatMap(({ name, values }) => values.flatMap(({ text }) => representing(name.text, text))),
  );
  return [...new Map([...named, ...OTHERS].map((each) => [each.principal, each])).values()];
}

function representing(type: string, text: string): readonly Representative[] {
  const itself = { principal: text, standsFor: text };
  if (type === 'Service' || type === 'Federated') return text === '*' ? [] : [itself];
  if (type !== 'AWS' || text === '*') return [];
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
  if (account !== undefined)
    return [{ principal: `arn:aws:iam::${account}:user/other`, standsFor: `the account ${account}` }];
  const [, partition, owner, role] = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
  if (role === undefined) return text.startsWith('arn:') ? [itself] : [];
  return [itself, { principal: `arn:${partition}:sts::${owner}:assumed-role/${role}/other`, standsFor: text }];
}
