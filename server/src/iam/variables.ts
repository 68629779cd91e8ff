/** Policy variables in the text of a policy. */

import { descendants } from '../model/node.ts';
import type { Policy } from '../policy/document.ts';

/** Whether `${` stands anywhere in a policy: then the version of the language decides what the policy means. */
export function writesVariables({ node }: Policy): boolean {
  for (const { type, value } of descendants(node)) if (type === 'string' && String(value).includes('${')) return true;
  return false;
}

/** Whether a text holds a policy variable (its escapes `${*}`, `${?}`, `${$}` are none). */
export const holdsVariable = (text: string): boolean => /\$\{(?![*?$]\})/.test(text);
