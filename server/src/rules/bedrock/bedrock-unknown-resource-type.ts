import { resourceArns } from '../../iam/arns.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { isBedrock, LIVE, unknownForm } from '../resources/_arns.ts';

export const bedrockUnknownResourceType = defineRule({
  id: 'bedrock-unknown-resource-type',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'A Bedrock ARN names a type of resource that does not exist.',
  explanation:
    'Bedrock has no resource type model or agents: a foundation model’s ARN is foundation-model/ID, an agent’s agent/ID. An ARN of an unknown type matches nothing. AWS adds types, so this is a warning; for a known misspelling, such as model/ or guardrails/, it is an error.',
  reference: accessAnalyzer('error', 'invalid-arn-resource'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('arn:aws:bedrock:us-east-1::⟦model/amazon.nova-lite-v1:0⟧', 'bedrock:*'),
    resource('arn:aws:bedrock:us-east-1:222233334444:⟦guardrails/*⟧', 'bedrock:*'),
    resource('arn:aws:bedrock:us-east-1:222233334444:⟦new-type/*⟧', 'bedrock:*'),
  ],
  good: resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
  *checkStatement(statement, context) {
    for (const entry of resourceArns(statement)) if (isBedrock(entry)) yield* unknownForm(entry, context);
  },
});
