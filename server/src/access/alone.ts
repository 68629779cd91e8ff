/** What one policy decides about a request by itself. Other policies that apply to the same request are not considered. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Policy } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import { callerOf, named } from './callers.ts';
import { partsOf } from './decide.ts';
import { factsOf } from './facts.ts';
import { all, type Formula } from './formula.ts';
import type { Request } from './request.ts';
import { Unknowns } from './unknowns.ts';

export interface OwnDecision {
  readonly decision: 'allowed' | 'denied' | 'not allowed';
  /** Whether the text alone decides: no condition, variable or template value could change the answer. */
  readonly isCertain: boolean;
  /** The statements that decide: those that deny, else those that allow. */
  readonly statements: readonly Statement[];
}

/** Decides about a request of which the condition keys are not known, unless its context names them. */
export function decideAlone(policy: Policy, request: Request, catalog: Catalog): OwnDecision {
  const parts = applyingParts(policy, request, catalog);
  const having = (effect: string, isSure: boolean) =>
    parts.filter((part) => part.effect === effect && part.isSure === isSure).map(({ statement }) => statement);
  const denying = having('Deny', true);
  if (denying.length > 0) return { decision: 'denied', isCertain: true, statements: denying };
  const perhapsDenying = having('Deny', false);
  const allowing = having('Allow', true);
  const perhapsAllowing = having('Allow', false);
  if (allowing.length + perhapsAllowing.length === 0)
    return { decision: 'not allowed', isCertain: !policy.isPartial, statements: perhapsDenying };
  if (perhapsDenying.length > 0) return { decision: 'denied', isCertain: false, statements: perhapsDenying };
  const isCertain = allowing.length > 0 && !policy.isPartial;
  return { decision: 'allowed', isCertain, statements: allowing.length > 0 ? allowing : perhapsAllowing };
}

/** Whether some Allow of the policy applies for certain, whatever its other statements deny. */
export const allowsAlone = (policy: Policy, request: Request, catalog: Catalog): boolean =>
  applyingParts(policy, request, catalog).some(({ effect, isSure }) => effect === 'Allow' && isSure);

/** The statements that apply, or may. */
function applyingParts(policy: Policy, request: Request, catalog: Catalog) {
  const { action, resource, principal } = request;
  const caller = principal === undefined ? undefined : callerOf(principal);
  const { hasVariables } = policy;
  const unknowns = new Unknowns(
    policy.statements.map((statement) => ({ statement, hasVariables })),
    catalog,
  );
  const facts = factsOf({ otherKeys: 'unknown', ...request }, caller);
  const applied = { policy, kind: policy.kind, level: undefined };
  const found = partsOf(applied, false, { caller, action, resource, facts, unknowns, catalog });
  return found.flatMap(({ applies, naming, ...part }) => {
    const when: Formula = all([applies, named(naming)]);
    return when === false ? [] : [{ ...part, isSure: when === true }];
  });
}
