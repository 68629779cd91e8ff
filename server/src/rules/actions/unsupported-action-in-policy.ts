import { actionNames } from '../../iam/actions.ts';
import { arnValues, hasWildcard, isLiteral } from '../../iam/arns.ts';
import { isFullyKnown, type Statement } from '../../policy/statement.ts';
import { everyone, GUARDRAIL, onlyBedrock, supportedActions } from '../bedrock/_resource-policies.ts';
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
          `A trust policy defines who may assume the role, with actions of sts: IAM refuses ${value.text} here. Write what the role may do in the role’s own policies.`,
        );
      }
      return;
    }
    const allowed = supportedActions(statement, catalog);
    const [bearer] = onlyBedrock(statement, catalog);
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
          `The policy of a ${bearer?.type?.name} supports ${allowed.join(' and ')} only: Bedrock refuses ${value.text}. Allow it in the policy of the identity.`,
        );
      }
    }
  },
});

/** The services of a statement's ARNs, in lower case; undefined where a service is a wildcard. */
function servicesOf({ resource }: Statement): readonly string[] | undefined {
  if (!resource || resource.values.length === 0 || !isFullyKnown(resource)) return undefined;
  const arns = arnValues(resource);
  const services = arns.map(({ arn }) => arn.service.text.toLowerCase());
  return arns.length === resource.values.length && services.every((service) => service !== '' && isLiteral(service))
    ? [...new Set(services)]
    : undefined;
}
