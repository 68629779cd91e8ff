/** Whether a condition says to which service something is handed: a role that is passed, or one that is created. */

import { parseOperator } from '../policy/operators.ts';
import { type ConditionEntry, strings } from '../policy/statement.ts';

/**
 * Whether a condition lets few services through: a positive comparison of the key with something else than a wildcard.
 * With IfExists, negated, or compared with `*` it lets any service through.
 */
export function limitsService({ operator, key, list }: ConditionEntry, name: string): boolean {
  if (key.text.toLowerCase() !== name.toLowerCase()) return false;
  const meaning = parseOperator(operator.text);
  if (!meaning || meaning.negated || meaning.ifExists || meaning.family === 'Null') return false;
  if (meaning.qualifier === 'ForAllValues') return false;
  return list.values.length > 0 && strings(list).every(({ text }) => !meaning.wildcards || !/^[*?]+$/.test(text));
}
