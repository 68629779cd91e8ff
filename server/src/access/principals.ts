/** Principals that stand for all others: between two of them the statements at hand make every difference that they can make. */
import { principalElements } from '../iam/principals.ts';
import type { Statement } from '../policy/statement.ts';

/** An account that nobody has, and a service that AWS does not have. */
const STRANGER = 'arn:aws:iam::000000000000:user/other';
const OTHERS = [STRANGER, 'other.amazonaws.com', '*'];

/**
 * The principals that statements name, somebody else of each of their accounts and roles, and strangers. Only undefined where no
 * statement names principals.
 */
export function principalsIn(statements: readonly Statement[]): readonly (string | undefined)[] {
  const elements = statements.flatMap(principalElements);
  if (elements.length === 0) return [undefined];
  const named = elements.flatMap(({ types }) =>
    types.flatMap(({ name, values }) => values.flatMap(({ text }) => standingFor(name.text, text))),
  );
  return [...new Set([...named, ...OTHERS])];
}

function standingFor(type: string, text: string): readonly string[] {
  if (type === 'Service' || type === 'Federated') return text === '*' ? [] : [text];
  if (type !== 'AWS' || text === '*') return [];
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
  if (account !== undefined) return [`arn:aws:iam::${account}:user/other`];
  const [, partition, owner, role] = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
  if (role === undefined) return text.startsWith('arn:') ? [text] : [];
  return [text, `arn:${partition}:sts::${owner}:assumed-role/${role}/other`];
}
