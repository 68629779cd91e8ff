import { actionNames } from '../../iam/actions.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { principalElements } from '../../iam/principals.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { BEDROCK_TYPES, everyone, GUARDRAIL } from './_resource-policies.ts';

const INFERENCE = /^bedrock:(invokemodel|invokemodelwithresponsestream|invokeagent|invokeflow|retrieveandgenerate)$/i;

export const bedrockResourcePolicyUnsupported = defineRule({
  id: 'bedrock-resource-policy-unsupported',
  category: 'effect',
  severity: 'warning',
  summary: 'A principal is named for a Bedrock resource that cannot have a policy.',
  explanation:
    'Only guardrails, guardrail profiles, managed knowledge bases and custom models take a policy of their own. For all else of Bedrock, allow the actions in the policies of the identities, without Principal.',
  reference: bedrockGuide('security_iam_service-with-iam'),
  kinds: ['resource'],
  bad: [
    onResource(
      `${everyone}, "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "⟦arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0⟧"`,
    ),
    onResource(
      `${everyone}, "Action": ["⟦bedrock:InvokeModel⟧", "⟦bedrock:InvokeModelWithResponseStream⟧"], "Resource": "*"`,
    ),
  ],
  good: onResource(`${everyone}, "Action": "bedrock:ApplyGuardrail", "Resource": "${GUARDRAIL}"`),
  *checkStatement(statement, { catalog }) {
    if (principalElements(statement).length === 0) return;
    for (const { type, value } of bedrockArns(statement, catalog)) {
      if (!type || BEDROCK_TYPES.has(type.name)) continue;
      yield finding(
        value,
        `A ${type.name} takes no policy of its own: nothing can bear this one. Remove Principal, and give the policy to the identities.`,
      );
    }
    if (!strings(statement.resource).some(({ text }) => text === '*')) return;
    for (const { value } of actionNames(statement.action)) {
      if (!INFERENCE.test(value.text)) continue;
      yield finding(
        value,
        `No resource that takes a policy supports ${value.text} in it: nothing can bear this one. Remove Principal, and give the policy to the identities.`,
      );
    }
  },
});
