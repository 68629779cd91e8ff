/**
 * Whether policies allow a request together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { Catalog } from '../catalog/catalog.ts';
import { limited, OutOfSteps } from '../patterns/steps.ts';
import { callerOf, named } from './callers.ts';
import { type Decision, decide, type Need, type Part, type Point } from './decide.ts';
import { factsOf } from './facts.ts';
import { all, dependsOn, type Formula, not, solve, unknownsOf } from './formula.ts';
import type { AppliedPolicy } from './policies.ts';
import type { Request, Verdict } from './request.ts';
import { Unknowns } from './unknowns.ts';

export interface Evaluation {
  readonly verdict: Verdict;
  /** The condition keys on which the verdict depends, as the policies write them, sorted. */
  readonly keys: readonly string[];
  /** What else it depends on: what a template fills in, or what AWS's pages leave open. A noun phrase each. */
  readonly reasons: readonly string[];
  /** The statements that decide: those that deny, else those that allow. Where it depends, those that may. */
  readonly decidedBy: readonly Part[];
  /** What had to allow and does not, or does not for certain. Empty where the request is allowed, or a Deny applies. */
  readonly missing: readonly Need[];
  readonly point: Point;
}

/** The steps (steps.ts) of one evaluation. */
const MOST_STEPS = 5_000_000;

/** Evaluates policies for a request. An evaluation that takes too many steps depends on everything that it asks. */
export function evaluate(policies: readonly AppliedPolicy[], request: Request, catalog: Catalog): Evaluation {
  const caller = request.principal === undefined ? undefined : callerOf(request.principal);
  const statements = policies.flatMap(({ policy }) =>
    policy.statements.map((statement) => ({ statement, hasVariables: policy.hasVariables })),
  );
  const unknowns = new Unknowns(statements, catalog);
  const { action, resource } = request;
  const point: Point = { caller, action, resource, facts: factsOf(request, caller), unknowns, catalog };
  const evaluation = (verdict: Verdict, rest: Partial<Evaluation>): Evaluation => ({
    verdict,
    keys: [],
    reasons: [],
    decidedBy: [],
    missing: [],
    point,
    ...rest,
  });
  try {
    return limited(MOST_STEPS, () => decided(policies, decide(policies, point), evaluation));
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    const entries = statements.flatMap(({ statement }) => statement.condition?.entries ?? []);
    const keys = entries.map(({ key }) => key.text);
    return evaluation('depends', {
      keys: sorted(keys),
      reasons: ['patterns and conditions that are too many to decide'],
    });
  }
}

function decided(
  policies: readonly AppliedPolicy[],
  { allowed, denied, needs, parts }: Decision,
  evaluation: (verdict: Verdict, rest: Partial<Evaluation>) => Evaluation,
): Evaluation {
  const isPartial = policies.some(({ policy }) => policy.isPartial);
  const applied = (effect: string, isSure: boolean) =>
    parts.filter((part) => {
      const applies = all([part.applies, named(part.naming)]);
      return part.effect === effect && (isSure ? applies === true : applies !== false);
    });
  if (isAlways(denied)) return evaluation('denied-explicit', { decidedBy: applied('Deny', true) });
  const missing = needs.filter(({ allows }) => !isAlways(allows));
  if (solve(allowed) === undefined && !isPartial) return evaluation('denied-implicit', { missing });
  if (isAlways(allowed) && !isPartial) return evaluation('allowed', { decidedBy: applied('Allow', true) });
  return evaluation('depends', {
    ...dependence(allowed, isPartial),
    decidedBy: [...applied('Deny', false), ...applied('Allow', false)],
    missing,
  });
}

/** Whether a formula is true whatever is not known. */
const isAlways = (formula: Formula): boolean => solve(not(formula)) === undefined;

/** The keys, and the other things, that make a difference to what is allowed. */
function dependence(allowed: Formula, isPartial: boolean): Pick<Evaluation, 'keys' | 'reasons'> {
  const deciding = [...unknownsOf(allowed)].filter((unknown) => dependsOn(allowed, unknown));
  const others = new Set(deciding.filter(({ keys }) => keys.length === 0).map(({ says }) => says));
  return {
    keys: sorted(deciding.flatMap(({ keys }) => keys)),
    reasons: [...others, ...(isPartial ? ['the statements that a template adds'] : [])],
  };
}

const sorted = (keys: readonly string[]): readonly string[] => [...new Set(keys)].sort();
