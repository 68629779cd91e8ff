/** The policy variables of a statement. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
import { questionOfVersion } from '../../iam/answers.ts';
import { conditions } from '../../iam/conditions.ts';
import type { SourceSpan } from '../../model/span.ts';
import { type Statement, strings, type ValueList } from '../../policy/statement.ts';
import { type StringValue, within } from '../../policy/value.ts';

interface Variable {
  /** From `$` to `}`, or to the string's end where the brace is missing. */
  readonly span: SourceSpan;
  /** What stands between the braces. */
  readonly inner: string;
  readonly innerStart: number;
  readonly isClosed: boolean;
  /** Its UTF-16 indices in the decoded text of `value`. */
  readonly start: number;
  readonly end: number;
  readonly value: StringValue;
}

export function* variablesIn(value: StringValue): Generator<Variable> {
  for (let start = value.text.indexOf('${'); start >= 0; start = value.text.indexOf('${', start + 2)) {
    const close = value.text.indexOf('}', start);
    const end = close < 0 ? value.text.length : close + 1;
    const inner = value.text.slice(start + 2, close < 0 ? undefined : close);
    yield { span: within(value, start, end), inner, innerStart: start + 2, isClosed: close >= 0, start, end, value };
  }
}

/** The lists in whose strings IAM replaces variables: resources and the values of conditions. */
export const listsWithVariables = (statement: Statement): readonly ValueList[] => [
  ...(statement.resource ? [statement.resource] : []),
  ...(statement.notResource ? [statement.notResource] : []),
  ...conditions(statement).map(({ list }) => list),
];

export const variables = questionOfVersion((statement: Statement): readonly Variable[] =>
  listsWithVariables(statement).flatMap((list) => strings(list).flatMap((value) => [...variablesIn(value)])),
);
