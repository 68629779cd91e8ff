/** From an access denied message to the smallest statement that would allow the call, or to the one that denies it. */

import { decideAlone, type OwnDecision } from '../access/alone.ts';
import { type Denial, type DenyingPolicy, readDenials } from '../access/denial.ts';
import { marketplaceActions, meaningOf } from '../access/other-messages.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { conditions } from '../iam/conditions.ts';
import { statementName } from '../iam/statement-name.ts';
import { brief } from '../model/printable.ts';
import type { Span } from '../model/span.ts';
import type { Policy } from '../policy/document.ts';
import { type PolicyKind, PRINCIPAL_KINDS } from '../policy/kind.ts';
import type { Statement } from '../policy/statement.ts';
import { type NewStatement, statementsFor, subscriptionTo, type Target } from './missing-permission.ts';
import { enumerate } from './sentence.ts';

export type AddedPermission =
  /** Statements to insert, one mostly: JSON text with commas between them, its lines indented with tabs. */
  | { readonly outcome: 'statement'; readonly statement: string; readonly message: string }
  /** Statements of this policy deny the call. */
  | { readonly outcome: 'denied'; readonly spans: readonly Span[]; readonly message: string }
  /** Another statement in this policy would not help. The spans are those of statements that the message is about. */
  | { readonly outcome: 'nothing'; readonly spans?: readonly Span[]; readonly message: string };

/** One of the errors in a text, as it is offered. */
export interface ErrorInText {
  readonly action: string;
  /** The resource as the message names it; empty where it names none. */
  readonly resource: string;
  /** Why it was denied, where the message says. */
  readonly reason: string;
  /** What `addPermission` reads to this error alone. */
  readonly text: string;
}

const KINDS: Readonly<Record<DenyingPolicy, readonly PolicyKind[]>> = {
  'identity-based policy': ['identity'],
  'resource-based policy': ['resource', 'trust'],
  'key policy': ['resource'],
  'service control policy': ['scp'],
  'resource control policy': ['rcp'],
  'permissions boundary': ['boundary'],
  'session policy': ['session'],
  'role trust policy': ['trust'],
  'VPC endpoint policy': ['endpoint', 'resource'],
};

/** The errors of a text, each once; empty where `addPermission` has nothing to choose from. */
export const errorsIn = (message: string): readonly ErrorInText[] =>
  readDenials(message).map(({ action, resource, named, isExplicit, policy, policyArn, text }) => ({
    action,
    resource: named ?? (resource === '*' ? '' : resource),
    reason:
      policy === undefined
        ? ''
        : isExplicit
          ? `denied by ${article(policy)}${policyArn ? ` (${policyArn})` : ''}`
          : `no ${policy} allows it`,
    text,
  }));

/** Answers the first error of a message. Without a policy the statement is for a new identity policy. */
export function addPermission(message: string, target: Target): AddedPermission {
  const { policy } = target;
  const [denial] = readDenials(message);
  if (!denial) return withoutRequest(message, policy);
  const { action, isExplicit } = denial;
  const isMeant = !policy || !denial.policy || KINDS[denial.policy].includes(policy.kind);
  const found = policy && decisionOf(policy, denial, target.catalog);
  const denying = found && isMeant && isExplicit !== false ? denyingOf(found, isExplicit) : [];
  if (policy && denying.length > 0)
    return {
      outcome: 'denied',
      spans: denying.map(({ span }) => span),
      message: `${action} is denied by ${namesOf(policy, denying)}${found?.decision === 'denied' && found.isCertain ? '' : ', where its condition holds'}. No Allow overrules a Deny: narrow it.`,
    };
  if (isExplicit) {
    const where = !policy
      ? ''
      : isMeant
        ? ', and no statement of this policy denies it'
        : `, and this is a policy of kind ${policy.kind}`;
    return nothing(
      `${action} is denied by a statement of ${article(denial.policy)}${arnOf(denial)}${where}. No Allow overrules a Deny: change that policy.`,
    );
  }
  if (policy && denial.policy && !isMeant)
    return nothing(
      `No ${denial.policy}${arnOf(denial)} allows ${action}, and this is a policy of kind ${policy.kind}: open the ${denial.policy}, or set the kind of this policy.`,
    );
  if (policy && found?.decision === 'allowed') return alreadyAllowed(denial, policy, found);
  return statement(
    statementsFor(denial, target),
    `Allows ${action} on ${denial.named ?? (denial.resource === '*' ? 'every resource' : brief(denial.resource))}.`,
  );
}

/** What the policy decides. */
const decisionOf = (policy: Policy, { action, resource, principal }: Denial, catalog: Catalog): OwnDecision =>
  decideAlone(
    policy,
    { action, resource, principal: PRINCIPAL_KINDS.includes(policy.kind) ? principal : undefined },
    catalog,
  );

const nothing = (message: string): AddedPermission => ({ outcome: 'nothing', message });

const statement = (all: readonly NewStatement[], message: string): AddedPermission => ({
  outcome: 'statement',
  statement: all.map((each) => JSON.stringify(each, undefined, '\t')).join(',\n'),
  message,
});

/** A message that names no call to be allowed. */
function withoutRequest(message: string, policy: Policy | undefined): AddedPermission {
  const subscribing = marketplaceActions(message);
  if (subscribing.length > 0)
    return statement(
      [subscriptionTo(subscribing, policy)],
      `Allows ${enumerate(subscribing)}, with which the first call of a model subscribes to it. Wait some minutes before the next call.`,
    );
  return nothing(
    meaningOf(message) ??
      'This is not an access denied message of AWS, which reads "… is not authorized to perform: bedrock:InvokeModel on resource: …". Copy the whole message.',
  );
}

/** The statements that deny, or may: a policy that only denies allows nothing either way. */
const denyingOf = ({ decision, statements }: OwnDecision, isExplicit: boolean | undefined): readonly Statement[] =>
  decision === 'denied' || (isExplicit && decision === 'not allowed') ? statements : [];

/** An Allow is there already: where its condition did not hold, another Allow beside it would go round that. */
function alreadyAllowed(denial: Denial, policy: Policy, { isCertain, statements }: OwnDecision): AddedPermission {
  const { action, resource, principal } = denial;
  if (isCertain)
    return nothing(
      `This policy allows ${action} on ${resource} already. Is it attached to ${principal ?? 'the caller'}, and has the change been deployed?`,
    );
  const keys = [...new Set(statements.flatMap(conditions).map(({ key }) => brief(key.text)))];
  const spans = statements.map(({ span }) => span);
  const names = namesOf(policy, statements);
  if (keys.length === 0)
    return {
      outcome: 'nothing',
      spans,
      message: `${action} is allowed by ${names}, where a variable or a value of the template fits, which it did not. Nothing is added.`,
    };
  const hint = keys.some((key) => key.toLowerCase() === 'bedrock-agentcore:namespace') ? NAMESPACE : '';
  return {
    outcome: 'nothing',
    spans,
    message: `${action} is allowed by ${names}, under a condition that did not hold for this call: ${enumerate(keys)}.${hint} Nothing is added: another Allow would go round the condition.`,
  };
}

/** https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/memory-organization.html */
const NAMESPACE = ' For paths of namespaces the key is bedrock-agentcore:namespacePath.';

const namesOf = (policy: Policy, statements: readonly Statement[]): string =>
  enumerate(statements.map((each) => `statement ${statementName(policy, each)}`));

const arnOf = ({ policyArn }: Denial): string => (policyArn ? ` (${policyArn})` : '');

const article = (policy: DenyingPolicy | undefined): string =>
  policy === undefined ? 'another policy' : /^[aeiou]/.test(policy) ? `an ${policy}` : `a ${policy}`;
