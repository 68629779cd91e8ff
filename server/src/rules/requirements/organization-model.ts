import { allowsInference } from '../../iam/allowed.ts';
import { arnValues, isEverything } from '../../iam/arns.ts';
import { hasCondition } from '../../iam/conditions.ts';
import { isCovered } from '../../iam/listed-patterns.ts';
import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { resource } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, notAllowed, REFERENCE, reported, under } from './_named.ts';

const NOVA = { models: { allowed: ['amazon.nova-*'] } };

export const organizationModel = defineRule({
  id: 'organization-model',
  category: 'security',
  severity: 'warning',
  summary: 'An Allow names a model that the organization does not allow.',
  explanation:
    'The config file lists the models that policies may allow: "organization": { "models": { "allowed": ["amazon.nova-*"] } }. An Allow of inference may name these models, and inference profiles of these models, and nothing wider. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  bad: [
    under(NOVA, resource('arn:aws:bedrock:*::foundation-model/⟦amazon.titan-embed-text-v2:0⟧')),
    under(NOVA, resource('arn:aws:bedrock:*::foundation-model/⟦*⟧')),
    { ...under(NOVA, resource('⟦*⟧')), besides: ['bedrock-guardrail-not-required'] },
  ],
  good: under(NOVA, resource('arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0')),
  *checkStatement(statement, { organization: { models } = {}, catalog }) {
    if (!models || !allowsInference(statement)) return;
    for (const { value, arn } of arnValues(statement.resource)) {
      const id = arn.resourceId;
      if (arn.service.text !== 'bedrock' || !id) continue;
      const type = arn.resourceType.text;
      if (type !== 'foundation-model' && type !== 'inference-profile') continue;
      const model = type === 'inference-profile' ? (catalog.models.profile(id.text)?.model ?? id.text) : id.text;
      if (!isCovered(model, models.allowed)) yield notAllowed(within(value, id.start, id.end), model, 'models', models);
    }
    if (hasCondition(statement, 'bedrock:inferenceprofilearn')) return;
    for (const value of strings(statement.resource).filter(({ text }) => isEverything(text)))
      yield notAllowed(value.span, '*', 'models', models);
    if (statement.notResource)
      yield reported(
        statement.notResource.name.span,
        'This allows every model that NotResource does not name, and not only those that this project allows. List them in Resource.',
        models,
      );
  },
});
