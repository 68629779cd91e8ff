import { mayAllow, valuesNaming } from '../../iam/allowed.ts';
import { ACCOUNT_TO_FILL_IN } from '../../iam/documentation-accounts.ts';
import { partitionOf } from '../../iam/partition.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { job, needing, PASS_ROLE, ROLE, SERVICE, takerOf } from './_pass-role.ts';

export const bedrockPassroleMissing = defineRule({
  id: 'bedrock-passrole-missing',
  category: 'effect',
  severity: 'information',
  summary: 'An action that passes a role to Bedrock, without iam:PassRole.',
  explanation:
    'The request names a role that Bedrock, or AgentCore, assumes. The caller needs iam:PassRole on that role, from this policy or from another policy of the identity.',
  reference: bedrockGuide('security-iam-sr'),
  fixes: { suggested: 'A permission is added, on a role that is not known.' },
  kinds: ['identity'],
  bad: [
    statements('"Effect": "Allow", "Action": "⟦bedrock:CreateModelInvocationJob⟧", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "⟦bedrock-agentcore:CreateAgentRuntime⟧", "Resource": "*"'),
  ],
  good: [
    statements(
      job,
      `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}", "Condition": { "StringEquals": { "iam:PassedToService": "${SERVICE}" } }`,
    ),
    statements('"Effect": "Deny", "Action": "bedrock:CreateModelInvocationJob", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "bedrock:GetModelInvocationJob", "Resource": "*"'),
  ],
  *checkPolicy(policy, { writer, account }) {
    const wanted = [...new Set(policy.statements.flatMap(needing))];
    if (wanted.length === 0 || mayAllow(policy, PASS_ROLE)) return;
    for (const statement of policy.statements) {
      if (needing(statement).length === 0) continue;
      const values = new Set(wanted.flatMap((action) => valuesNaming(statement, action)));
      const [value] = strings(statement.action).filter((each) => values.has(each));
      const takers = [
        ...new Set(
          needing(statement)
            .filter((action) => value && valuesNaming(statement, action).includes(value))
            .map(takerOf),
        ),
      ];
      const [taker = SERVICE] = takers;
      if (!value) continue;
      const result = finding(
        value,
        `${brief(value.text)} passes a role to ${takers.join(' and ')}, and nothing here allows iam:PassRole: unless another policy does, requests are denied. Allow it on the role.`,
      );
      result.suggest(
        'Allow iam:PassRole too, the role to fill in',
        writer.addStatement(statement, {
          Effect: 'Allow',
          Action: PASS_ROLE,
          Resource: `arn:${partitionOf(statement)}:iam::${account ?? ACCOUNT_TO_FILL_IN}:role/BedrockServiceRole`,
          Condition: { StringEquals: { 'iam:PassedToService': takers.length > 1 ? takers : taker } },
        }),
      );
      yield result;
      return;
    }
  },
});
