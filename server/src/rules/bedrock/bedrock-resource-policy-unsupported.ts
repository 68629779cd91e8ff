import { actionNames } from '../../iam/actions.ts';
import { isEverything } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { principalElements } from '../../iam/principals.ts';
import { brief } from '../../model/printable.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { onResource, statements, statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { BEDROCK_TYPES, everyone, GUARDRAIL } from './_resource-policies.ts';

/** As AWS's guides write the policies of endpoints: for everyone, on everything. */
const isWrittenForEndpoint = ({ principal, resource }: Statement): boolean =>
  principal?.bare?.text === '*' && strings(resource).some(({ text }) => isEverything(text));

export const bedrockResourcePolicyUnsupported = defineRule({
  id: 'bedrock-resource-policy-unsupported',
  category: 'effect',
  severity: 'warning',
  summary: 'A principal is named for a Bedrock resource that cannot have a policy.',
  explanation:
    'Of Bedrock’s resources only guardrails, guardrail profiles, managed knowledge bases and custom models take a policy of their own. The policy of a VPC endpoint also names a principal, and may be about models, profiles and all else: where nothing says that the policy is another’s, it is taken for such a policy, and a hint says so, unless it is written as AWS writes them: for "*", on "*". Set the kind to "endpoint", and the hint goes. For anything else, allow the actions in the policies of the identities, without Principal.',
  reference: bedrockGuide('security_iam_service-with-iam'),
  kinds: ['resource', 'endpoint'],
  bad: [
    onResource(
      `${everyone}, "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "⟦arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0⟧"`,
    ),
    statements(
      `"Effect": "Allow", "⟦Principal⟧": { "AWS": "arn:aws:iam::222233334444:root" }, "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"`,
    ),
  ],
  good: [
    onResource(`${everyone}, "Action": "bedrock:ApplyGuardrail", "Resource": "${GUARDRAIL}"`),
    statementsOf(
      'endpoint',
      `"Effect": "Allow", "Principal": "*", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"`,
    ),
  ],
  *checkStatement(statement, { catalog, kind, isKindCertain }) {
    const [principal] = principalElements(statement);
    if (!principal) return;
    if (kind === 'endpoint') {
      if (
        isKindCertain ||
        isWrittenForEndpoint(statement) ||
        !actionNames(statement.action).some(({ prefix }) => /^bedrock/i.test(prefix))
      )
        return;
      yield finding(
        principal.name,
        'Only a VPC endpoint can bear this policy: no resource of Bedrock does. If it is meant for identities, remove Principal.',
      ).as('hint');
      return;
    }
    if (principal.bare?.text === '*') return; // as the policies of endpoints are written
    for (const { type, value } of bedrockArns(statement, catalog)) {
      if (!type || BEDROCK_TYPES.has(type.name)) continue;
      yield finding(
        value,
        `${/^[aeiou]/.test(type.name) ? 'An' : 'A'} ${brief(type.name)} takes no policy of its own; only a VPC endpoint can bear this one. For identities, remove Principal and give the policy to them.`,
      );
    }
  },
});
