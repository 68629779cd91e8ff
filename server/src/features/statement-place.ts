/** Where a new statement goes: behind the one that the cursor is in, else behind the last. */

import type { Replacement } from '../model/edit.ts';
import { layoutBefore } from '../model/layout.ts';
import { nodeEnd } from '../model/node.ts';
import { type Policy, type PolicyDocument, policyAt } from '../policy/document.ts';

export interface StatementPlace {
  readonly offset: number;
  /** What separates the new statement from its neighbors. Line breaks bring no indentation: the editor adds it. */
  readonly before: string;
  readonly after: string;
  /** What must be inserted elsewhere: the bracket that makes a single statement a list. */
  readonly first: Replacement | undefined;
}

/** The policy that a command is about: around the offset, else the only policy of the document. */
export function policyFor(document: PolicyDocument, offset: number): Policy | undefined {
  return policyAt(document, offset) ?? (document.policies.length === 1 ? document.policies[0] : undefined);
}

/** Undefined where the policy has no `Statement` yet, or one that is no list of statements. */
export function statementPlace({ text }: PolicyDocument, policy: Policy, offset: number): StatementPlace | undefined {
  const value = policy.statementElement?.value;
  if (value?.type === 'object') {
    const start = { start: value.offset, end: value.offset };
    return { offset: nodeEnd(value, text.length), before: ', ', after: ']', first: { span: start, text: '[' } };
  }
  if (value?.type !== 'array') return undefined;
  const elements = value.children ?? [];
  const here = elements.find((node) => node.offset <= offset && offset <= nodeEnd(node, text.length));
  const previous = here ?? elements.at(-1);
  if (!previous) return { offset: value.offset + 1, before: '\n\t', after: '\n', first: undefined };
  const isOnLinesOfItsOwn = layoutBefore(previous.offset, text).includes('\n');
  return {
    offset: nodeEnd(previous, text.length),
    before: isOnLinesOfItsOwn ? ',\n' : ', ',
    after: '',
    first: undefined,
  };
}
