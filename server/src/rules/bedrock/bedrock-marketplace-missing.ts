import { allowsInference, mayAllow } from '../../iam/allowed.ts';
import { arnValues } from '../../iam/arns.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const nova = '"Resource": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"';

const SUBSCRIBE = 'aws-marketplace:Subscribe';

/** Their models need no subscription. https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const WITHOUT_SUBSCRIPTION = ['amazon', 'deepseek', 'mistral', 'meta', 'qwen'];

export const bedrockMarketplaceMissing = defineRule({
  id: 'bedrock-marketplace-missing',
  category: 'effect',
  severity: 'hint',
  offByDefault: true,
  summary: 'A third party’s model is allowed, subscribing to it is not.',
  explanation:
    'The first call of a third-party model in an account subscribes to the model and needs aws-marketplace:Subscribe, Unsubscribe and ViewSubscriptions; later calls do not need them. For Anthropic’s models a form is sent once as well, with bedrock:PutUseCaseForModelAccess. Off by default, since an administrator usually subscribes once.',
  reference: bedrockGuide('model-access'),
  kinds: ['identity'],
  bad: statements(
    '"Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": "⟦arn:aws:bedrock:*::foundation-model/cohere.embed-v4:0⟧"',
  ),
  good: [
    statements(`"Effect": "Allow", "Action": "bedrock:InvokeModel*", ${nova}`),
    statements(
      '"Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": "arn:aws:bedrock:*::foundation-model/cohere.embed-v4:0"',
      '"Effect": "Allow", "Action": ["aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions"], "Resource": "*"',
    ),
  ],
  *checkPolicy(policy) {
    if (mayAllow(policy, SUBSCRIBE)) return;
    for (const statement of policy.statements) {
      if (!allowsInference(statement)) continue;
      for (const { value, arn } of arnValues(statement.resource)) {
        const provider = arn.resourceType.text === 'foundation-model' ? arn.resourceId?.text.split('.')[0] : undefined;
        if (!provider || /[*?$]/.test(provider) || WITHOUT_SUBSCRIPTION.includes(provider)) continue;
        yield finding(
          value,
          `The first call of a model of ${provider} in the account subscribes to it. Unless that has been done, allow ${SUBSCRIBE}, Unsubscribe and ViewSubscriptions too${provider === 'anthropic' ? ', and bedrock:PutUseCaseForModelAccess' : ''}.`,
        );
        return;
      }
    }
  },
});
