/** The conditions of a statement, with the meaning of their operators. */

import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyWriter } from '../hosts/writer.ts';
import type { Edits } from '../model/edit.ts';
import { replaceVariables } from '../patterns/glob.ts';
import { type Operator, parseOperator } from '../policy/operators.ts';
import { type ConditionEntry, type Statement, strings } from '../policy/statement.ts';
import type { StringValue, Value } from '../policy/value.ts';
import { questionOfVersion } from './answers.ts';

export interface Condition extends ConditionEntry {
  /** Undefined where the operator is unknown. */
  readonly meaning: Operator | undefined;
  /** The key's name in lower case, as IAM compares it. */
  readonly name: string;
}

const NONE: readonly Condition[] = [];

/** Each operator and key of a statement. */
export const conditions: (statement: Statement) => readonly Condition[] = questionOfVersion(
  ({ condition }) =>
    condition?.entries.map((entry) => ({
      ...entry,
      meaning: parseOperator(entry.operator.text),
      name: entry.key.text.toLowerCase(),
    })) ?? NONE,
);

/** Keys that identity providers define: `token.actions.githubusercontent.com:sub`, `saml:aud`, `accounts.google.com:aud`. */
export const isProviderKey = (name: string, catalog: Catalog): boolean => {
  const prefix = name.slice(0, name.lastIndexOf(':')).toLowerCase();
  return /[./]/.test(prefix) || prefix in catalog.foreignConditionPrefixes;
};

export const stringValues = ({ list }: ConditionEntry): readonly StringValue[] => strings(list);
export const literals = ({ list }: ConditionEntry): readonly Value[] =>
  list.values.filter(({ kind }) => kind === 'string' || kind === 'number' || kind === 'boolean');

/** The text without `${…}`: without its variables and escaped wildcards. */
export const withoutEscapes = (text: string): string => replaceVariables(text, '');

/** Whether a statement has a condition on one of these keys (lower case), whatever the operator. */
export const hasCondition = (statement: Statement, ...names: readonly string[]): boolean =>
  conditions(statement).some(({ name }) => names.includes(name));

/** Removes one condition, with its operator or the whole Condition where nothing else stands in them. */
export function removeCondition(
  writer: PolicyWriter,
  { condition }: Statement,
  { operator, list }: ConditionEntry,
): Edits {
  const own = condition?.operators.find(({ name }) => name === operator);
  if (!condition || !own) return [];
  if (own.entries.length > 1) return writer.remove(list.property);
  return writer.remove(condition.operators.length > 1 ? own.property : condition.property);
}
