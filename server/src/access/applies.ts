/**
 * Whether a statement applies to a request: its actions, its resources and its conditions. Who asks is for callers.ts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
import { unknownLimits } from '../iam/filled-in.ts';
import { HOLE } from '../patterns/hole.ts';
import { memoizedBy } from '../patterns/memo.ts';
import {
  type Automaton,
  automatonOf,
  matchesText,
  resourcePattern,
  runs,
  type TextPattern,
  variablesOf,
  wholePattern,
} from '../patterns/text-pattern.ts';
import type { Statement, ValueList } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { type Asked, conditionHolds, resolvedPattern } from './conditions.ts';
import { all, any, type Formula, not } from './formula.ts';
import type { Unknowns } from './unknowns.ts';

/** By Action or NotAction, in any case. */
export const actionApplies = (statement: Statement, action: string, unknowns: Unknowns): Formula =>
  byLists(
    statement.action,
    statement.notAction,
    false,
    (value) => {
      if (!matchesText(actionPattern(value), action)) return false;
      return value.kind === 'partial' ? unknowns.filledIn(value) : true;
    },
    unknowns,
  );

/** The pattern of a value of Action. */
const actionPattern = memoizedBy(({ text }: Value): TextPattern => wholePattern(text, { ignoreCase: true }));

const withVariables = memoizedBy(({ text }: Value): TextPattern => resourcePattern(text, true));
const withoutVariables = memoizedBy(({ text }: Value): TextPattern => resourcePattern(text, false));

/** The pattern of a value of Resource. */
const patternOfResource = (value: Value, hasVariables: boolean): TextPattern =>
  hasVariables ? withVariables(value) : withoutVariables(value);

/** By Resource or NotResource; a statement with neither, as in a trust policy, is about the resource that bears it. */
export const resourceApplies = (statement: Statement, resource: string, asked: Asked): Formula =>
  byLists(
    statement.resource,
    statement.notResource,
    true,
    (value) => resourceMatches(value, resource, asked, statement.notResource !== undefined),
    asked.unknowns,
  );

function resourceMatches(value: Value, resource: string, asked: Asked, isExcept: boolean): Formula {
  const { facts, unknowns, hasVariables } = asked;
  const pattern = patternOfResource(value, hasVariables);
  const variables = variablesOf(pattern);
  if (variables.length === 0) return matchesText(pattern, resource);
  const resolved = resolvedPattern(pattern, facts, unknowns);
  // AWS’s pages do not say what NotResource names where a variable has no value.
  if (resolved.isNothing)
    return isExcept && matchesText(pattern, resource)
      ? unknowns.opaque(`what NotResource names where a variable of ${value.text} has no value`, [])
      : false;
  if (!matchesText(resolved.pattern, resource)) return false;
  const left = variablesOf(resolved.pattern).map(({ name }) => name);
  if (left.length === 0 || (!left.includes(HOLE) && runs(strictly(resolved.pattern, unknowns), resource))) return true;
  return unknowns.opaque(
    `${value.text} names ${resource}`,
    left.filter((name) => name !== HOLE),
  );
}

/** The automaton in which a variable matches its own symbol alone. */
const strictly = (pattern: TextPattern, unknowns: Unknowns): Automaton =>
  automatonOf(pattern, (name) => unknowns.symbols.of(name));

/** Whether the conditions of a statement hold, and whether a template lets it be there. */
export function limitsHold(statement: Statement, asked: Asked): Formula {
  const { condition, isConditional, text } = statement;
  return all([
    condition ? conditionHolds(condition, asked) : true,
    isConditional
      ? asked.unknowns.opaque(
          `a statement that a template may leave out: ${text}`,
          [],
          'whether a template leaves a statement out',
        )
      : true,
    // What a template merges into a statement may limit it.
    !condition && unknownLimits(statement).length > 0
      ? asked.unknowns.opaque(`what a template adds to a statement: ${text}`, [], 'what a template adds to a statement')
      : true,
  ]);
}

/** By a list, or by all that another list leaves out. */
function byLists(
  list: ValueList | undefined,
  except: ValueList | undefined,
  otherwise: boolean,
  matches: (value: Value) => Formula,
  unknowns: Unknowns,
): Formula {
  const given = list ?? except;
  if (!given) return otherwise;
  const found = any(
    given.values.map((value) => {
      if (value.kind === 'string' || value.kind === 'partial') return matches(value);
      return value.kind === 'unknown' ? unknowns.filledIn(value) : false;
    }),
  );
  const certain = given.isConditional ? all([found, unknowns.opaque(`the values of ${given.name.text}`, [])]) : found;
  return list ? certain : not(certain);
}
