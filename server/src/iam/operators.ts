/** Operators of conditions in other forms. */
import type { KeyType } from '../catalog/catalog.ts';
import type { Operator } from '../policy/operators.ts';

/** The same qualifier and suffix with another operator between them: `ForAnyValue:` + `ArnLike` + `IfExists`. */
export const withBase = ({ qualifier, ifExists }: Operator, base: string): string =>
  `${qualifier ? `${qualifier}:` : ''}${base}${ifExists ? 'IfExists' : ''}`;

/** The operator that compares a key of this type with patterns. */
export const patternOperator = (operator: Operator, type: KeyType | undefined): string =>
  withBase(
    operator,
    `${type === 'ARN' || type === 'ArrayOfARN' ? 'Arn' : 'String'}${operator.negated ? 'Not' : ''}Like`,
  );

/** The same operator without ForAllValues: or ForAnyValue:. */
export const withoutQualifier = (operator: Operator): string =>
  withBase({ ...operator, qualifier: undefined }, operator.base);
