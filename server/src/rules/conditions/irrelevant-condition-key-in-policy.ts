import { conditions, removeCondition } from '../../iam/conditions.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const irrelevantConditionKeyInPolicy = defineRule({
  id: 'irrelevant-condition-key-in-policy',
  category: 'style',
  severity: 'information',
  summary: 'The policy of a bucket has a condition on the bucket’s own account.',
  explanation:
    'In the policy of a bucket or of an access point s3:ResourceAccount is always the owner of that bucket: the condition limits nothing.',
  reference: accessAnalyzer('suggestion', 'irrelevant-condition-key-in-policy'),
  fixes: { suggested: 'A condition is dropped.' },
  kinds: ['resource'],
  bad: onResource(
    '"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*", "Condition": { "StringEquals": { "⟦s3:ResourceAccount⟧": "222233334444" } }',
  ),
  good: onResource(
    '"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"',
  ),
  *checkStatement(statement, { writer }) {
    const resources = strings(statement.resource);
    if (resources.length === 0 || !resources.every((value) => /^arn:[^:]*:s3:/.test(value.text))) return;
    for (const entry of conditions(statement)) {
      if (entry.name !== 's3:resourceaccount') continue;
      yield finding(
        entry.key,
        'In this bucket’s own policy the key is always the bucket’s account. Remove the condition.',
      ).suggest('Remove the condition', removeCondition(writer, statement, entry));
    }
  },
});
