import { actionNames } from '../../iam/actions.ts';
import { arnValues, hasWildcard, isEverything, isLiteral } from '../../iam/arns.ts';
import type { Policy } from '../../policy/document.ts';
import { strings } from '../../policy/statement.ts';
import { everyone, onlyBedrock } from '../bedrock/_resource-policies.ts';
import { finding } from '../engine/draft.ts';
import { document, onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Whose policies name one resource. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html */
const BEARERS: ReadonlyMap<string, string> = new Map([
  ['knowledge-base', 'A knowledge base’s'],
  ['guardrail', 'A guardrail’s'],
  ['guardrail-profile', 'A guardrail profile’s'],
]);

/** The service that most ARNs of a resource's policy name: that of the resource which bears it. */
function ownService(policy: Policy): string | undefined {
  const counts = new Map<string, number>();
  for (const { resource } of policy.statements) {
    for (const { arn } of arnValues(resource)) {
      if (isLiteral(arn.service.text)) counts.set(arn.service.text, (counts.get(arn.service.text) ?? 0) + 1);
    }
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

export const unsupportedResourceArnInPolicy = defineRule({
  id: 'unsupported-resource-arn-in-policy',
  category: 'effect',
  severity: 'error',
  summary: 'A resource’s policy names a resource of another service.',
  explanation:
    'A policy on a resource is about that resource. AgentCore, guardrails and managed knowledge bases also demand its whole ARN, without a wildcard; a guardrail’s without a version.',
  reference: accessAnalyzer('error', 'unsupported-resource-arn-in-policy'),
  kinds: ['resource'],
  bad: [
    document(
      `{ "Version": "2012-10-17", "Statement": [{ ${everyone}, "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/*", "⟦arn:aws:kms:eu-west-1:222233334444:key/k⟧"] }] }`,
      'resource',
    ),
    onResource(
      `${everyone}, "Action": "bedrock:Retrieve", "Resource": "⟦arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/*⟧"`,
    ),
    onResource(`${everyone}, "Action": "bedrock-agentcore:InvokeAgentRuntime", "Resource": "⟦*⟧"`),
    onResource(
      `${everyone}, "Action": "bedrock:ApplyGuardrail", "Resource": "⟦arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1:1⟧"`,
    ),
  ],
  good: [
    onResource(`${everyone}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"`),
    onResource(
      `${everyone}, "Action": "bedrock:Retrieve", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/KB12345678"`,
    ),
  ],
  *checkPolicy(policy, { catalog }) {
    const own = ownService(policy);
    for (const statement of policy.statements) {
      for (const { value, arn } of arnValues(statement.resource)) {
        const service = arn.service.text;
        if (own && isLiteral(service) && service !== own)
          yield finding(
            value,
            `The policy is about resources of ${own}, and cannot name one of ${service}. Remove it.`,
          );
      }
      for (const { value, arn, type } of onlyBedrock(statement, catalog)) {
        const bearer = BEARERS.get(type?.name ?? '');
        if (!bearer) continue;
        if (hasWildcard(arn.text))
          yield finding(value, `${bearer} policy names its whole ARN: Bedrock refuses wildcards. Write the id.`);
        else if (type?.name === 'guardrail' && /:/.test(arn.resourceId?.text ?? ''))
          yield finding(value, 'A guardrail’s policy names the guardrail without a version. Remove the version.');
      }
      const names = actionNames(statement.action);
      const isBedrock = names.length > 0 && names.every(({ prefix }) => prefix.toLowerCase() === 'bedrock');
      for (const value of isBedrock ? strings(statement.resource) : []) {
        if (isEverything(value.text))
          yield finding(
            value,
            'The policy of a Bedrock resource names its whole ARN: Bedrock refuses "*". Write the ARN.',
          );
      }
      const isAgentCore = names.length > 0 && names.every(({ prefix }) => prefix.toLowerCase() === 'bedrock-agentcore');
      for (const value of isAgentCore ? strings(statement.resource) : []) {
        if (hasWildcard(value.text))
          yield finding(
            value,
            'AgentCore refuses wildcards in a resource’s policy. Write the whole ARN of the resource.',
          );
      }
    }
  },
});
