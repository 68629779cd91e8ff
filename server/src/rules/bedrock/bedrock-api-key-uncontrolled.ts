import { hasAction, isAllow, isDeny } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { conditions, hasCondition } from '../../iam/conditions.ts';
import { limitsService } from '../../iam/delegated-service.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const CREATE = 'iam:CreateServiceSpecificCredential';
const SERVICE_KEY = 'iam:ServiceSpecificCredentialServiceName';
const AGE_KEY = 'iam:ServiceSpecificCredentialAgeDays';

const user = '"Resource": "arn:aws:iam::222233334444:user/bedrock-ci"';

/** Names the action itself: `iam:*` and its like are other rules' matter. */
const namesCreate = question(({ action }) =>
  strings(action).some(({ text }) => /^iam:createservice[a-z*]*$/i.test(text)),
);

/** An Allow that lets keys without an end be made for Bedrock. */
const allowsEndless = question((statement) => {
  if (!isAllow(statement) || !namesCreate(statement) || !hasAction(statement, CREATE)) return false;
  if (hasCondition(statement, AGE_KEY.toLowerCase())) return false;
  const service = conditions(statement).find((each) => limitsService(each, SERVICE_KEY));
  return !service || strings(service.list).some(({ text }) => /^bedrock/i.test(text));
});

const limitsAge = question(
  (statement) => isDeny(statement) && hasAction(statement, CREATE) && hasCondition(statement, AGE_KEY.toLowerCase()),
);

export const bedrockApiKeyUncontrolled = defineRule({
  id: 'bedrock-api-key-uncontrolled',
  category: 'security',
  severity: 'warning',
  summary: 'Long-term API keys of Bedrock may be made without an end.',
  explanation:
    'iam:CreateServiceSpecificCredential makes long-term API keys, which work from anywhere and, unless the request says otherwise, for ever. Limit their age with iam:ServiceSpecificCredentialAgeDays, and the service with iam:ServiceSpecificCredentialServiceName, since the same action makes credentials of other services. Short-term keys need none of this.',
  reference: bedrockGuide('api-keys-permissions'),
  fixes: { suggested: 'Keys that are to last longer can no longer be made.' },
  kinds: ['identity', 'boundary'],
  bad: [
    statements(`"Effect": "Allow", "Action": "⟦${CREATE}⟧", ${user}`),
    statements(
      `"Effect": "Allow", "Action": "⟦${CREATE}⟧", ${user}, "Condition": { "StringEquals": { "${SERVICE_KEY}": "bedrock.amazonaws.com" } }`,
    ),
  ],
  good: [
    statements(
      `"Effect": "Allow", "Action": "${CREATE}", ${user}, "Condition": { "StringEquals": { "${SERVICE_KEY}": "bedrock.amazonaws.com" }, "NumericLessThanEquals": { "${AGE_KEY}": "90" } }`,
    ),
    statements(
      `"Effect": "Allow", "Action": "${CREATE}", ${user}, "Condition": { "StringEquals": { "${SERVICE_KEY}": "codecommit.amazonaws.com" } }`,
    ),
  ],
  *checkPolicy(policy, { writer }) {
    const endless = policy.statements.filter(allowsEndless);
    if (endless.length === 0 || policy.statements.some(limitsAge)) return;
    for (const statement of endless) {
      const [value] = strings(statement.action).filter(({ text }) => /^iam:createservice/i.test(text));
      if (!value) continue;
      const isForBedrock = hasCondition(statement, SERVICE_KEY.toLowerCase());
      const result = finding(
        value,
        `This makes API keys for Bedrock${isForBedrock ? '' : ', and credentials of other services,'} that never expire. Limit their age with ${AGE_KEY}${isForBedrock ? '' : `, and the service with ${SERVICE_KEY}`}.`,
      );
      if (statement.action?.values.length === 1)
        result.suggest(
          isForBedrock ? 'Allow keys of 90 days at most' : 'Allow keys for Bedrock alone, of 90 days at most',
          writer.addConditions(statement, [
            ...(isForBedrock ? [] : [['StringEquals', SERVICE_KEY, 'bedrock.amazonaws.com'] as const]),
            ['NumericLessThanEquals', AGE_KEY, '90'],
          ]),
        );
      yield result;
    }
  },
});
