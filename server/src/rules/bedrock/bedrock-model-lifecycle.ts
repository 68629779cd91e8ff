import { allowsInference } from '../../iam/allowed.ts';
import { brief } from '../../model/printable.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { ofType } from './_inference-profiles.ts';

export const bedrockModelLifecycle = defineRule({
  id: 'bedrock-model-lifecycle',
  category: 'names',
  severity: 'hint',
  summary: 'A model that AWS retires, or the id of a model that is not called on demand.',
  explanation:
    'AWS retires models: a legacy model still answers those who use it, until the day of its end of life, and no one after it. An id that ends with a length of context, such as :200k, is for Provisioned Throughput and for customization: calls on demand name the id without it.',
  reference: bedrockGuide('model-lifecycle'),
  fixes: { suggested: 'Calls of the model by its plain id become allowed.' },
  kinds: ['identity'],
  bad: [
    resource('arn:aws:bedrock:*::foundation-model/⟦anthropic.claude-v2⟧'),
    resource('arn:aws:bedrock:*::foundation-model/⟦amazon.titan-embed-text-v2:0:8k⟧'),
  ],
  good: resource('arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0'),
  *checkStatement(statement, { catalog: { models }, writer }) {
    if (!allowsInference(statement)) return;
    for (const { value, arn } of ofType(statement, 'foundation-model')) {
      const id = arn.resourceId;
      const model = id && models.model(id.text);
      if (!id || !model) continue;
      const span = within(value, id.start, id.end);
      if (model.isContextVariant) {
        const plain = id.text.slice(0, id.text.lastIndexOf(':'));
        yield finding(
          span,
          `${brief(id.text)} is for Provisioned Throughput and customization; calls on demand name ${brief(plain)}. Write that.`,
        ).suggest(
          `Change to ${brief(plain)}`,
          models.model(plain) ? writer.replaceText(value, plain, id.start, id.end) : [],
        );
      } else if (model.deprecated) {
        yield finding(
          span,
          `AWS retires ${brief(id.text)}${model.endOfLife ? `: its end of life is ${model.endOfLife}` : ''}. Move to a current model.`,
        );
      }
    }
  },
});
