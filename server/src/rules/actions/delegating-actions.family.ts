/**
 * Allows that delegate permissions: iam:PassRole gives a role's permissions to a service,
 * iam:CreateServiceLinkedRole creates a role with permissions of its own. Access Analyzer has the same six checks for each.
 */

import { matchesAction } from '../../iam/actions.ts';
import { questionOfVersion } from '../../iam/answers.ts';
import { conditions } from '../../iam/conditions.ts';
import { limitsService } from '../../iam/delegated-service.ts';
import { brief } from '../../model/printable.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type Rule } from '../engine/rule.ts';
import { isWide, namesRole } from './_role-patterns.ts';

interface Delegation {
  readonly action: string;
  readonly level: 'security-warning' | 'general-warning';
  /** What the action does, as the end of "This lets the identity …". */
  readonly consequence: string;
  /** The condition key that limits it. */
  readonly key: string;
  /** The services of Bedrock that it may be meant for. */
  readonly keyValues: readonly string[];
  /** A resource that is not too wide. */
  readonly example: string;
  /** Whether a role pattern (what follows `role/`) is narrow enough. */
  readonly isNarrow: (role: string) => boolean;
  /** How a statement grants the action. Each of the six rules asks it. */
  readonly grantOf: (statement: Statement) => Grant | undefined;
}

const PASS_ROLE: Delegation = {
  action: 'iam:PassRole',
  level: 'security-warning',
  consequence: 'pass any role to any service and so act with the role’s permissions',
  key: 'iam:PassedToService',
  keyValues: ['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com'],
  example: 'arn:aws:iam::222233334444:role/BedrockAgent',
  isNarrow: namesRole,
  grantOf: questionOfVersion((statement) => findGrant(statement, 'iam:PassRole')),
};

const CREATE_SLR: Delegation = {
  action: 'iam:CreateServiceLinkedRole',
  level: 'general-warning',
  consequence: 'create the service-linked role of any service',
  key: 'iam:AWSServiceName',
  // Bedrock has no service-linked role: https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_service-with-iam.html
  // AgentCore's: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/service-linked-roles.html
  keyValues: ['network.bedrock-agentcore.amazonaws.com', 'runtime-identity.bedrock-agentcore.amazonaws.com'],
  example:
    'arn:aws:iam::222233334444:role/aws-service-role/network.bedrock-agentcore.amazonaws.com/AWSServiceRoleForBedrockAgentCoreNetwork',
  isNarrow: (role) => /^aws-service-role\/[^*?]{3}/.test(role),
  grantOf: questionOfVersion((statement) => findGrant(statement, 'iam:CreateServiceLinkedRole')),
};

/** The value by which a statement grants the delegating action, and how it does. */
type Grant =
  | { readonly how: 'literal' | 'star-in-action'; readonly at: StringValue }
  | { readonly how: 'not-action'; readonly at: StringValue };

function findGrant({ action, notAction }: Statement, name: string): Grant | undefined {
  const wanted = name.toLowerCase();
  if (notAction) {
    const isLeftOut = strings(notAction).some(({ text }) => matchesAction(text, wanted));
    return isLeftOut ? undefined : { how: 'not-action', at: notAction.name };
  }
  const found = strings(action).filter(({ text }) => matchesAction(text, wanted));
  const literal = found.find(({ text }) => text.toLowerCase() === wanted);
  if (literal) return { how: 'literal', at: literal };
  const [wildcard] = found;
  return wildcard && { how: 'star-in-action', at: wildcard };
}

interface Variation {
  readonly how: Grant['how'];
  readonly where: 'not-resource' | 'star-in-resource';
}

/** What allows the action, as the beginning of a rule's summary. */
const ALLOWS: Readonly<Record<Grant['how'], string>> = {
  literal: 'The policy allows',
  'star-in-action': 'A wildcard allows',
  'not-action': 'NotAction allows',
};

function delegationRule(id: string, delegation: Delegation, variation: Variation): Rule {
  const { action, level, consequence, key } = delegation;
  const { how, where } = variation;
  const other = delegation === PASS_ROLE ? CREATE_SLR : PASS_ROLE;
  const isAtResource = how === 'literal' && where === 'star-in-resource';
  const actions = {
    literal: isAtResource ? `"Action": "${action}"` : `"Action": "⟦${action}⟧"`,
    'star-in-action': `"Action": "⟦${action.slice(0, -2)}*⟧"`,
    'not-action': `"⟦NotAction⟧": "${other.action}"`,
  }[how];
  const resources =
    where === 'not-resource'
      ? `"NotResource": "${delegation.example}"`
      : isAtResource
        ? '"Resource": "⟦*⟧"'
        : '"Resource": "*"';
  const isFixable = how === 'not-action' || isAtResource;
  return defineRule({
    id,
    category: 'security',
    severity: 'warning',
    summary: `${ALLOWS[how]} ${action}${where === 'not-resource' ? ' on all but some roles' : ' on every role'}.`,
    explanation: `This lets the identity ${consequence}. Name the roles in Resource${where === 'star-in-resource' ? `, or limit the statement with ${key}` : ''}.`,
    reference: accessAnalyzer(level, id),
    ...(isFixable && { fixes: { suggested: 'Which services or roles are meant is not in the text.' } }),
    kinds: ['identity', 'session', 'boundary', 'scp'],
    bad: statementsOf('scp', `"Effect": "Allow", ${actions}, ${resources}`),
    good: statementsOf('scp', `"Effect": "Allow", "Action": "${action}", "Resource": "${delegation.example}"`),
    *checkStatement(statement, { kind, writer }) {
      if (statement.effect?.text !== 'Allow') return;
      const grant = delegation.grantOf(statement);
      if (grant?.how !== how) return;
      // An SCP grants nothing by itself: an allow list of whole services, such as AWS's own FullAWSAccess, is meant.
      // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
      if (kind === 'scp' && /^(iam:)?\*$/i.test(grant.at.text)) return;
      const wide = strings(statement.resource).find((value) => isWide(value.text, delegation.isNarrow));
      const isMet =
        where === 'not-resource'
          ? statement.notResource !== undefined
          : wide !== undefined && !conditions(statement).some((each) => limitsService(each, key));
      if (!isMet) return;
      const result = finding(
        (isAtResource && wide) || grant.at,
        `This lets the identity ${consequence}. ${advice(delegation, how, where)}`,
      );
      if (how === 'not-action' && statement.notAction) {
        result.suggest(`Leave ${action} out`, writer.addValues(statement.notAction, [action]));
      } else if (how === 'literal' && where === 'star-in-resource' && statement.action?.values.length === 1) {
        for (const service of delegation.keyValues) {
          const edits = writer.addConditions(statement, [['StringEquals', key, service]]);
          result.suggest(`Allow it only for ${service}`, edits);
        }
      }
      yield result;
    },
  });
}

function advice({ action, key }: Delegation, how: Grant['how'], where: Variation['where']): string {
  if (how === 'not-action') return `Add ${action} to NotAction, and allow it by name on the roles that you mean.`;
  const roles =
    where === 'not-resource' ? 'Name the roles in Resource instead of NotResource' : 'Name the roles in Resource';
  return how === 'literal' ? `${roles}, with a condition on ${brief(key)}.` : `${roles}, and the actions one by one.`;
}

const WITH_NOT_RESOURCE: Variation = { how: 'literal', where: 'not-resource' };
const STAR_AND_NOT_RESOURCE: Variation = { how: 'star-in-action', where: 'not-resource' };
const NOT_ACTION_AND_NOT_RESOURCE: Variation = { how: 'not-action', where: 'not-resource' };
const STAR_IN_RESOURCE: Variation = { how: 'literal', where: 'star-in-resource' };
const STAR_IN_BOTH: Variation = { how: 'star-in-action', where: 'star-in-resource' };
const STAR_AND_NOT_ACTION: Variation = { how: 'not-action', where: 'star-in-resource' };

export const delegatingActions: readonly Rule[] = [
  delegationRule('pass-role-with-not-resource', PASS_ROLE, WITH_NOT_RESOURCE),
  delegationRule('pass-role-with-star-in-action-and-not-resource', PASS_ROLE, STAR_AND_NOT_RESOURCE),
  delegationRule('pass-role-with-not-action-and-not-resource', PASS_ROLE, NOT_ACTION_AND_NOT_RESOURCE),
  delegationRule('pass-role-with-star-in-resource', PASS_ROLE, STAR_IN_RESOURCE),
  delegationRule('pass-role-with-star-in-action-and-resource', PASS_ROLE, STAR_IN_BOTH),
  delegationRule('pass-role-with-star-in-resource-and-not-action', PASS_ROLE, STAR_AND_NOT_ACTION),
  delegationRule('create-slr-with-not-resource', CREATE_SLR, WITH_NOT_RESOURCE),
  delegationRule('create-slr-with-star-in-action-and-not-resource', CREATE_SLR, STAR_AND_NOT_RESOURCE),
  delegationRule('create-slr-with-not-action-and-not-resource', CREATE_SLR, NOT_ACTION_AND_NOT_RESOURCE),
  delegationRule('create-slr-with-star-in-resource', CREATE_SLR, STAR_IN_RESOURCE),
  delegationRule('create-slr-with-star-in-action-and-resource', CREATE_SLR, STAR_IN_BOTH),
  delegationRule('create-slr-with-star-in-resource-and-not-action', CREATE_SLR, STAR_AND_NOT_ACTION),
];
