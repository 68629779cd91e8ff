import { allowsInference } from '../../iam/allowed.ts';
import { isLiteral } from '../../iam/arns.ts';
import { mentionsResource } from '../../iam/mentions.ts';
import { brief } from '../../model/printable.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { both, ofType } from './_inference-profiles.ts';

const MODEL = 'arn:aws:bedrock:*::foundation-model/openai.gpt-5.6-sol';
const PROFILE = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.openai.gpt-5.6-sol';
const PROJECT = 'arn:*:bedrock:*:*:project/default';

export const bedrockResponsesProject = defineRule({
  id: 'bedrock-responses-project',
  category: 'effect',
  severity: 'information',
  summary: 'A model of the Responses API is allowed without the project in which responses are stored.',
  explanation:
    'The Responses API at the bedrock-runtime endpoint is authorized as bedrock:InvokeModel on the model, or its profile, and on a project: arn:aws:bedrock:REGION:ACCOUNT:project/default, where the caller names none. Callers of Converse and InvokeModel need no project. Another policy of the same identity may allow it.',
  reference: bedrockGuide('inference-prereq'),
  fixes: { suggested: 'Responses may be made in the account’s default project.' },
  kinds: IDENTITY_KINDS,
  bad: statements(`"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", "${MODEL}"]`),
  good: statements(
    `"Effect": "Allow", ${both}, "Resource": ["${PROFILE}", "${MODEL}", "arn:aws:bedrock:us-east-1:222233334444:project/default"]`,
  ),
  *checkPolicy(policy, { catalog: { models }, writer, account }) {
    if (policy.isPartial) return;
    const allowing = policy.statements.filter(allowsInference);
    const isThere = (statement: (typeof allowing)[number]) =>
      mentionsResource(statement, PROJECT, policy.hasVariables) !== 'no';
    for (const statement of allowing) {
      for (const type of ['inference-profile', 'foundation-model'] as const) {
        for (const { value, arn, list } of ofType(statement, type)) {
          const id = arn.resourceId?.text ?? '';
          const model = models.model(type === 'foundation-model' ? id : (models.profile(id)?.model ?? ''));
          if (!model?.needsProject || allowing.some(isThere)) continue;
          const region = isLiteral(arn.region.text) && arn.region.text !== '' ? arn.region.text : '*';
          const owner = arn.account.text || account || '*';
          const project = `arn:${arn.partition.text}:bedrock:${region}:${owner}:project/default`;
          yield finding(
            value,
            `Calls of ${brief(model.id)} through the Responses API are also authorized on a project, and nothing here allows one. Unless callers use Converse or InvokeModel, allow ${project} too.`,
          ).suggest(`Add ${project}`, statement.condition ? [] : writer.addValues(list, [project]));
          return;
        }
      }
    }
  },
});
