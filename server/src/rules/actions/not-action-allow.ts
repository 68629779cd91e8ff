import { isAllow } from '../../iam/allowed.ts';
import { isEverything } from '../../iam/arns.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements, statementsOf } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const isOnEverything = ({ resource }: Statement): boolean => strings(resource).some(({ text }) => isEverything(text));

export const notActionAllow = defineRule({
  id: 'not-action-allow',
  category: 'security',
  severity: 'warning',
  summary: 'Allow with NotAction allows all but a few actions.',
  explanation:
    'It includes every other action of every service, also those that AWS has not launched yet. Use Action, or Deny with NotAction. On named resources, or under a condition, it is information.',
  reference: guide('reference_policies_elements_notaction'),
  kinds: ['identity', 'session', 'resource'],
  bad: [
    statements('"Effect": "Allow", "⟦NotAction⟧": ["iam:*", "organizations:*"], "Resource": "*"'),
    statements(
      '"Effect": "Allow", "⟦NotAction⟧": "bedrock:DeleteGuardrail", "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"',
    ),
  ],
  good: [
    statements('"Effect": "Deny", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"'),
    statementsOf('scp', '"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"'),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || !statement.notAction) return;
    const isLimited = statement.condition !== undefined || (statement.resource && !isOnEverything(statement));
    yield finding(
      statement.notAction.name,
      'This allows every action but those listed, and those that AWS launches later. Use Action with the actions that are needed.',
    ).as(isLimited ? 'information' : 'warning');
  },
});
