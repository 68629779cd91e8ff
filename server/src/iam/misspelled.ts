/** Whether an element that seems to be missing is there under a misspelled name, which `invalid-policy-element` reports. */

import type { Property } from '../model/data.ts';
import { POLICY_ELEMENTS } from '../policy/detect.ts';
import { STATEMENT_ELEMENTS, type Statement } from '../policy/statement.ts';
import { nearest } from './nearest.ts';

export function isMisspelled(properties: readonly Property[], name: string): boolean {
  const known: readonly string[] = (POLICY_ELEMENTS as readonly string[]).includes(name)
    ? POLICY_ELEMENTS
    : STATEMENT_ELEMENTS;
  return properties.some((property) => !known.includes(property.name) && nearest(property.name, known) === name);
}

/** Whether a statement may have an element all the same: misspelled, or added by a template (`{"Fn::Transform": …}`). */
export const seemsToHold = ({ properties }: Statement, name: string): boolean =>
  properties.some((property) => property.name.startsWith('Fn::')) || isMisspelled(properties, name);
