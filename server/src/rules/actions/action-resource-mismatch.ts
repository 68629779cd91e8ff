import type { Action, Catalog, ResourceType } from '../../catalog/catalog.ts';
import { canBeOfType, typesOf } from '../../catalog/resources.ts';
import { type ActionName, actionNames, matchedActions } from '../../iam/actions.ts';
import { partitionOf } from '../../iam/partition.ts';
import { parseArn } from '../../patterns/arn.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';
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
    'Each action is authorized on the resource types that AWS lists for it; some, such as most List actions, on no resource at all and then only "*" matches. An action beside ARNs of other types never takes effect: allowed, it grants nothing; denied, it forbids nothing. It is a warning for Bedrock’s actions, and where no action of the statement takes effect. Where another service’s action stands idle beside actions that work, it is information: AWS’s list for a service is not always whole, and AWS’s own policies hold such actions.',
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
  ],
  good: [
    statements(
      '"Effect": "Allow", "Action": ["bedrock:GetGuardrail", "bedrock:Retrieve"], "Resource": ["arn:aws:bedrock:eu-west-1:222233334444:guardrail/*", "arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/*"]',
    ),
    statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"'),
  ],
  *checkStatement(statement, context) {
    const patterns = resourcePatterns(statement, context.catalog);
    if (!patterns) return;
    const list = statement.action;
    if (!list) return;
    const misfits = actionNames(list).filter((name) => {
      const actions = matchedActions(name, context.catalog);
      // unsupported-action-in-policy reports an action of another service in the policy of a resource.
      if (context.kind === 'resource' && !patterns.some(({ service }) => service === name.prefix.toLowerCase()))
        return false;
      if (isAgentForAlias(name, patterns)) return false;
      return actions.length > 0 && actions.every((action) => !fits(action, patterns));
    });
    const separable = misfits.length < list.values.length;
    const partition = partitionOf(statement);
    const needed = new Map(misfits.map((name) => [name, needs(name, context.catalog, partition)]));
    for (const [index, name] of misfits.entries()) {
      const actions = matchedActions(name, context.catalog);
      const [action] = actions;
      if (!action) continue;
      const result = finding(name.value, explain(name, action, actions.length));
      if (separable && !/^bedrock/i.test(name.prefix)) result.as('information');
      if (index >= MAX_SPLIT_FIXES) {
        yield result;
        continue;
      }
      const resource = needed.get(name) ?? '*';
      const fellows = misfits.filter((other) => needed.get(other) === resource);
      if (!statement.resource) {
        // NotResource stays as it is
      } else if (fellows.length < list.values.length) {
        result.suggest(
          `Move ${fellows.length > 1 ? `${fellows.length} actions` : name.value.text} into a statement of ${fellows.length > 1 ? 'their' : 'its'} own`,
          context.writer.split(statement, { action: fellows.map(({ value }) => value) }, { resource }),
        );
      } else if (resource === '*') {
        result.suggest('Change the Resource to "*"', context.writer.setValue(statement.resource.property, '*'));
      }
      yield result;
    }
  },
});

interface ResourcePattern {
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
    if (!arn) return undefined; // "*" matches anything; missing-arn-field reports incomplete ARNs
    const isEverything = [arn.service, arn.resource].every((field) => /^\*+$/.test(field.text));
    const service = catalog.service(arn.service.text);
    const types = service ? typesOf(service, arn) : [];
    if (service && types.length === 0 && !/^\*+$/.test(arn.resource.text)) return undefined; // invalid-arn-resource reports an ARN of no type
    const all = service?.resourceTypes ?? [];
    patterns.push({ service: arn.service.text, resource: arn.resource.text, isEverything, all, types });
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

/** InvokeAgent on an agent instead of its alias: `bedrock-agent-needs-alias` reports it. */
const isAgentForAlias = ({ value }: ActionName, patterns: readonly ResourcePattern[]): boolean =>
  value.text.toLowerCase() === 'bedrock:invokeagent' && patterns.some(({ resource }) => resource.startsWith('agent/'));

/** The ARN format of the action's first type, with `*` for its placeholders; `*` where the action has no types. */
function needs(name: ActionName, catalog: Catalog, partition: string): string {
  const [action] = matchedActions(name, catalog);
  const [first] = action?.resources ?? [];
  return first?.type.arn.replace('${Partition}', partition).replace(/\$\{[^}]+\}/g, '*') ?? '*';
}

function explain({ value }: ActionName, action: Action, count: number): string {
  if (count > 1) {
    return `None of the ${count} actions that ${value.text} matches is authorized on one of these resources, so it has no effect. Name resources of their types, or "*".`;
  }
  const names = [...new Set(action.resources.map(({ type }) => type.name))];
  if (names.length === 0) {
    return `${value.text} does not support resource-level permissions: with these ARNs it has no effect. Only "Resource": "*" matches it.`;
  }
  const shown = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const form = action.resources[0]?.type.arn ?? '';
  return `${value.text} is authorized on ${shown}${more}: none of these resources is one, so it has no effect. Name one, such as ${form}.`;
}
