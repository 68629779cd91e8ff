import type { Action, Catalog, ResourceType } from '../../catalog/catalog.ts';
import { canBeOfType, typesOf } from '../../catalog/resources.ts';
import { isKnownUnscoped } from '../../catalog/unscoped-actions.ts';
import { type ActionName, actionNames, matchedActions } from '../../iam/actions.ts';
import { isEverything, isLiteral } from '../../iam/arns.ts';
import { partitionOf } from '../../iam/partition.ts';
import { brief, quoted } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { replaceVariables } from '../../patterns/glob.ts';
import { type PolicyKind, RESOURCE_KINDS } from '../../policy/kind.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';
import { supportedActions } from '../bedrock/_resource-policies.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES } from '../engine/rule.ts';

/**
 * A request for an action names resources of the action's own types only. The types that the catalog marks as required are
 * alternatives for Bedrock's inference, so a finding needs that no type fits.
 */
export const actionResourceMismatch = defineRule({
  id: 'action-resource-mismatch',
  category: 'effect',
  severity: 'warning',
  summary: 'No resource of the statement can be one of the action’s.',
  explanation:
    'Each action is authorized on the resource types that AWS lists for it; some, such as most List actions, on no resource at all and then only "*" matches. An action beside ARNs of other types never takes effect: allowed, it grants nothing; denied, it forbids nothing. It is a warning for Bedrock’s actions, and where no action of the statement takes effect. Where another service’s action stands idle beside actions that work, it is information: AWS’s list for a service is not always whole, and AWS’s own policies hold such actions. Where AWS lists no resource type for an action and the ARN is a wildcard of its service, it is a hint: the list may be behind.',
  reference: authorizationReference(),
  fixes: { suggested: 'An action that had no effect gets one on the resources that are written.' },
  kinds: RESOURCE_KINDS,
  bad: [
    statements(
      '"Effect": "Allow", "Action": ["bedrock:GetGuardrail", "⟦bedrock:Retrieve⟧"], "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/*"',
    ),
    statements(
      '"Effect": "Allow", "Action": "⟦bedrock:ListFoundationModels⟧", "Resource": "arn:aws:bedrock:*::foundation-model/*"',
    ),
    statements('"Effect": "Allow", "Action": "⟦s3:GetObject⟧", "Resource": "arn:aws:s3:::my-bucket"'),
    statements('"Effect": "Allow", "Action": "⟦s3:ListBucket⟧", "Resource": "arn:aws:s3:::my-bucket/*"'),
    statements(
      '"Effect": "Allow", "Action": "⟦s3:*⟧", "Resource": "arn:aws:s3vectors:eu-west-1:222233334444:bucket/my-vectors"',
    ),
    statements(
      '"Effect": "Allow", "Action": "⟦logs:DescribeLogGroups⟧", "Resource": "arn:aws:logs:eu-west-1:222233334444:log-group:/aws/bedrock-agentcore/*"',
    ),
  ],
  good: [
    statements(
      '"Effect": "Allow", "Action": ["bedrock:GetGuardrail", "bedrock:Retrieve"], "Resource": ["arn:aws:bedrock:eu-west-1:222233334444:guardrail/*", "arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/*"]',
    ),
    statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"'),
    statements(
      '"Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": "arn:aws:logs:eu-west-1:222233334444:log-group:*"',
    ),
    statements(
      '"Effect": "Allow", "Action": "bedrock:ListInferenceProfiles", "Resource": "arn:aws:bedrock:*:*:inference-profile/*"',
    ),
  ],
  *checkStatement(statement, { catalog, kind, writer }) {
    const patterns = resourcePatterns(statement, catalog);
    const { action: list, resource: resources } = statement;
    if (!patterns || !list || !resources) return;
    const misfits = actionNames(list)
      .filter((name) => !isReportedElsewhere(name, patterns, statement, kind, catalog))
      .map((name) => ({ name, actions: matchedActions(name, catalog) }))
      .filter(({ actions }) => actions.length > 0 && actions.every((action) => !fits(action, patterns)))
      .map((misfit) => ({ ...misfit, resource: resourceFor(misfit.actions, patterns, partitionOf(statement)) }));
    const separable = misfits.length < list.values.length;
    for (const [index, { name, actions, resource }] of misfits.entries()) {
      const isUnsure = actions.every((action) => mayBeUnlisted(action, patterns));
      const result = finding(
        name.value,
        isUnsure
          ? `AWS’s reference lists no resource type for ${brief(name.value.text)}. If requests are denied with these ARNs, allow it on "*".`
          : explain(name, actions, resource, patterns),
      );
      if (isUnsure) result.as('hint');
      else if (separable && !/^bedrock/i.test(name.prefix)) result.as('information');
      const fellows = misfits.filter((other) => other.resource.join() === resource.join());
      const meant = inOwnService(name, patterns, catalog);
      if (isUnsure || index >= MAX_SPLIT_FIXES) {
        // reported without a fix
      } else if (meant) {
        result.suggest(`Change to ${quoted(meant)}`, writer.replaceText(name.value, meant));
      } else if (fellows.length < list.values.length) {
        result.suggest(
          `Move ${fellows.length > 1 ? `${fellows.length} actions` : name.value.text} into a statement of ${fellows.length > 1 ? 'their' : 'its'} own`,
          writer.split(
            statement,
            { action: fellows.map((fellow) => fellow.name.value) },
            { resource: resource.length > 1 ? resource : (resource[0] ?? '*') },
          ),
        );
      } else if (resource.join() === '*') {
        result.suggest('Change the Resource to "*"', writer.setValue(resources.property, '*'));
      } else if (resource.length === patterns.length && patterns.every(({ service }) => service === 's3')) {
        result.suggest(
          `Change to ${resource.map(quoted).join(' and ')}`,
          writer.setValue(resources.property, resource.length > 1 ? resource : (resource[0] ?? '*')),
        );
      }
      yield result;
    }
  },
});

interface ResourcePattern {
  readonly text: string;
  readonly service: string;
  readonly resource: string;
  /** Whether service and resource are both `*`. */
  readonly isEverything: boolean;
  /** The types of its service, and those of them that it can name. */
  readonly all: readonly ResourceType[];
  readonly types: readonly ResourceType[];
}

/** The statement's resources as patterns; undefined where a part is unknown, or nothing is named. */
function resourcePatterns({ resource }: Statement, catalog: Catalog): readonly ResourcePattern[] | undefined {
  if (!resource || !isFullyKnown(resource) || resource.values.length === 0) return undefined;
  const patterns: ResourcePattern[] = [];
  for (const { text } of strings(resource)) {
    const arn = parseArn(text);
    if (!arn || arn.service.text === '') return undefined; // "*" matches anything; missing-arn-field reports incomplete ARNs
    const isAnything = [arn.service, arn.resource].every((field) => isEverything(field.text));
    const service = catalog.service(arn.service.text);
    if (!service && isLiteral(arn.service.text)) return undefined; // invalid-service reports an unknown service
    const types = service ? typesOf(service, arn) : [];
    if (service && types.length === 0 && !isEverything(arn.resource.text)) return undefined; // invalid-arn-resource reports an ARN of no type
    const all = service?.resourceTypes ?? [];
    patterns.push({
      text,
      service: arn.service.text,
      resource: arn.resource.text,
      isEverything: isAnything,
      all,
      types,
    });
  }
  return patterns;
}

/** Whether a resource of the statement can be of a type that requests for the action name. */
function fits(action: Action, patterns: readonly ResourcePattern[]): boolean {
  if (patterns.some(({ isEverything }) => isEverything)) return true;
  if (action.resources.length === 0) return false;
  return action.resources.some(({ type }) =>
    patterns.some(({ service, resource, all, types }) =>
      all.includes(type) ? types.includes(type) : canBeOfType(service, resource, type),
    ),
  );
}

/** Whether another rule reports what is wrong with an action beside these resources. */
function isReportedElsewhere(
  name: ActionName,
  patterns: readonly ResourcePattern[],
  statement: Statement,
  kind: PolicyKind,
  catalog: Catalog,
): boolean {
  // bedrock-agent-needs-alias
  const isAgentForAlias =
    name.value.text.toLowerCase() === 'bedrock:invokeagent' &&
    patterns.some(({ resource }) => resource.startsWith('agent/'));
  if (isAgentForAlias || kind !== 'resource') return isAgentForAlias;
  // unsupported-action-in-policy
  return (
    !patterns.some(({ service }) => service === name.prefix.toLowerCase()) ||
    supportedActions(statement, catalog) !== undefined
  );
}

/** Whether AWS's reference may only be behind: it lists no type for the action, and an ARN is a wildcard of its service. */
const mayBeUnlisted = (action: Action, patterns: readonly ResourcePattern[]): boolean =>
  action.resources.length === 0 &&
  !isKnownUnscoped(`${action.service}:${action.name}`) &&
  patterns.some(({ service, resource }) => service === action.service && /^([\w-]+[/:])?\*$/.test(resource));

/**
 * The resources that an action needs: for S3 the objects of the buckets that are named, or their buckets; else the ARN
 * format of one of its types, with `*` for its placeholders; `*` where the action has no types.
 */
function resourceFor(
  actions: readonly Action[],
  patterns: readonly ResourcePattern[],
  partition: string,
): readonly string[] {
  const [action] = actions;
  const types = action?.resources.map(({ type }) => type) ?? [];
  if (action?.service === 's3' && patterns.every(({ service }) => service === 's3')) {
    const isNamed = (name: string) => types.some((type) => type.name === name);
    if (isNamed('object') && patterns.every(({ resource }) => !resource.includes('/')))
      return patterns.map(({ text }) => `${text}/*`);
    if (isNamed('bucket') && patterns.every(({ resource }) => /^[^/]+\/\*$/.test(resource)))
      return patterns.map(({ text }) => text.slice(0, -'/*'.length));
  }
  return [replaceVariables(types[0]?.arn.replace('${Partition}', partition) ?? '*', '*')];
}

/** The same action pattern under the prefix of the service that all resources are of, where its actions fit: `s3vectors:*`. */
function inOwnService({ name, prefix }: ActionName, patterns: readonly ResourcePattern[], catalog: Catalog) {
  const [first] = patterns;
  if (!first || first.service === prefix.toLowerCase() || patterns.some(({ service }) => service !== first.service))
    return undefined;
  const actions = catalog.service(first.service)?.expand(name) ?? [];
  return actions.some((action) => fits(action, patterns)) ? `${first.service}:${name}` : undefined;
}

function explain(
  { value, name, prefix }: ActionName,
  actions: readonly Action[],
  [form]: readonly string[],
  patterns: readonly ResourcePattern[],
): string {
  const [action] = actions;
  const services = [...new Set(patterns.map(({ service }) => service))];
  if (actions.length > 1) {
    const [own] = services;
    return services.length === 1 && own !== prefix.toLowerCase()
      ? `${brief(value.text)} names actions of ${brief(prefix)}, and these are resources of ${own}: it has no effect. Write ${own}:${brief(name)}.`
      : `None of the ${actions.length} actions that ${brief(value.text)} matches is authorized on one of these resources, so it has no effect. Name resources of their types.`;
  }
  const names = [...new Set(action?.resources.map(({ type }) => type.name))];
  if (!action || names.length === 0) {
    return `${value.text} does not support resource-level permissions: with these ARNs it has no effect. Only "Resource": "*" matches it.`;
  }
  const shown = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${brief(value.text)} is authorized on ${shown}${more}: none of these resources is one, so it has no effect. Name one, such as ${brief(form ?? '')}.`;
}
