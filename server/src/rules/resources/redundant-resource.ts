import { coversArn } from '../../patterns/arn.ts';
import { type Comparison, redundant } from '../actions/_redundancy.ts';
import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const RESOURCES: Comparison = {
  mostPatterns: 100,
  group: (text) => {
    const [, , service] = text.split(':', 3);
    return service === undefined || /[*?$]/.test(service) ? undefined : service;
  },
  normalize: (text) => text,
  covers: coversArn,
};

export const redundantResource = defineRule({
  id: 'redundant-resource',
  category: 'style',
  severity: 'information',
  summary: 'A resource is covered by another entry of the list.',
  explanation: 'Another entry of the list covers this entry already.',
  reference: accessAnalyzer('suggestion', 'redundant-resource'),
  fixes: { safe: 'The remaining entries cover the same.' },
  bad: statements(
    '"Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": ["arn:aws:bedrock:*:222233334444:guardrail/*", "⟦arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1⟧"]',
  ),
  good: statements(
    '"Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": ["arn:aws:bedrock:us-*:222233334444:guardrail/*", "arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1"]',
  ),
  *checkStatement({ resource, notResource }, { writer }) {
    yield* redundant([resource, notResource], RESOURCES, writer);
  },
});
