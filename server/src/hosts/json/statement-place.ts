/** Where a new statement goes in JSON: behind the one that the cursor is in, else behind the last. */
import { layoutBefore } from '../../model/layout.ts';
import { nodeEnd, nodeOf } from '../../model/node.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import type { StatementPlace } from '../host.ts';

const write = (json: string): string => json;

/** Undefined where the policy has no `Statement` yet, or one that is no list of statements. */
export function statementPlace({ text }: PolicyDocument, policy: Policy, offset: number): StatementPlace | undefined {
  const value = nodeOf(policy.statementElement?.value);
  if (value?.type === 'object') {
    const start = { start: value.offset, end: value.offset };
    return { offset: nodeEnd(value, text.length), before: ', ', after: ']', first: { span: start, text: '[' }, write };
  }
  if (value?.type !== 'array') return undefined;
  const elements = value.children ?? [];
  const here = elements.find((node) => node.offset <= offset && offset <= nodeEnd(node, text.length));
  const previous = here ?? elements.at(-1);
  if (!previous) return { offset: value.offset + 1, before: '\n\t', after: '\n', first: undefined, write };
  const isOnLinesOfItsOwn = layoutBefore(previous.offset, text).includes('\n');
  return {
    offset: nodeEnd(previous, text.length),
    before: isOnLinesOfItsOwn ? ',\n' : ', ',
    after: '',
    first: undefined,
    write,
  };
}
