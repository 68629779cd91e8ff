/** Policy variables in the text of a policy. */
import type { Policy } from '../policy/document.ts';
import { descendants, type JsonNode } from '../policy/json.ts';

/** Whether `${` stands anywhere in a policy: then the version of the language decides what the policy means. */
export function writesVariables({ node }: Policy): boolean {
  for (const each of descendants(node)) if (each.type === 'string' && holdsVariable(each)) return true;
  return false;
}

const holdsVariable = ({ value }: JsonNode): boolean => String(value).includes('${');
