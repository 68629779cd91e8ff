/** Policy variables in the text of a policy. */

import { everythingIn, plainOf } from '../policy/data.ts';
import type { Policy } from '../policy/document.ts';

/** Whether `${` stands anywhere in a policy: then the version of the language decides what the policy means. */
export function writesVariables({ data }: Policy): boolean {
  for (const each of everythingIn(data)) if (String(plainOf(each)).includes('${')) return true;
  return false;
}

/** Whether a text holds a policy variable (its escapes `${*}`, `${?}`, `${$}` are none). */
export const holdsVariable = (text: string): boolean => /\$\{(?![*?$]\})/.test(text);
