/**
 * What one policy decides about one request: allowed, denied, or neither. Other policies that apply to the same request are
 * not considered. Principal and condition keys are unknown unless the request contains them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

import { type Applies, weakest } from '../iam/applies.ts';
import { mentionsAction, mentionsNoResource, mentionsResource } from '../iam/mentions.ts';
import type { Policy } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import { conditionHolds, type RequestContext } from './conditions.ts';

export interface Request {
  /** `prefix:Name`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for an action that is not authorized on single resources. */
  readonly resource: string;
  /** `AWS:arn:…`, `Service:bedrock.amazonaws.com`: the type of a principal, a colon, and its name. */
  readonly principal?: string | undefined;
  readonly context?: RequestContext | undefined;
}

type Decision = 'allowed' | 'denied' | 'not allowed';

export interface Evaluation {
  readonly decision: Decision;
  /** Whether the text alone decides: no condition, variable or template value could change the answer. */
  readonly isCertain: boolean;
  /** The statements that decide: those that deny, else those that allow. */
  readonly statements: readonly Statement[];
}

/** Evaluates one policy for a request. */
export function evaluate(policy: Policy, request: Request): Evaluation {
  const asked = policy.statements.map((statement) => ({ statement, applies: applies(statement, request, policy) }));
  const having = (effect: string, answer: Applies) =>
    asked
      .filter((each) => each.statement.effect?.text === effect && each.applies === answer)
      .map((each) => each.statement);
  const denying = having('Deny', 'yes');
  if (denying.length > 0) return { decision: 'denied', isCertain: true, statements: denying };
  const maybeDenying = having('Deny', 'maybe');
  const allowing = having('Allow', 'yes');
  const maybeAllowing = having('Allow', 'maybe');
  if (allowing.length + maybeAllowing.length === 0) {
    return { decision: 'not allowed', isCertain: !policy.isPartial, statements: maybeDenying };
  }
  if (maybeDenying.length > 0) return { decision: 'denied', isCertain: false, statements: maybeDenying };
  const isCertain = allowing.length > 0 && !policy.isPartial;
  return { decision: 'allowed', isCertain, statements: allowing.length > 0 ? allowing : maybeAllowing };
}

/** Whether a statement of a policy applies to a request. */
export function applies(
  statement: Statement,
  { action, resource, principal, context }: Request,
  { hasVariables }: Pick<Policy, 'hasVariables'>,
): Applies {
  const byAction = mentionsAction(statement, action);
  if (byAction === 'no') return 'no';
  const byResource =
    resource === '*' ? mentionsNoResource(statement) : mentionsResource(statement, resource, hasVariables);
  if (byResource === 'no') return 'no';
  const { condition } = statement;
  const byCondition = !condition ? 'yes' : context ? conditionHolds(condition, context, hasVariables) : 'maybe';
  const byTemplate = statement.isConditional ? 'maybe' : 'yes';
  return weakest([byAction, byResource, byPrincipal(statement, principal), byCondition, byTemplate]);
}

/** Whether a statement applies to the principal; a statement without a principal applies to its bearer. */
function byPrincipal({ principal, notPrincipal }: Statement, asked: string | undefined): Applies {
  const element = principal ?? notPrincipal;
  if (!element) return 'yes';
  if (asked === undefined || element.bare?.kind === 'unknown') return 'maybe';
  const isNamed = element.bare
    ? element.bare.text === '*'
    : element.types.some(({ name, values }) =>
        values.some(
          ({ text }) => `${name.text}:${text}` === asked || (text === '*' && asked.startsWith(`${name.text}:`)),
        ),
      );
  return isNamed === (element === principal) ? 'yes' : 'no';
}
