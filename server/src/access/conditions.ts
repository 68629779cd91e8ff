/**
 * Whether the conditions of a statement hold for a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */

import { type Applies, opposite, strongest, weakest } from '../iam/applies.ts';
import { secondsOf } from '../iam/dates.ts';
import { isKnownObject } from '../iam/filled-in.ts';
import { liesWithin, parseIpRange } from '../iam/ip-ranges.ts';
import { holdsVariable } from '../iam/variables.ts';
import { matchesArn, parseArn } from '../patterns/arn.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import { HOLE } from '../patterns/hole.ts';
import { spend } from '../patterns/steps.ts';
import { type Operator, parseOperator } from '../policy/operators.ts';
import type { ConditionElement, ConditionEntry } from '../policy/statement.ts';

/** The condition keys of a request, by their names in lower case, with their values. A key that is not there is absent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Whether all conditions hold: operators and keys are joined by "and", the values of a key by "or". */
export const conditionHolds = (
  condition: ConditionElement,
  context: RequestContext,
  hasVariables: boolean,
): Applies => {
  if (!isKnownObject(condition.property)) return 'maybe';
  const isKnown = condition.operators.every(({ property }) => isKnownObject(property));
  return weakest([
    ...(isKnown ? [] : ['maybe' as const]),
    ...condition.entries.map((each) => holds(each, context, hasVariables)),
  ]);
};

function holds(entry: ConditionEntry, context: RequestContext, hasVariables: boolean): Applies {
  const operator = parseOperator(entry.operator.text);
  if (!operator || entry.key.text.includes(HOLE)) return 'maybe';
  const own = context.get(entry.key.text.toLowerCase());
  if (operator.family === 'Null') return asksNull(entry, own === undefined);
  if (own === undefined) return yesIf(holdsWithoutKey(operator));
  const isSatisfied = (value: string) => {
    const found = strongest(entry.list.values.map((each) => compared(each, value, operator, hasVariables)));
    return operator.negated ? opposite(found) : found;
  };
  const each = own.map(isSatisfied);
  return operator.qualifier === 'ForAllValues' ? weakest(each) : strongest(each);
}

const holdsWithoutKey = ({ qualifier, ifExists, negated }: Operator): boolean =>
  qualifier === undefined ? ifExists || negated : qualifier === 'ForAllValues';

function asksNull({ list }: ConditionEntry, isAbsent: boolean): Applies {
  if (list.values.some(({ kind }) => kind === 'unknown')) return 'maybe';
  return yesIf(list.values.some(({ text }) => text.toLowerCase() === String(isAbsent)));
}

/** What reading a number, a date or an address takes, in steps of patterns. */
const STEPS_TO_COMPARE = 100;

/** Whether one value of the policy matches one value of the request; the caller applies the operator's negation. */
function compared(
  { kind, text }: ConditionEntry['list']['values'][number],
  value: string,
  operator: Operator,
  hasVariables: boolean,
): Applies {
  spend(STEPS_TO_COMPARE);
  if (kind === 'unknown' || kind === 'array' || kind === 'null') return 'maybe';
  const isText = operator.family === 'String' || operator.family === 'Arn';
  if (isText && hasVariables && holdsVariable(text)) return 'maybe';
  return yesIf(COMPARE[operator.family](text, value, operator.base, hasVariables));
}

type Compare = (wanted: string, value: string, base: string, variables: boolean) => boolean;

const ordered = (base: string, wanted: number, value: number): boolean => {
  if (Number.isNaN(wanted) || Number.isNaN(value)) return false;
  if (base.endsWith('LessThan')) return value < wanted;
  if (base.endsWith('LessThanEquals')) return value <= wanted;
  if (base.endsWith('GreaterThan')) return value > wanted;
  if (base.endsWith('GreaterThanEquals')) return value >= wanted;
  return value === wanted;
};

const COMPARE: Readonly<Record<Operator['family'], Compare>> = {
  String: (wanted, value, base, variables) => {
    if (base.endsWith('Like')) return matches(parseGlob(wanted, { variables }), value);
    const plain = variables ? wanted.replace(/\$\{([*?$])\}/g, '$1') : wanted;
    return base.endsWith('IgnoreCase') ? plain.toLowerCase() === value.toLowerCase() : plain === value;
  },
  Numeric: (wanted, value, base) => ordered(base, Number(wanted), Number(value)),
  Date: (wanted, value, base) => ordered(base, secondsOf(wanted), secondsOf(value)),
  Bool: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  Binary: (wanted, value) => wanted === value,
  IpAddress: (wanted, value) => {
    const range = parseIpRange(wanted);
    const address = parseIpRange(value);
    return range !== undefined && address !== undefined && liesWithin(range, address);
  },
  Arn: (wanted, value, _, variables) => {
    if (wanted === '*') return true;
    const pattern = parseArn(wanted);
    const arn = parseArn(value);
    return pattern !== undefined && arn !== undefined && matchesArn(pattern, arn, variables);
  },
  Null: () => false, // decided by asksNull
};

const yesIf = (is: boolean): Applies => (is ? 'yes' : 'no');
