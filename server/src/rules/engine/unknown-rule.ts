/** Whether a text is a rule's id. */
import { nearest } from '../../iam/nearest.ts';
import { RULES } from '../registry.ts';

/** What to write in the place of a text that is no rule's id; undefined where it is one. */
export function unknownRule(id: string): string | undefined {
  const ids = RULES.map((rule) => rule.id);
  if (ids.includes(id)) return undefined;
  const near = nearest(id, ids);
  return near ? `Did you mean "${near}"?` : 'Each finding shows its rule.';
}
