/**
 * Whether the conditions of a statement hold for a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import { isKnownObject } from '../iam/filled-in.ts';
import { HOLE } from '../patterns/hole.ts';
import { filled, variablesOf } from '../patterns/text-pattern.ts';
import { type Operator, parseOperator } from '../policy/operators.ts';
import type { ConditionElement, ConditionEntry } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { isPattern, isText, matchesPattern, matchesValue, patternOf } from './comparisons.ts';
import type { Facts } from './facts.ts';
import { all, any, type Formula, not } from './formula.ts';
import { hasOnly, type Unknowns } from './unknowns.ts';

/** What a condition is asked with. */
export interface Asked {
  readonly facts: Facts;
  readonly unknowns: Unknowns;
  /** Whether `${…}` is a policy variable: only in Version 2012-10-17. */
  readonly hasVariables: boolean;
}

/** Whether all conditions hold: operators and keys are joined by "and". */
export function conditionHolds(condition: ConditionElement, asked: Asked): Formula {
  const { unknowns } = asked;
  if (!isKnownObject(condition.property)) return unknowns.opaque('a condition that a template puts together', []);
  return all(
    condition.operators.flatMap(({ name, property, entries }) =>
      isKnownObject(property)
        ? entries.map((entry) => entryHolds(entry, asked))
        : [unknowns.opaque(`the keys of ${name.text}`, [])],
    ),
  );
}

/** Whether the condition on one key holds. */
export function entryHolds(entry: ConditionEntry, asked: Asked): Formula {
  const operator = parseOperator(entry.operator.text);
  const key = entry.key.text;
  if (!operator || key.includes(HOLE)) return asked.unknowns.opaque(`${entry.operator.text} ${key}`, []);
  const known = asked.facts(key.toLowerCase());
  if (operator.family === 'Null') return nullHolds(entry, known, asked);
  return known === undefined ? unknownHolds(entry, operator, asked) : knownHolds(entry, operator, known, asked);
}

/** `"Null": { key: "true" }` asks for a key that is absent. */
function nullHolds({ key, list }: ConditionEntry, known: ReturnType<Facts>, { unknowns }: Asked): Formula {
  const isPresent = known === undefined ? unknowns.key(key.text).isPresent : known !== 'absent';
  return any(
    list.values.map((value) => {
      if (value.kind === 'unknown' || value.kind === 'partial') return unknowns.filledIn(value);
      const wanted = value.text.toLowerCase();
      return wanted === 'true' ? not(isPresent) : wanted === 'false' && isPresent;
    }),
  );
}

/** Without the key: negated operators and those with IfExists hold, and ForAllValues; ForAnyValue does not. */
const holdsWithoutKey = ({ qualifier, ifExists, negated }: Operator): boolean =>
  ifExists || (qualifier === undefined ? negated : qualifier === 'ForAllValues');

/** To ForAllValues an empty text is no value. */
const isNone = (value: string): boolean => value === '';

function knownHolds(
  entry: ConditionEntry,
  operator: Operator,
  known: readonly string[] | 'absent',
  asked: Asked,
): Formula {
  if (known === 'absent') return holdsWithoutKey(operator);
  const matched = known.map((value) =>
    any(entry.list.values.map((each) => valueMatches(each, value, entry, operator, asked))),
  );
  const met = operator.negated ? matched.map(not) : matched;
  if (operator.qualifier === 'ForAnyValue') return any(met);
  if (operator.qualifier === 'ForAllValues') return all(met.filter((_, index) => !isNone(known[index] ?? '')));
  if (known.length === 1) return all(met);
  // AWS’s pages do not say what an operator for one value does with several, where they differ.
  return any([
    all(met),
    all([any(met), asked.unknowns.opaque(`several values of ${entry.key.text}`, [entry.key.text])]),
  ]);
}

/** Whether one value of the policy matches one value of the request; the caller applies the operator's negation. */
function valueMatches(
  value: Value,
  wanted: string,
  { key }: ConditionEntry,
  operator: Operator,
  { facts, unknowns, hasVariables }: Asked,
): Formula {
  if (value.kind === 'unknown' || value.kind === 'array' || value.kind === 'null') return unknowns.filledIn(value);
  if (!isPattern(operator)) return matchesValue(value.text, operator, wanted);
  const pattern = patternOf(value.text, operator, hasVariables && isText(operator));
  const resolved = pattern && resolvedPattern(pattern, facts, unknowns);
  if (resolved?.isNothing) return false;
  const left = resolved ? variablesOf(resolved.pattern) : [];
  const found = matchesPattern(resolved?.pattern, operator, wanted);
  if (found === undefined) return unknowns.opaque(`${operator.base} ${value.text} with ${wanted}`, [key.text]);
  if (!found || left.length === 0) return found;
  return unknowns.opaque(
    `${operator.base} ${value.text} with ${wanted}`,
    left.map(({ name }) => name).filter((name) => name !== HOLE),
  );
}

/**
 * A pattern with the values of its variables. A value is inserted as text: its stars are no wildcards. `isNothing`: a variable
 * has no value, and the pattern matches nothing. Variables stay that are not known, and those of several values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolvedPattern(
  pattern: NonNullable<ReturnType<typeof patternOf>>,
  facts: Facts,
  unknowns: Unknowns,
): { readonly pattern: typeof pattern; readonly isNothing: boolean } {
  const variables = variablesOf(pattern).filter(({ name }) => name !== HOLE);
  if (variables.length === 0) return { pattern, isNothing: false };
  const values = new Map<string, string>();
  for (const { name, fallback } of variables) {
    const known = facts(name);
    const value = known === 'absent' ? fallback : known?.length === 1 ? known[0] : undefined;
    if (known === 'absent' && value === undefined) return { pattern, isNothing: true };
    if (value !== undefined) values.set(name, value);
    else unknowns.symbols.of(name);
  }
  return { pattern: filled(pattern, (name) => values.get(name)), isNothing: false };
}

/** The condition on a key of which nothing is known: true or false by the value that it has. */
function unknownHolds(entry: ConditionEntry, operator: Operator, asked: Asked): Formula {
  const { unknowns, hasVariables } = asked;
  const key = unknowns.key(entry.key.text);
  const plain: ((candidate: string) => boolean)[] = [];
  const opaque: Formula[] = [];
  for (const value of entry.list.values) {
    const pattern = patternOf(value.text, operator, hasVariables && isText(operator));
    const names = pattern ? variablesOf(pattern).map(({ name }) => name) : [];
    if (value.kind === 'unknown' || value.kind === 'array' || value.kind === 'null')
      opaque.push(unknowns.filledIn(value));
    else if (names.length > 0 || (operator.family === 'Arn' && !pattern))
      opaque.push(
        unknowns.opaque(`${operator.family} ${entry.key.text.toLowerCase()} ${value.text}`, [
          entry.key.text,
          ...names.filter((name) => name !== HOLE),
        ]),
      );
    else if (isPattern(operator)) plain.push((candidate) => matchesPattern(pattern, operator, candidate) ?? false);
    else plain.push((candidate) => matchesValue(value.text, operator, candidate));
  }
  const isAmong = (candidate: string) => plain.some((passes) => passes(candidate));
  const { qualifier, negated, ifExists } = operator;
  const isAbsent = not(key.isPresent);
  if (!qualifier || !key.isMultivalued) {
    const matched = any([key.hasValue(isAmong), ...opaque.map((each) => all([key.isPresent, each]))]);
    const met = negated ? not(matched) : matched;
    if (qualifier === 'ForAllValues') return any([isAbsent, met, key.hasValue(isNone)]);
    if (ifExists) return any([isAbsent, met]);
    return qualifier === 'ForAnyValue' ? all([key.isPresent, met]) : met;
  }
  const passes = (candidate: string) => isAmong(candidate) !== negated;
  const met = qualifier === 'ForAnyValue' ? key.hasValue(passes) : hasOnly(key, (each) => isNone(each) || passes(each));
  // Of several values nobody knows which one an unknown pattern matches.
  const perhaps = unknowns.opaque(
    `${entry.operator.text} ${entry.key.text} ${entry.list.values.map(({ text }) => text).join(' ')}`,
    [entry.key.text],
  );
  const decided = opaque.length === 0 ? met : perhaps;
  return ifExists
    ? any([isAbsent, decided])
    : qualifier === 'ForAnyValue'
      ? all([key.isPresent, decided])
      : any([isAbsent, decided]);
}
