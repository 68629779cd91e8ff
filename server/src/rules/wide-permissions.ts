/** Allows that are wider than their author may think, for every service. */

import { isAllow, isUnlimited, valuesNaming } from '../iam/allowed.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { statements, statementsOf } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { bedrockGuide, guide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

const isEverything = ({ resource }: Statement): boolean => strings(resource).some(({ text }) => /^\*+$/.test(text));

export const fullAdmin = defineRule({
  id: 'full-admin',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows every action on every resource.',
  explanation:
    'Who has it can do everything in the account, and give it to others. Name the actions that are needed, or attach AWS’s AdministratorAccess, where everybody sees what it is.',
  reference: guide('best-practices'),
  kinds: ['identity'],
  bad: {
    ...statements('"Effect": "Allow", "Action": "⟦*⟧", "Resource": "*"'),
    besides: ['pass-role-with-star-in-action-and-resource', 'create-slr-with-star-in-action-and-resource'],
  },
  good: [
    statementsOf('boundary', '"Effect": "Allow", "Action": "bedrock:*", "Resource": "*"'),
    statements('"Effect": "Deny", "Action": "*", "Resource": "*"'),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || !isUnlimited(statement)) return;
    for (const value of strings(statement.action)) {
      if (/^\*+(:\*+)?$/.test(value.text))
        yield finding(value, 'This allows every action on every resource. Name the actions that are needed.');
    }
  },
});

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

export const notActionAllow = defineRule({
  id: 'not-action-allow',
  category: 'security',
  severity: 'warning',
  summary: 'Allow with NotAction allows all but a few actions.',
  explanation:
    'It takes in every other action of every service, also those that AWS has not launched yet. Use Action, or Deny with NotAction. On named resources, or under a condition, it is information.',
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
    const isLimited = statement.condition !== undefined || (statement.resource && !isEverything(statement));
    yield finding(
      statement.notAction.name,
      'This allows every action but those listed, and those that AWS launches later. Use Action with the actions that are needed.',
    ).as(isLimited ? 'information' : 'warning');
  },
});

export const notResourceAllow = defineRule({
  id: 'not-resource-allow',
  category: 'security',
  severity: 'warning',
  summary: 'Allow with NotResource allows all but a few resources.',
  explanation:
    'It takes in every other resource, also those that are created later and those of other services. Use Resource, or Deny with Resource. Under a condition it is information.',
  reference: guide('reference_policies_elements_notresource'),
  kinds: ['identity', 'session', 'resource'],
  bad: statements(
    '"Effect": "Allow", "Action": "bedrock:InvokeModel*", "⟦NotResource⟧": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"',
  ),
  good: [
    statements(
      '"Effect": "Deny", "Action": "bedrock:InvokeModel*", "NotResource": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"',
    ),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || !statement.notResource) return;
    yield finding(
      statement.notResource.name,
      'This allows every resource but those listed, and those created later. Use Resource with what is needed.',
    ).as(statement.condition ? 'information' : 'warning');
  },
});

const LOGGING = ['bedrock:DeleteModelInvocationLoggingConfiguration', 'bedrock:PutModelInvocationLoggingConfiguration'];

export const bedrockLoggingTamper = defineRule({
  id: 'bedrock-logging-tamper',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows turning model invocation logging off, or sending it elsewhere.',
  explanation:
    'Invocation logging is the only record of prompts and answers. Who may delete or replace its configuration can hide what was asked. Keep these two actions for those who administer logging, and limit them with a condition.',
  reference: bedrockGuide('model-invocation-logging'),
  kinds: ['identity'],
  bad: statements(
    '"Effect": "Allow", "Action": ["bedrock:GetModelInvocationLoggingConfiguration", "⟦bedrock:DeleteModelInvocationLoggingConfiguration⟧"], "Resource": "*"',
  ),
  good: [
    statements(
      '"Effect": "Allow", "Action": "bedrock:GetModelInvocationLoggingConfiguration", "Resource": "*"',
      '"Effect": "Deny", "Action": ["bedrock:DeleteModelInvocationLoggingConfiguration", "bedrock:PutModelInvocationLoggingConfiguration"], "Resource": "*"',
    ),
    statements(
      '"Effect": "Allow", "Action": "bedrock:PutModelInvocationLoggingConfiguration", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/LoggingAdmin" } }',
    ),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || statement.condition) return;
    const found = new Set(LOGGING.flatMap((action) => valuesNaming(statement, action)));
    for (const value of found) {
      yield finding(
        value,
        `${value.text} lets the identity turn the record of prompts and answers off, or send it elsewhere. Keep it for those who administer logging, under a condition.`,
      );
    }
  },
});
