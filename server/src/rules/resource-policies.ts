/** What the policy of a resource may be about: its own resource, and the actions that its type supports there. */
import type { Catalog } from '../catalog/catalog.ts';
import { actionNames } from '../iam/actions.ts';
import { arnValues, hasWildcard, isLiteral } from '../iam/arns.ts';
import { type BedrockArn, bedrockArns } from '../iam/bedrock-arns.ts';
import { principalElements } from '../iam/principals.ts';
import type { Policy } from '../policy/document.ts';
import { isFullyKnown, type Statement, strings } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { document, onResource, trust } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer, bedrockGuide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

/**
 * The types of Bedrock's resources that take a policy, and the actions that it may be about (undefined: not documented).
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/kb-managed-cross-account.html
 */
const BEDROCK_TYPES: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['guardrail', ['ApplyGuardrail', 'GetGuardrail']],
  ['guardrail-profile', ['ApplyGuardrail']],
  ['knowledge-base', ['Retrieve', 'GetDocumentContent']],
  ['custom-model', undefined],
]);

/** Bedrock's resources of a statement, where it names nothing else. */
function onlyBedrock(statement: Statement, catalog: Catalog): readonly BedrockArn[] {
  const named = new Set<Value>(statement.resource?.values);
  const arns = bedrockArns(statement, catalog).filter(({ value }) => named.has(value));
  return arns.length === statement.resource?.values.length ? arns : [];
}

const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';
const everyone = '"Effect": "Allow", "Principal": { "AWS": "222233334444" }';

export const unsupportedActionInPolicy = defineRule({
  id: 'unsupported-action-in-policy',
  category: 'effect',
  severity: 'error',
  summary: 'A resource’s policy is about an action that its type does not support there.',
  explanation:
    'A policy on a resource is about the actions of its own service, and some types take a few of them only: a guardrail ApplyGuardrail and GetGuardrail, a guardrail profile ApplyGuardrail, a managed knowledge base Retrieve and GetDocumentContent. A trust policy is about the actions of sts.',
  reference: accessAnalyzer('error', 'unsupported-action-in-policy'),
  kinds: ['resource', 'trust'],
  bad: [
    onResource(
      `${everyone}, "Action": ["bedrock:ApplyGuardrail", "⟦bedrock:UpdateGuardrail⟧"], "Resource": "${GUARDRAIL}"`,
    ),
    onResource(`${everyone}, "Action": ["s3:GetObject", "⟦kms:Decrypt⟧"], "Resource": "arn:aws:s3:::my-bucket/*"`),
    trust('{ "AWS": "222233334444" }', '⟦bedrock:InvokeModel⟧'),
  ],
  good: [
    onResource(`${everyone}, "Action": ["bedrock:ApplyGuardrail", "bedrock:GetGuardrail"], "Resource": "${GUARDRAIL}"`),
    onResource(`${everyone}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"`),
    trust('{ "AWS": "222233334444" }'),
  ],
  *checkStatement(statement, { catalog, kind }) {
    const names = actionNames(statement.action).filter(({ prefix }) => catalog.hasService(prefix));
    if (kind === 'trust') {
      for (const { value, prefix } of names) {
        if (prefix.toLowerCase() === 'sts') continue;
        yield finding(
          value,
          `A trust policy says who may assume the role, with actions of sts: IAM refuses ${value.text} here. What the role may do stands in its own policies.`,
        );
      }
      return;
    }
    const types = onlyBedrock(statement, catalog).map(({ type }) => type?.name ?? '');
    const allowed =
      types.length > 0 && types.every((type) => BEDROCK_TYPES.get(type))
        ? [...new Set(types.flatMap((type) => BEDROCK_TYPES.get(type) ?? []))]
        : undefined;
    const services = servicesOf(statement);
    for (const { value, prefix, name } of names) {
      if (services && !services.includes(prefix.toLowerCase())) {
        yield finding(
          value,
          `A policy on a resource of ${services.join(' and ')} cannot be about actions of ${prefix}. Remove ${value.text}.`,
        );
      } else if (
        allowed &&
        prefix === 'bedrock' &&
        !hasWildcard(name) &&
        !allowed.some((each) => each.toLowerCase() === name.toLowerCase())
      ) {
        yield finding(
          value,
          `The policy of a ${types[0]} supports ${allowed.join(' and ')} only: Bedrock refuses ${value.text}. Allow it in the policy of the identity.`,
        );
      }
    }
  },
});

/** The services of a statement's ARNs, in small letters, where each is written out; undefined where not. */
function servicesOf({ resource }: Statement): readonly string[] | undefined {
  if (!resource || resource.values.length === 0 || !isFullyKnown(resource)) return undefined;
  const arns = arnValues(resource);
  const services = arns.map(({ arn }) => arn.service.text.toLowerCase());
  return arns.length === resource.values.length && services.every((service) => service !== '' && isLiteral(service))
    ? [...new Set(services)]
    : undefined;
}

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
    'A policy on a resource is about that resource. AgentCore and managed knowledge bases also demand its whole ARN, without a wildcard.',
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
        if (type?.name === 'knowledge-base' && hasWildcard(arn.text))
          yield finding(
            value,
            'A knowledge base’s policy names its whole ARN: Bedrock refuses wildcards. Write the id.',
          );
      }
      const names = actionNames(statement.action);
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

const INFERENCE = /^bedrock:(invokemodel|invokemodelwithresponsestream|invokeagent|invokeflow|retrieveandgenerate)$/i;

export const bedrockResourcePolicyUnsupported = defineRule({
  id: 'bedrock-resource-policy-unsupported',
  category: 'effect',
  severity: 'warning',
  summary: 'A principal stands beside a Bedrock resource that takes no policy.',
  explanation:
    'Only guardrails, guardrail profiles, managed knowledge bases and custom models take a policy of their own. For all else of Bedrock, allow the actions in the policies of the identities, without Principal.',
  reference: bedrockGuide('security_iam_service-with-iam'),
  kinds: ['resource'],
  bad: [
    onResource(
      `${everyone}, "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "⟦arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0⟧"`,
    ),
    onResource(
      `${everyone}, "Action": ["⟦bedrock:InvokeModel⟧", "⟦bedrock:InvokeModelWithResponseStream⟧"], "Resource": "*"`,
    ),
  ],
  good: onResource(`${everyone}, "Action": "bedrock:ApplyGuardrail", "Resource": "${GUARDRAIL}"`),
  *checkStatement(statement, { catalog }) {
    if (principalElements(statement).length === 0) return;
    for (const { type, value } of bedrockArns(statement, catalog)) {
      if (!type || BEDROCK_TYPES.has(type.name)) continue;
      yield finding(
        value,
        `A ${type.name} takes no policy of its own: nothing can bear this one. Remove Principal, and give the policy to the identities.`,
      );
    }
    if (!strings(statement.resource).some(({ text }) => text === '*')) return;
    for (const { value } of actionNames(statement.action)) {
      if (!INFERENCE.test(value.text)) continue;
      yield finding(
        value,
        `No resource that takes a policy supports ${value.text} in it: nothing can bear this one. Remove Principal, and give the policy to the identities.`,
      );
    }
  },
});
