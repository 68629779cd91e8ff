import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { PolicyKind } from '../../../server/src/policy/kind.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { readDocument } from '../../../server/src/service.ts';
import { service } from '../../service.ts';

interface Entry {
  readonly name: string;
  readonly kind?: PolicyKind;
  readonly document: unknown;
}

const POLICIES: ReadonlyMap<string, Entry> = new Map(
  ['aws-documentation', 'aws-managed-policies'].flatMap((file) =>
    readFileSync(`test/fixtures/corpus/${file}.jsonl`, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry)
      .map((entry) => [entry.name, entry] as const),
  ),
);

/** For each rule a policy of AWS's that comes near to what it reports, by the words in it, and is right. */
const NEAR: readonly (readonly [rule: string, policy: string, words: readonly string[]])[] = [
  ['agentcore-reader-gets-tokens', 'agentcore: read gateways', ['bedrock-agentcore:Get']],
  ['agentcore-token-for-user-id', 'agentcore: the role of a runtime', ['GetWorkloadAccessTokenForUserId']],
  ['arn-key-with-non-arn', 'organizations: allow services to one role', ['aws:PrincipalArn']],
  ['bedrock-api-key-uncontrolled', 'bedrock: keys for 90 days', ['iam:CreateServiceSpecificCredential']],
  ['bedrock-associate-needs-both', 'bedrock: everything for agents', ['AssociateAgentKnowledgeBase']],
  ['bedrock-create-with-tags', 'AmazonDataZoneBedrockModelManagementPolicy', ['bedrock:Create', 'aws:RequestTag']],
  ['bedrock-data-retention-partial', 'bedrock: no new projects', ['bedrock-mantle:CreateProject', 'Deny']],
  ['bedrock-endpoint-policy', 'bedrock: an endpoint for inference', ['bedrock:InvokeModel', 'Principal']],
  ['bedrock-guardrail-breaks-agents', 'bedrock: enforce a version of a guardrail', ['GuardrailIdentifier', 'Deny']],
  ['bedrock-guardrail-mantle-open', 'bedrock: enforce the draft of a guardrail', ['GuardrailIdentifier', 'Deny']],
  ['bedrock-guardrail-profile-incomplete', 'bedrock: apply a guardrail with its profile', ['guardrail-profile']],
  ['bedrock-guardrail-without-apply', 'bedrock: enforce any version', ['GuardrailIdentifier', 'Deny']],
  ['bedrock-mantle-left-open', 'bedrock: an SCP against global profiles', ['"bedrock:*"', 'Deny']],
  ['bedrock-model-lifecycle', 'bedrock: a batch job through a profile', ['foundation-model/']],
  ['bedrock-network-deny-hits-services', 'agentcore: a runtime denied outside a VPC', ['aws:SourceVpc', 'Deny']],
  ['bedrock-passrole-wrong-service', 'AmazonBedrockFullAccess', ['iam:PassRole', 'iam:PassedToService']],
  ['bedrock-passrole-wrong-service', 'BedrockAgentCoreFullAccess', ['iam:PassRole', 'iam:PassedToService']],
  [
    'bedrock-profile-deny-on-profile',
    'bedrock: an SCP against global profiles',
    ['bedrock:InferenceProfileArn', 'Deny'],
  ],
  ['bedrock-residency-with-global', 'organizations: deny outside the EU', ['aws:RequestedRegion', 'eu-central-1']],
  ['bedrock-responses-project', 'bedrock: run inference with everything', ['bedrock:InvokeModel']],
  ['non-latin-characters', 'bedrock: the secret of SharePoint', ['arn:aws:secretsmanager']],
  ['passed-to-service-no-limit', 'iam: pass a role to one service', ['iam:PassRole']],
  ['s3vectors-query-needs-get', 'bedrock: an S3 vector index', ['s3vectors:QueryVectors']],
  ['trust-source-mismatch', 'bedrock: trust against confused deputies', ['aws:SourceArn']],
];

describe('a rule says nothing of what is right nearby', () => {
  for (const [id, name, words] of NEAR) {
    it(`${id}: ${name}`, () => {
      const entry = POLICIES.get(name);
      assert.ok(entry, `there is no ${name}`);
      const text = JSON.stringify(entry.document, undefined, 2);
      for (const word of words) assert.ok(text.includes(word), `${name} says nothing of ${word}`);
      assert.ok(RULES.some((rule) => rule.id === id));
      const found = service.check(readDocument(text, entry.kind ? { kind: entry.kind } : {}));
      assert.deepEqual(
        found.filter(({ rule }) => rule.id === id).map(({ message }) => message),
        [],
      );
    });
  }
});
