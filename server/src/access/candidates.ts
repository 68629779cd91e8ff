/**
 * Values of a condition key that stand for all others: between two of them the conditions of the policies at hand make every
 * difference that they can make.
 */
import { secondsOf } from '../iam/dates.ts';
import { addressText, lastOf, parseIpRange } from '../iam/ip-ranges.ts';
import { textClasses } from '../patterns/text-classes.ts';
import { type Automaton, arnPattern, automatonOf, variablesOf, wholePattern } from '../patterns/text-pattern.ts';
import { type Operator, type OperatorFamily, parseOperator } from '../policy/operators.ts';
import type { ConditionEntry } from '../policy/statement.ts';
import { isText, patternOf } from './comparisons.ts';

/** A condition on a key, and whether `${…}` is a variable in its policy. */
export interface KeyUse {
  readonly entry: ConditionEntry;
  readonly hasVariables: boolean;
}

interface Candidates {
  readonly values: readonly string[];
  /** Whether the values stand for all others: not where a key is compared as a number and as a text. */
  readonly isComplete: boolean;
}

const BOOLEANS = ['true', 'false'];
const anyArn = automatonOf(arnPattern('arn:*:*:*:*:*', false) ?? [], undefined);

const anyText = automatonOf(wholePattern('?*'), undefined);

/** The values to try for a key that is used like this. `type`: what the catalog says of it, in lower case. */
export function candidatesFor(uses: readonly KeyUse[], type: string): Candidates {
  const compared = uses.flatMap(({ entry, hasVariables }) => {
    const operator = parseOperator(entry.operator.text);
    if (!operator || operator.family === 'Null') return [];
    const values = entry.list.values.filter(({ kind }) => kind !== 'unknown' && kind !== 'partial' && kind !== 'array');
    return values.map(({ text }) => ({ text, operator, hasVariables }));
  });
  const families = new Set(compared.map(({ operator }) => operator.family));
  const textsOf = (...wanted: readonly OperatorFamily[]) =>
    compared.filter(({ operator }) => wanted.includes(operator.family));
  const isArn = type.endsWith('arn') || families.has('Arn');
  const isBoolean = type.endsWith('bool') || (families.size === 1 && families.has('Bool'));
  const found = [
    isBoolean && !families.has('String') ? BOOLEANS : texts(textsOf('String', 'Arn', 'Bool', 'Binary'), isArn),
    around(
      textsOf('Numeric').map(({ text }) => Number(text)),
      String,
    ),
    around(
      textsOf('Date').map(({ text }) => secondsOf(text)),
      (seconds) => new Date(seconds * 1000).toISOString(),
    ),
    addresses(textsOf('IpAddress').map(({ text }) => text)),
  ].filter((values) => values.length > 0);
  return { values: found.length === 0 ? ['x'] : [...new Set(found.flat())], isComplete: found.length <= 1 };
}

interface ComparedText {
  readonly text: string;
  readonly operator: Operator;
  readonly hasVariables: boolean;
}

/** A text for each class that the conditions tell apart. */
function texts(compared: readonly ComparedText[], isArn: boolean): readonly string[] {
  if (compared.length === 0) return isArn ? ['arn:x:x:x:x:x'] : [];
  const automata = new Map<string, Automaton>();
  for (const { text, operator, hasVariables } of compared) {
    const pattern = patternOf(text, operator, hasVariables && isText(operator));
    if (pattern && variablesOf(pattern).length === 0)
      automata.set(`${operator.family} ${operator.base} ${text}`, automatonOf(pattern, undefined));
  }
  const classes = textClasses([...automata.values()], isArn ? anyArn : anyText).map(({ example }) => example);
  // ForAllValues takes an empty text for no value: it stands for no other text.
  return isArn ? classes : [...classes, ''];
}

/** The numbers themselves, one between each two of them, one below and one above. */
function around(numbers: readonly number[], written: (value: number) => string): readonly string[] {
  const sorted = [...new Set(numbers.filter((each) => Number.isFinite(each)))].sort((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const between = sorted.flatMap((each, index) => {
    const next = sorted[index + 1];
    return next === undefined ? [each] : [each, (each + next) / 2];
  });
  return [first - 1, ...between, last + 1].map(written);
}

/** The first address of each range, and of what lies behind it; one address outside for each version of IP. */
function addresses(ranges: readonly string[]): readonly string[] {
  if (ranges.length === 0) return [];
  const found = ranges.flatMap((text) => {
    const range = parseIpRange(text);
    return range
      ? [
          addressText(range.version, range.first),
          addressText(range.version, lastOf(range) + 1n),
          addressText(range.version, 0n),
        ]
      : [];
  });
  return ['198.51.100.7', '2001:db8::7', ...found.filter((each) => each !== undefined)];
}
