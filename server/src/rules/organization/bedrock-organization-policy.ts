import { document } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { bedrockPolicyFindings } from './_bedrock-policy.ts';

const enforcing = (identifier: string, more = '') =>
  document(
    `{ "bedrock": { "guardrail_inference": { "us-east-1": { "config_1": { "identifier": { "@@assign": "${identifier}" }${more} } } } } }`,
  );

const GUARDRAIL = 'arn:aws:bedrock:us-east-1:222233334444:guardrail/a1b2c3d4e5f6';

export const bedrockOrganizationPolicy = defineRule({
  id: 'bedrock-organization-policy',
  category: 'effect',
  severity: 'error',
  summary: 'A Bedrock policy of AWS Organizations names no guardrail that can be enforced.',
  explanation:
    'Such a policy enforces a guardrail on all calls of Bedrock in the accounts that it is attached to: { "bedrock": { "guardrail_inference": { REGION: { NAME: { "identifier": { "@@assign": ARN } } } } } }. The guardrail is one of the management account, in that Region, with a numbered version. AWS warns that a wrong identifier makes all calls of Bedrock in the accounts fail.',
  reference: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock_syntax.html',
  bad: [
    enforcing(`⟦${GUARDRAIL}⟧`),
    enforcing(`⟦${GUARDRAIL}:DRAFT⟧`),
    enforcing('arn:aws:bedrock:⟦eu-west-1⟧:222233334444:guardrail/a1b2c3d4e5f6:1'),
    enforcing(
      `${GUARDRAIL}:1`,
      ', "selective_content_guarding": { "system": { "@@assign": "⟦partial⟧" } }, ⟦"excluded_models"⟧: { "@@assign": ["cohere.embed-english-v3"] }',
    ),
  ],
  good: [
    enforcing(
      `${GUARDRAIL}:1`,
      ', "selective_content_guarding": { "system": { "@@assign": "selective" }, "messages": { "@@assign": "comprehensive" } }, "model_enforcement": { "included_models": { "@@assign": ["ALL"] } }',
    ),
    enforcing(`${GUARDRAIL}:1`, ', "input_tags": { "@@assign": "honor" }'),
  ],
  checkDocument: (read, { catalog }) => bedrockPolicyFindings(read, catalog),
});
