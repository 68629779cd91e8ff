import { actionNames } from '../../iam/actions.ts';
import { arnValues, hasWildcard, isLiteral } from '../../iam/arns.ts';
import { brief } from '../../model/printable.ts';
import { isFullyKnown, type Statement } from '../../policy/statement.ts';
import { everyone, GUARDRAIL, supportedActions } from '../bedrock/_resource-policies.ts';
import { finding } from '../engine/draft.ts';
import { onResource, trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const unsupportedActionInPolicy = defineRule({
  id: 'unsupported-action-in-policy',
  category: 'effect',
  severity: 'error',
  summary: 'A resource’s policy is about an action that its type does not support there.',
  explanation:
    'A policy on a resource is about the actions of its own service, and some types take a few of them only: a guardrail ApplyGuardrail and GetGuardrail, a guardrail profile ApplyGuardrail, a managed knowledge base Retrieve and GetDocumentContent; AgentCore’s runtimes, gateways and memories the actions that use them, and its other resources take no policy at all. A trust policy is about the actions of sts.',
  reference: accessAnalyzer('error', 'unsupported-action-in-policy'),
  kinds: ['resource', 'trust'],
  bad: [
    onResource(
      `${everyone}, "Action": ["bedrock:ApplyGuardrail", "⟦bedrock:UpdateGuardrail⟧"], "Resource": "${GUARDRAIL}"`,
    ),
    onResource(`${everyone}, "Action": ["s3:GetObject", "⟦kms:Decrypt⟧"], "Resource": "arn:aws:s3:::my-bucket/*"`),
    onResource(
      `${everyone}, "Action": ["bedrock:Retrieve", "⟦bedrock:Get*⟧"], "Resource": "arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/KB12345678"`,
    ),
    onResource(
      `${everyone}, "Action": ["bedrock-agentcore:InvokeAgentRuntime", "⟦bedrock-agentcore:DeleteAgentRuntime⟧"], "Resource": "arn:aws:bedrock-agentcore:eu-west-1:222233334444:runtime/r1"`,
    ),
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
          `A trust policy defines who may assume the role, with actions of sts: IAM refuses ${brief(value.text)} here. Write what the role may do in the role’s own policies.`,
        );
      }
      return;
    }
    const supported = supportedActions(statement, catalog);
    const services = servicesOf(statement);
    for (const { value, prefix, name } of names) {
      if (services && !services.includes(prefix.toLowerCase())) {
        yield finding(
          value,
          `A policy on a resource of ${services.join(' and ')} cannot be about actions of ${brief(prefix)}. Remove ${brief(value.text)}.`,
        );
      } else if (supported && prefix.toLowerCase() === supported.prefix) {
        const { type, actions } = supported;
        const isListed = actions.some((each) => each.toLowerCase() === name.toLowerCase());
        // A guardrail's page lists actions, and does not forbid patterns of these.
        const isPattern =
          hasWildcard(name) &&
          !STRICT.has(type) &&
          catalog
            .service(supported.prefix)
            ?.expand(name)
            .every((each) => actions.includes(each.name));
        if (isListed || isPattern) continue;
        yield finding(
          value,
          actions.length === 0
            ? `A ${type} takes no policy of its own: AgentCore refuses this one. Allow ${brief(value.text)} in the policy of the identity.`
            : hasWildcard(name)
              ? `The policy of a ${type} names each action: AWS refuses ${brief(value.text)}. It supports ${few(actions)}.`
              : `The policy of a ${type} supports ${few(actions)} only: AWS refuses ${brief(value.text)}. Allow it in the policy of the identity.`,
        );
      }
    }
  },
});

/** Types whose policies may hold no pattern of actions. https://docs.aws.amazon.com/bedrock/latest/userguide/kb-managed-cross-account.html */
const STRICT: ReadonlySet<string> = new Set(['knowledge-base']);

const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(' and ');

/** The services of a statement's ARNs, in lower case; undefined where a service is a wildcard. */
function servicesOf({ resource }: Statement): readonly string[] | undefined {
  if (!resource || resource.values.length === 0 || !isFullyKnown(resource)) return undefined;
  const arns = arnValues(resource);
  const services = arns.map(({ arn }) => arn.service.text.toLowerCase());
  return arns.length === resource.values.length && services.every((service) => service !== '' && isLiteral(service))
    ? [...new Set(services)]
    : undefined;
}
