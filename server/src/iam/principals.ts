/** The principals of a statement. */
import { type PrincipalElement, type Statement, strings, type ValueList } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';

/** Principal and NotPrincipal, as far as the statement has them. */
export const principalElements = ({ principal, notPrincipal }: Statement): readonly PrincipalElement[] =>
  [principal, notPrincipal].filter((element) => element !== undefined);

/** The lists of one type of principal: `AWS`, `Service`, `Federated` or `CanonicalUser`. */
export const principalLists = (statement: Statement, type: string): readonly ValueList[] =>
  principalElements(statement).flatMap(({ types }) => types.filter(({ name }) => name.text === type));

/** The principals of one type. */
export const principalsOf = (statement: Statement, type: string): readonly StringValue[] =>
  principalLists(statement, type).flatMap((list) => strings(list));
