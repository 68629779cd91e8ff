import { allowsInference, mayAllow } from '../../iam/allowed.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { both, MODEL, ofType, PROFILE } from './_inference-profiles.ts';

/** Type of resource → what AWS lists as required to call it. */
const COMPANIONS: readonly (readonly [type: string, action: string])[] = [
  ['inference-profile', 'bedrock:GetInferenceProfile'],
  ['application-inference-profile', 'bedrock:GetInferenceProfile'],
  ['custom-model-deployment', 'bedrock:GetCustomModel'],
  ['imported-model', 'bedrock:GetImportedModel'],
  ['provisioned-model', 'bedrock:GetProvisionedModelThroughput'],
];

export const bedrockGetCompanion = defineRule({
  id: 'bedrock-get-companion',
  category: 'effect',
  severity: 'hint',
  offByDefault: true,
  summary: 'A profile or model of one’s own may be called, and not looked at.',
  explanation:
    'AWS’s page on the prerequisites of inference lists GetInferenceProfile, GetCustomModel, GetImportedModel and GetProvisionedModelThroughput as required to call these; its pages on cross-Region inference allow profiles without them. Off by default, since AWS’s own pages disagree.',
  reference: bedrockGuide('inference-prereq'),
  fixes: { suggested: 'A permission is added: to read these resources.' },
  kinds: ['identity'],
  bad: statements(`"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", "${MODEL}"]`),
  good: statements(
    `"Effect": "Allow", ${both.replace('["', '["bedrock:GetInferenceProfile", "')}, "Resource": ["${PROFILE}", "${MODEL}"]`,
  ),
  *checkPolicy(policy, { writer }) {
    for (const [type, action] of COMPANIONS) {
      for (const statement of policy.statements) {
        if (!allowsInference(statement) || !statement.action) continue;
        const [first] = ofType(statement, type);
        if (!first) continue;
        if (mayAllow(policy, action)) break;
        yield finding(
          first.value,
          `AWS lists ${action} as required to call ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}, and nothing here allows it. Allow it too.`,
        ).suggest(`Add ${action}`, statement.condition ? [] : writer.addValues(statement.action, [action]));
        break;
      }
    }
  },
});
