import { findConditionKey } from '../../catalog/condition-keys.ts';
import { conditions } from '../../iam/conditions.ts';
import { quoted } from '../../model/printable.ts';
import { INVENTED } from '../conditions/_keys.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const bedrockUnknownConditionKey = defineRule({
  id: 'bedrock-unknown-condition-key',
  category: 'effect',
  severity: 'error',
  summary: 'A condition key does not exist, though it is often written for Bedrock.',
  explanation:
    'aws:InferenceProfileArn, bedrock:ModelId, bedrock:GuardrailId and the like are set by no request: an Allow under them never applies, a Deny never forbids. The keys are bedrock:InferenceProfileArn and bedrock:GuardrailIdentifier; which model may be used is said in Resource.',
  reference: authorizationReference(),
  fixes: { suggested: 'The condition did not hold for any request: with the change it does for some.' },
  bad: [
    condition(
      '"ArnLike": { "⟦aws:InferenceProfileArn⟧": "arn:aws:bedrock:eu-west-1:222233334444:application-inference-profile/*" }',
    ),
    condition('"StringLike": { "⟦bedrock:ModelId⟧": "anthropic.*" }'),
  ],
  good: condition(
    '"ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:eu-west-1:222233334444:application-inference-profile/*" }',
  ),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, name, list } of conditions(statement)) {
      if (!INVENTED.has(name) || findConditionKey(key.text, catalog)) continue;
      const real = INVENTED.get(name);
      if (real) {
        yield finding(
          key,
          `No request sets ${quoted(key.text)}: this condition never holds. The key is ${real}.`,
        ).suggest(`Change to ${quoted(real)}`, writer.rename(list.property, real));
      } else {
        yield finding(
          key,
          `No request sets ${quoted(key.text)}: this condition never holds. Name the model by its ARN in Resource.`,
        );
      }
    }
  },
});
