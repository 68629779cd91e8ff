/** The ARNs of AWS's managed policies, as values. */
import { MANAGED_POLICIES, managedPolicyArn } from '../../catalog/managed-policies.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { arnDefaults } from './arn-defaults.ts';
import { valueCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';

/** Condition keys (lower case) whose values are policies' ARNs. */
export const POLICY_KEYS: ReadonlySet<string> = new Set(['iam:policyarn', 'iam:permissionsboundary']);

export function completeManagedPolicies(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const { partition } = arnDefaults(cursor, options);
  return MANAGED_POLICIES.flatMap((policy, order) => {
    const arn = managedPolicyArn(policy, partition);
    if (cursor.siblings.includes(arn)) return [];
    const item = valueCompletion(cursor, arn, {
      label: policy.name.slice(policy.name.lastIndexOf('/') + 1),
      kind: 'value',
      sort: `0${String(order).padStart(2, '0')}`,
      documentation: { of: 'managed-policy', name: arn },
    });
    // Its name finds it as well as its ARN.
    const isArn = cursor.typed.startsWith('arn:');
    return [isArn ? item : { ...item, filter: `${policy.name} ${arn}` }];
  });
}
