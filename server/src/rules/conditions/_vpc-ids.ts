/** Ids of VPCs and of their endpoints in conditions. */
import { conditions, stringValues } from '../../iam/conditions.ts';
import type { Statement } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';

/** The values of a key (lower case) that are no id of this form. Wildcards, variables and placeholders are left alone. */
export function* malformedIds(statement: Statement, key: string, form: RegExp): Generator<StringValue> {
  for (const entry of conditions(statement)) {
    if (entry.name !== key || entry.meaning?.family !== 'String') continue;
    for (const value of stringValues(entry)) if (!form.test(value.text) && !/[*?$<{X]/.test(value.text)) yield value;
  }
}
