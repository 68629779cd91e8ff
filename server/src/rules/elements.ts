/** The elements that a policy and a statement may hold, and which kinds have which. */
import type { PolicyKind } from '../policy/kind.ts';

/** The kinds whose statements name principals. */
export const PRINCIPAL_KINDS: readonly PolicyKind[] = ['resource', 'trust', 'rcp'];
/** The kinds whose statements name resources: all but a role's trust policy. */
export const RESOURCE_KINDS: readonly PolicyKind[] = ['identity', 'resource', 'scp', 'rcp', 'boundary', 'session'];
/** The kinds that are attached to, or passed for, an identity. */
export const IDENTITY_KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session'];
