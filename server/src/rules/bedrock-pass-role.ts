/**
 * Bedrock works with roles that its caller passes.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
import { type Statement, strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { hasAction, isAllow, mayAllow, valuesNaming } from './allowed.ts';
import { addCondition, hasCondition } from './conditions.ts';
import { addAfter } from './edit.ts';
import { statements } from './example.ts';
import { fact } from './facts.ts';
import { bedrockGuide, guide } from './references.ts';
import { defineRule, finding } from './rule.ts';
import { likeStatement } from './split.ts';

const PASS_ROLE = 'iam:PassRole';
const SERVICE = 'bedrock.amazonaws.com';
const ROLE = 'arn:aws:iam::222233334444:role/BedrockBatch';

/** Each takes a role in its request (`roleArn`, `agentResourceRoleArn`, `executionRoleArn`). The catalog does not list these dependent actions. */
const NEEDS_ROLE = [
  'bedrock:CreateModelInvocationJob',
  'bedrock:CreateEvaluationJob',
  'bedrock:CreateModelCustomizationJob',
  'bedrock:CreateModelImportJob',
  'bedrock:CreateCustomModel',
  'bedrock:CreateMarketplaceModelEndpoint',
  'bedrock:CreateAgent',
  'bedrock:UpdateAgent',
  'bedrock:CreateKnowledgeBase',
  'bedrock:UpdateKnowledgeBase',
  'bedrock:CreateFlow',
  'bedrock:UpdateFlow',
];

const allowsBedrock = fact(
  (statement) => isAllow(statement) && strings(statement.action).some(({ text }) => /^bedrock/i.test(text)),
);

/** What an Allow allows that takes a role. */
const needing = fact((statement) =>
  isAllow(statement) ? NEEDS_ROLE.filter((action) => hasAction(statement, action)) : [],
);

const passRole = ({ action }: Statement): StringValue | undefined =>
  strings(action).find(({ text }) => text.toLowerCase() === PASS_ROLE.toLowerCase());

const allowsPassRole = fact((statement) => isAllow(statement) && passRole(statement) !== undefined);

const job = '"Effect": "Allow", "Action": "bedrock:CreateModelInvocationJob", "Resource": "*"';

export const bedrockPassroleUnscoped = defineRule({
  id: 'bedrock-passrole-unscoped',
  category: 'security',
  severity: 'warning',
  summary: 'iam:PassRole beside Bedrock’s actions is not limited to Bedrock.',
  explanation:
    'Without a condition on iam:PassedToService the role may be passed to any service that it trusts, and serves there with all its permissions. Where each role is named in full it is information.',
  reference: guide('reference_policies_iam-condition-keys'),
  kinds: ['identity'],
  bad: [
    statements(
      job,
      '"Effect": "Allow", "Action": "⟦iam:PassRole⟧", "Resource": "arn:aws:iam::222233334444:role/Bedrock*"',
    ),
    statements(job, `"Effect": "Allow", "Action": "⟦iam:PassRole⟧", "Resource": "${ROLE}"`),
  ],
  good: [
    statements(
      job,
      `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}", "Condition": { "StringEquals": { "iam:PassedToService": "${SERVICE}" } }`,
    ),
    statements(
      '"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*"',
      `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}"`,
    ),
  ],
  concerns: allowsPassRole,
  *checkPolicy(policy, { text }) {
    if (!policy.statements.some(allowsBedrock)) return;
    for (const statement of policy.statements) {
      if (!allowsPassRole(statement)) continue;
      const value = passRole(statement);
      if (!value || hasCondition(statement, 'iam:passedtoservice')) continue;
      const isNamed =
        statement.resource !== undefined && strings(statement.resource).every((each) => !/[*?]/.test(each.text));
      const result = finding(
        value,
        `The role may be passed to any service that it trusts. Limit it with iam:PassedToService = ${SERVICE}.`,
      ).as(isNamed ? 'information' : 'warning');
      const isAlone = statement.action?.values.length === 1;
      yield isAlone
        ? result.choice(
            `Allow it only for ${SERVICE}`,
            ...addCondition(statement, 'StringEquals', 'iam:PassedToService', SERVICE, text),
          )
        : result;
    }
  },
});

export const bedrockPassroleMissing = defineRule({
  id: 'bedrock-passrole-missing',
  category: 'effect',
  severity: 'information',
  summary: 'An action that passes a role to Bedrock, without iam:PassRole.',
  explanation:
    'The request names a role for Bedrock to work with. Who sends it needs iam:PassRole on that role, from this policy or from another one of the identity.',
  reference: bedrockGuide('security-iam-sr'),
  kinds: ['identity'],
  bad: statements('"Effect": "Allow", "Action": "⟦bedrock:CreateModelInvocationJob⟧", "Resource": "*"'),
  good: [
    statements(
      job,
      `"Effect": "Allow", "Action": "iam:PassRole", "Resource": "${ROLE}", "Condition": { "StringEquals": { "iam:PassedToService": "${SERVICE}" } }`,
    ),
    statements('"Effect": "Deny", "Action": "bedrock:CreateModelInvocationJob", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "bedrock:GetModelInvocationJob", "Resource": "*"'),
  ],
  concerns: (statement) => needing(statement).length > 0,
  *checkPolicy(policy, { text, account }) {
    const wanted = [...new Set(policy.statements.flatMap(needing))];
    if (wanted.length === 0 || mayAllow(policy, PASS_ROLE)) return;
    for (const statement of policy.statements) {
      if (needing(statement).length === 0) continue;
      const values = new Set(wanted.flatMap((action) => valuesNaming(statement, action)));
      const [value] = strings(statement.action).filter((each) => values.has(each));
      if (!value) continue;
      const result = finding(
        value,
        `${value.text} passes a role to Bedrock, and nothing here allows iam:PassRole: unless another policy does, requests are denied. Allow it on the role.`,
      );
      if (statement.node.parent?.type === 'array') {
        const lines = [
          '"Effect": "Allow"',
          `"Action": "${PASS_ROLE}"`,
          `"Resource": "arn:aws:iam::${account ?? '111122223333'}:role/BedrockServiceRole"`,
          `"Condition": { "StringEquals": { "iam:PassedToService": "${SERVICE}" } }`,
        ];
        result.choice(
          'Allow iam:PassRole too, the role to fill in',
          addAfter(statement.node, likeStatement(statement, lines, text), text),
        );
      }
      yield result;
      return;
    }
  },
});
