/** The policies that decide about a request together, each with what it is attached to. */
import type { Policy } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';

/** A kind of policy; `key` is the policy of a KMS key, a resource-based policy with rules of its own. */
export type AccessKind = PolicyKind | 'key';

export const ACCESS_KINDS: readonly AccessKind[] = [
  'identity',
  'boundary',
  'session',
  'scp',
  'rcp',
  'resource',
  'trust',
  'endpoint',
  'key',
];

export interface AppliedPolicy {
  readonly policy: Policy;
  readonly kind: AccessKind;
  /** Where in the organization a service control policy is attached: the root, a unit, the account. One name for each level. */
  readonly level: string | undefined;
}
