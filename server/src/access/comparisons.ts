/**
 * How one value of a condition compares with one value of a request, operator by operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { secondsOf } from '../iam/dates.ts';
import { liesWithin, parseIpRange } from '../iam/ip-ranges.ts';
import { parseArn } from '../patterns/arn.ts';
import { spend } from '../patterns/steps.ts';
import { arnPattern, literalPattern, matchesText, type TextPattern, wholePattern } from '../patterns/text-pattern.ts';
import type { Operator } from '../policy/operators.ts';

/** The families whose values are compared as texts, and may hold policy variables where they are String or Arn. */
export const isText = ({ family }: Operator): boolean => family === 'String' || family === 'Arn';

/** The families whose values are compared with patterns; those of the others by what they stand for. */
export const isPattern = (operator: Operator): boolean => isText(operator) || operator.family === 'Bool';

/**
 * A value of a condition as a pattern; undefined where its operator does not compare texts, and for a pattern under Arn that
 * is no ARN.
 */
export function patternOf(text: string, { family, base }: Operator, variables: boolean): TextPattern | undefined {
  const ignoresCase = base.endsWith('IgnoreCase');
  switch (family) {
    case 'String':
      return wholePattern(text, { variables, wildcards: base.endsWith('Like'), ignoreCase: ignoresCase });
    case 'Arn':
      return arnPattern(text, variables);
    case 'Bool':
      return literalPattern(text, true);
    case 'Binary':
      return literalPattern(text);
    default:
      return undefined;
  }
}

/** Whether a pattern (patternOf) matches a value; undefined where AWS's pages do not say: a value under Arn that is no ARN. */
export function matchesPattern(
  pattern: TextPattern | undefined,
  { family }: Operator,
  value: string,
): boolean | undefined {
  if (family === 'Arn') {
    if (pattern?.length === 1 && pattern[0]?.kind === 'star') return true;
    if (!pattern || !parseArn(value)) return undefined;
  }
  return pattern !== undefined && matchesText(pattern, value);
}

/** What reading a number, a date or an address takes, in steps of patterns. */
const STEPS_TO_COMPARE = 50;

/** Whether a value of a condition matches, for operators that do not compare texts. The operator's negation is not applied. */
export function matchesValue(wanted: string, { family, base }: Operator, value: string): boolean {
  spend(STEPS_TO_COMPARE);
  switch (family) {
    case 'Numeric':
      return isInOrder(base, numberOf(wanted), numberOf(value));
    case 'Date':
      return isInOrder(base, secondsOf(wanted), secondsOf(value));
    case 'Binary':
      return bytesOf(wanted) === bytesOf(value);
    case 'IpAddress': {
      const range = parseIpRange(wanted);
      const address = parseIpRange(value);
      return range !== undefined && address !== undefined && liesWithin(range, address);
    }
    default:
      return false;
  }
}

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function isInOrder(base: string, wanted: number, value: number): boolean {
  if (Number.isNaN(wanted) || Number.isNaN(value)) return false;
  if (base.endsWith('LessThan')) return value < wanted;
  if (base.endsWith('LessThanEquals')) return value <= wanted;
  if (base.endsWith('GreaterThan')) return value > wanted;
  if (base.endsWith('GreaterThanEquals')) return value >= wanted;
  return value === wanted;
}

/** The bytes of a base64 text, one character each; the text itself where it is none. */
function bytesOf(text: string): string {
  try {
    return atob(text);
  } catch {
    return `not base64: ${text}`;
  }
}
