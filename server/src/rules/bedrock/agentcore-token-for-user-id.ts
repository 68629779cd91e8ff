import { hasAction, isAllow, isDeny, valuesNaming } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { FOR_USER_ID } from './_agentcore-tokens.ts';

const DIRECTORY = 'arn:aws:bedrock-agentcore:eu-west-1:222233334444:workload-identity-directory/default';
const FOR_JWT = 'bedrock-agentcore:GetWorkloadAccessTokenForJWT';

/** Whether a resource leaves the workload identity open. */
const isAnyIdentity = (text: string): boolean =>
  /^\*+$/.test(text) || /:(\*+|workload-identity-directory\/(\*+|[^/]+\/(\*+|workload-identity\/\*+)))$/.test(text);

/** An Allow, under no condition, of tokens for any user by any workload. */
const allowsAnyUser = question(
  (statement) =>
    isAllow(statement) &&
    !statement.condition &&
    hasAction(statement, FOR_USER_ID) &&
    strings(statement.resource).some(({ text }) => isAnyIdentity(text)),
);

const deniesUserId = question((statement) => isDeny(statement) && hasAction(statement, FOR_USER_ID));

export const agentcoreTokenForUserId = defineRule({
  id: 'agentcore-token-for-user-id',
  category: 'security',
  severity: 'warning',
  summary: 'Tokens for any user may be had, by name alone, from every workload identity.',
  explanation:
    'GetWorkloadAccessTokenForUserId takes the name of a user from its caller, and checks no token of an identity provider: who may call it can act for any user. Where callers have a JWT, AWS advises to deny it and to allow GetWorkloadAccessTokenForJWT alone. Where it is needed, name one workload identity.',
  reference: 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html',
  fixes: { suggested: 'Workloads without a JWT of their users get no token any more.' },
  kinds: ['identity'],
  bad: [
    statements('"Effect": "Allow", "Action": "⟦bedrock-agentcore:GetWorkloadAccessToken*⟧", "Resource": "*"'),
    statements(`"Effect": "Allow", "Action": "⟦${FOR_USER_ID}⟧", "Resource": ["${DIRECTORY}", "${DIRECTORY}/*"]`),
  ],
  good: [
    statements(
      `"Effect": "Allow", "Action": "${FOR_USER_ID}", "Resource": ["${DIRECTORY}", "${DIRECTORY}/workload-identity/my_agent-*"]`,
    ),
    statements(`"Effect": "Allow", "Action": "${FOR_JWT}", "Resource": ["${DIRECTORY}", "${DIRECTORY}/*"]`),
  ],
  *checkPolicy(policy, { writer }) {
    const allowing = policy.statements.filter(allowsAnyUser);
    if (allowing.length === 0 || policy.statements.some(deniesUserId)) return;
    for (const statement of allowing) {
      const [value] = valuesNaming(statement, FOR_USER_ID).filter(({ text }) =>
        /^bedrock-agentcore:getwork/i.test(text),
      );
      if (!value || !statement.action) continue;
      yield finding(
        value,
        `${brief(value.text)} gives out tokens for any user whom the caller names, without a proof. Allow ${FOR_JWT} instead, or name one workload identity.`,
      ).suggest(`Change to ${FOR_JWT}`, writer.replaceInList(statement.action, value, [FOR_JWT]));
    }
  },
});
