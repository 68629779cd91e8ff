import { allowsInference, hasAction } from '../../iam/allowed.ts';
import { fieldSpan } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const RENDER = 'bedrock:RenderPrompt';

/** The actions that are authorized on prompts. */
const ON_PROMPTS = [RENDER, 'bedrock:GetPrompt', 'bedrock:UpdatePrompt', 'bedrock:DeletePrompt', 'bedrock:TagResource'];

const both = '"Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"';
const MODEL = '"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"';
const PROMPT = 'arn:aws:bedrock:us-east-1:222233334444:';

export const bedrockPromptNeedsRender = defineRule({
  id: 'bedrock-prompt-needs-render',
  category: 'effect',
  severity: 'warning',
  summary: 'A prompt stands beside actions of inference, which are not authorized on prompts.',
  explanation:
    'A call with a prompt of Prompt management is authorized as InvokeModel on the model and as RenderPrompt on the prompt. The ARN of a prompt beside InvokeModel alone allows nothing, and calls with the prompt are denied.',
  reference: bedrockGuide('prompt-management-prereq'),
  fixes: { suggested: 'The prompt can be used.' },
  bad: statements(`"Effect": "Allow", ${both}], "Resource": [${MODEL}, "${PROMPT}⟦prompt/ABCDEFGHIJ:1⟧"]`),
  good: statements(`"Effect": "Allow", ${both}, "${RENDER}"], "Resource": [${MODEL}, "${PROMPT}prompt/ABCDEFGHIJ:1"]`),
  *checkStatement(statement, { catalog, writer }) {
    const { action, resource } = statement;
    if (!action || !resource || !allowsInference(statement)) return;
    if (ON_PROMPTS.some((each) => hasAction(statement, each))) return;
    for (const entry of bedrockArns(statement, catalog)) {
      if (entry.list !== resource || entry.arn.resourceType.text !== 'prompt') continue;
      // Where a prompt is all that is named, action-resource-mismatch reports the actions.
      if (resource.values.length === 1) continue;
      yield finding(
        fieldSpan(entry, entry.arn.resource),
        `A prompt is rendered with ${RENDER}; beside these actions its ARN allows nothing. Allow ${RENDER} on it.`,
      ).suggest(`Allow ${RENDER} too`, writer.addValues(action, [RENDER]));
    }
  },
});
