import { isAllow, valuesNaming } from '../../iam/allowed.ts';
import { isLimitedToCallers } from '../../iam/callers.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const LOGGING = ['bedrock:DeleteModelInvocationLoggingConfiguration', 'bedrock:PutModelInvocationLoggingConfiguration'];

export const bedrockLoggingTamper = defineRule({
  id: 'bedrock-logging-tamper',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows turning model invocation logging off, or sending it elsewhere.',
  explanation:
    'Invocation logging is the only record of prompts and answers. An identity that may delete or replace its configuration can hide what was sent to the models. Keep these two actions for the administrators of logging, and limit them with a condition that identifies them; one on the Region or on TLS does not.',
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
      '"Effect": "Allow", "Action": "bedrock:DeleteModelInvocationLoggingConfiguration", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/LoggingAdmin" } }',
    ),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || isLimitedToCallers(statement)) return;
    const found = new Set(LOGGING.flatMap((action) => valuesNaming(statement, action)));
    for (const value of found) {
      yield finding(
        value,
        `${brief(value.text)} lets the identity turn the record of prompts and answers off, or send it elsewhere. Allow it only to the administrators of logging, with a condition.`,
      );
    }
  },
});
