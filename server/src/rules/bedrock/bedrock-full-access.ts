import { isAllow, isUnlimited } from '../../iam/allowed.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const bedrockFullAccess = defineRule({
  id: 'bedrock-full-access',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows every Bedrock action on every resource.',
  explanation:
    'That is more than calling models: it also deletes guardrails, turns invocation logging off, shares custom models and buys provisioned throughput. Name the actions that are needed.',
  reference: bedrockGuide('security-iam-awsmanpol'),
  fixes: { suggested: 'Which actions are needed is not in the text.' },
  kinds: ['identity'],
  bad: statements('"Effect": "Allow", "Action": "⟦bedrock:*⟧", "Resource": "*"'),
  good: [
    statements('"Effect": "Allow", "Action": ["bedrock:Get*", "bedrock:List*"], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"'),
    statements(
      '"Effect": "Allow", "Action": "bedrock:*", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
    ),
  ],
  *checkStatement(statement, { writer }) {
    if (!isAllow(statement) || !isUnlimited(statement) || !statement.action) return;
    for (const value of strings(statement.action)) {
      if (!/^bedrock:\*+$/i.test(value.text)) continue;
      yield finding(
        value,
        'This allows every Bedrock action, deleting guardrails and invocation logging among them. Name the actions that are needed.',
      ).suggest(
        'Allow only reading and calling models',
        writer.replaceInList(statement.action, value, ['bedrock:Get*', 'bedrock:List*', 'bedrock:InvokeModel*']),
      );
    }
  },
});
