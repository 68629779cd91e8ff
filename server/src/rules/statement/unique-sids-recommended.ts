import { statementsOf } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { repeatedSids } from './_sids.ts';

export const uniqueSidsRecommended = defineRule({
  id: 'unique-sids-recommended',
  category: 'style',
  severity: 'warning',
  summary: 'Two statements of a resource’s or an organization’s policy have the same Sid.',
  explanation: 'These policies may repeat a Sid, but a repeated Sid does not identify a statement.',
  reference: accessAnalyzer('general-warning', 'unique-sids-recommended'),
  fixes: { safe: 'A Sid decides nothing.' },
  kinds: ['resource', 'endpoint', 'scp', 'rcp'],
  bad: statementsOf(
    'scp',
    '"Sid": "Keep", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"',
    '"Sid": "⟦Keep⟧", "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"',
  ),
  good: statementsOf(
    'scp',
    '"Sid": "KeepBuckets", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"',
    '"Sid": "KeepKeys", "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"',
  ),
  checkPolicy: (policy, { writer }) => repeatedSids(policy, 'the Sid does not identify a statement', writer),
});
