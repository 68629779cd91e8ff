/** The policy that a command is about. */
import { type Policy, type PolicyDocument, policyAt } from '../policy/document.ts';

/** The policy around an offset, else the only one of the document. */
export function policyFor(document: PolicyDocument, offset: number): Policy | undefined {
  return policyAt(document, offset) ?? (document.policies.length === 1 ? document.policies[0] : undefined);
}
