import { actionNames } from '../../iam/actions.ts';
import { allowsInference } from '../../iam/allowed.ts';
import { mentionsResource } from '../../iam/mentions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { ANY_PROFILE, ofType } from './_inference-profiles.ts';

const all = '"Effect": "Allow", "Principal": "*"';
const MODEL = 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0';
const PROFILE = 'arn:aws:bedrock:*:222233334444:inference-profile/*';
const inference = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]';

/** bedrock, bedrock-mantle and bedrock-agentcore have endpoints of their own, which one file may be the policy of. */
const isOfBedrock = (prefix: string): boolean => /^bedrock/i.test(prefix);

export const bedrockEndpointPolicy = defineRule({
  id: 'bedrock-endpoint-policy',
  category: 'effect',
  severity: 'warning',
  summary: 'The policy of a VPC endpoint of Bedrock names what never passes it, or blocks inference profiles.',
  explanation:
    'Only requests to the endpoint’s own service pass it: actions of other services have no effect in its policy, and belong to the policy of their endpoint. A policy that allows inference on foundation models alone blocks every call through an inference profile, which is authorized on the profile as well; that is information, since it may be meant.',
  reference: bedrockGuide('vpc-interface-endpoints'),
  fixes: { suggested: 'The endpoint lets calls through inference profiles pass.' },
  kinds: ['endpoint'],
  bad: [
    statementsOf('endpoint', `${all}, "Action": ["bedrock:InvokeModel*", "⟦s3:GetObject⟧"], "Resource": "*"`),
    statementsOf('endpoint', `${all}, ${inference}, "Resource": "⟦${MODEL}⟧"`),
  ],
  good: [
    statementsOf('endpoint', `${all}, ${inference}, "Resource": "*"`),
    statementsOf('endpoint', `${all}, ${inference}, "Resource": ["${MODEL}", "${PROFILE}"]`),
    statementsOf('endpoint', `${all}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"`),
  ],
  *checkPolicy(policy, { writer }) {
    const named = policy.statements.flatMap(({ action, notAction }) => actionNames(action ?? notAction));
    const others = named.filter(({ prefix }) => !isOfBedrock(prefix));
    // Where most actions are others', it is the policy of another endpoint.
    if (2 * others.length <= named.length) {
      for (const { value, prefix } of others) {
        yield finding(
          value,
          `Requests to ${brief(prefix)} do not pass an endpoint of Bedrock: this has no effect here. Put it into the policy of that service’s endpoint.`,
        );
      }
    }
    if (policy.isPartial) return;
    const allowing = policy.statements.filter(allowsInference);
    const passes = (profile: string) =>
      allowing.some((each) => mentionsResource(each, profile, policy.hasVariables) !== 'no');
    if (ANY_PROFILE.some(passes)) return;
    for (const statement of allowing) {
      const [first] = ofType(statement, 'foundation-model');
      if (!first) continue;
      const profiles = `arn:${first.arn.partition.text}:bedrock:*:*:inference-profile/*`;
      yield finding(
        first.value,
        'Calls through inference profiles are also authorized on the profile, which this endpoint lets nobody reach. Unless that is meant, allow the profiles too.',
      )
        .as('information')
        .suggest(`Add ${profiles}`, writer.addValues(first.list, [profiles]));
      return;
    }
  },
});
