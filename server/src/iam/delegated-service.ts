/** Whether a condition limits the services to which a role is passed, or for which a role is created. */

import { parseOperator } from '../policy/operators.ts';
import { type ConditionEntry, strings } from '../policy/statement.ts';

/**
 * Whether a condition limits the services: it compares the key positively with values other than a wildcard. A condition with
 * IfExists, a negated one, and one that compares with `*` do not limit them.
 */
export function limitsService({ operator, key, list }: ConditionEntry, name: string): boolean {
  if (key.text.toLowerCase() !== name.toLowerCase()) return false;
  const meaning = parseOperator(operator.text);
  if (!meaning || meaning.negated || meaning.ifExists || meaning.family === 'Null') return false;
  if (meaning.qualifier === 'ForAllValues') return false;
  return list.values.length > 0 && strings(list).every(({ text }) => !meaning.wildcards || !/^[*?]+$/.test(text));
}
