import { typePattern } from '../../catalog/resources.ts';
import { colonAfter, replaceField } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** The knowledge-base guide writes these without an account, against the reference: nothing is said of them. */
const DOCUMENTED_WITHOUT_ACCOUNT = new Set(['async-invoke', 'data-automation-profile', 'data-automation-invocation']);

/** Every type of Bedrock's resources but foundation-model has an account, the system-defined profiles too. */
export const bedrockMissingAccount = defineRule({
  id: 'bedrock-missing-account',
  category: 'effect',
  severity: 'error',
  summary: 'A Bedrock ARN lacks the account that its type has.',
  explanation:
    'Only foundation models have no account. An inference profile’s ARN names the account that calls it, even where AWS defines the profile; so do guardrails, agents, knowledge bases and the rest. With an empty account the ARN matches nothing.',
  reference: authorizationReference(),
  fixes: { suggested: 'The ARN matched nothing: with the change the statement takes effect, in every account.' },
  bad: statements(
    '"Effect": "Allow", "Action": "bedrock:GetInferenceProfile", "Resource": "arn:aws:bedrock:us-east-1:⟦:⟧inference-profile/us.amazon.nova-lite-v1:0"',
  ),
  good: resource(
    'arn:aws:bedrock:us-east-1:*:inference-profile/us.amazon.nova-lite-v1:0',
    'bedrock:GetInferenceProfile',
  ),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of bedrockArns(statement, catalog)) {
      const { account, resourceType } = entry.arn;
      if (account.text !== '' || !entry.type || DOCUMENTED_WITHOUT_ACCOUNT.has(resourceType.text)) continue;
      if (typePattern(entry.type)?.arn.account.text === '') continue;
      yield finding(
        colonAfter(entry, account),
        `An ARN of type ${brief(resourceType.text)} names an account, so this one matches nothing. Put the account between the colons.`,
      ).suggest('Insert * for any account', replaceField(writer, entry, account, '*'));
    }
  },
});
