/** Where a statement holds placeholders that are to be filled in. */
import type { SourceSpan } from '../model/span.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { type StringValue, within } from '../policy/value.ts';
import { questionOfVersion } from './answers.ts';
import { isDocumentationAccount } from './documentation-accounts.ts';
import { holdsPlaceholder, placeholdersIn } from './placeholders.ts';

/** The strings in which a placeholder may stand: resources, principals and the values of conditions. */
export function valuesWithPlaceholders(statement: Statement): readonly StringValue[] {
  const principals = [statement.principal, statement.notPrincipal].flatMap((element) => element?.types ?? []);
  const conditions = statement.condition?.entries ?? [];
  return [
    ...strings(statement.resource),
    ...strings(statement.notResource),
    ...principals.flatMap((list) => strings(list)),
    ...conditions.flatMap(({ list }) => strings(list)),
  ].filter(({ text }) => holdsPlaceholder(text));
}

/** The places of the placeholders; an account of AWS's documentation is none that makes a value wrong. */
export const unfilledPlaces = questionOfVersion((statement): readonly SourceSpan[] =>
  valuesWithPlaceholders(statement).flatMap((value) =>
    [...placeholdersIn(value.text)]
      .filter(({ text }) => !isDocumentationAccount(text))
      .map(({ start, end }) => within(value, start, end)),
  ),
);
