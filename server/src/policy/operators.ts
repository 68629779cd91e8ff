import { memoizedByText } from '../patterns/memo.ts';
/**
 * Condition operators. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

export interface OperatorMeaning {
  readonly family: OperatorFamily;
  readonly negated: boolean;
  /** Whether `*` and `?` in values are wildcards. */
  readonly wildcards: boolean;
  readonly summary: string;
}

const rows: readonly (readonly [string, OperatorFamily, string])[] = [
  ['StringEquals', 'String', 'The value is exactly one of these.'],
  ['StringNotEquals', 'String', 'The value is none of these, or the key is absent.'],
  ['StringEqualsIgnoreCase', 'String', 'The value is one of these, in any case.'],
  ['StringNotEqualsIgnoreCase', 'String', 'The value is none of these in any case, or the key is absent.'],
  ['StringLike', 'String', 'The value matches one of these patterns (`*` any run, `?` one character).'],
  ['StringNotLike', 'String', 'The value matches none of these patterns, or the key is absent.'],
  ['NumericEquals', 'Numeric', 'The number is one of these.'],
  ['NumericNotEquals', 'Numeric', 'The number is none of these, or the key is absent.'],
  ['NumericLessThan', 'Numeric', 'The number is less than this.'],
  ['NumericLessThanEquals', 'Numeric', 'The number is this or less.'],
  ['NumericGreaterThan', 'Numeric', 'The number is greater than this.'],
  ['NumericGreaterThanEquals', 'Numeric', 'The number is this or greater.'],
  ['DateEquals', 'Date', 'The time is exactly this.'],
  ['DateNotEquals', 'Date', 'The time is not this, or the key is absent.'],
  ['DateLessThan', 'Date', 'The time is before this.'],
  ['DateLessThanEquals', 'Date', 'The time is this or before.'],
  ['DateGreaterThan', 'Date', 'The time is after this.'],
  ['DateGreaterThanEquals', 'Date', 'The time is this or after.'],
  ['Bool', 'Bool', 'The key is present and true, or present and false, as written.'],
  ['BinaryEquals', 'Binary', 'The bytes are exactly these (base64).'],
  ['IpAddress', 'IpAddress', 'The address lies in one of these ranges (CIDR).'],
  ['NotIpAddress', 'IpAddress', 'The address lies in none of these ranges, or the key is absent.'],
  ['ArnEquals', 'Arn', 'The ARN matches one of these, field by field, wildcards included. The same as ArnLike.'],
  ['ArnLike', 'Arn', 'The ARN matches one of these, field by field, wildcards included.'],
  ['ArnNotEquals', 'Arn', 'The ARN matches none of these, or the key is absent. The same as ArnNotLike.'],
  ['ArnNotLike', 'Arn', 'The ARN matches none of these, or the key is absent.'],
  ['Null', 'Null', '`true`: the key is absent. `false`: the key is present.'],
];

export const OPERATORS: ReadonlyMap<string, OperatorMeaning> = new Map(
  rows.map(([name, family, summary]) => [
    name,
    { family, negated: name.includes('Not'), wildcards: name.includes('Like') || family === 'Arn', summary },
  ]),
);

type SetQualifier = 'ForAllValues' | 'ForAnyValue';

export interface Operator extends OperatorMeaning {
  /** Without qualifier and suffix, as AWS writes it. */
  readonly base: string;
  readonly qualifier: SetQualifier | undefined;
  readonly ifExists: boolean;
}

const canonical = new Map([...OPERATORS.keys()].map((name) => [name.toLowerCase(), name]));

/** Reads `ForAnyValue:StringLikeIfExists`; undefined for anything else. Case does not matter. */
export const parseOperator = memoizedByText(1000, readOperator);

function readOperator(text: string): Operator | undefined {
  const [, prefix, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/i.exec(text) ?? [];
  const ifExists = /IfExists$/i.test(rest);
  const base = canonical.get((ifExists ? rest.slice(0, -'IfExists'.length) : rest).toLowerCase());
  const meaning = base === undefined ? undefined : OPERATORS.get(base);
  if (base === undefined || meaning === undefined) return undefined;
  const qualifier = prefix && (prefix.toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue');
  return { ...meaning, base, qualifier: qualifier || undefined, ifExists };
}
