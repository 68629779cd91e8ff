/** Where a new statement goes in YAML: on the lines behind the one that the cursor is in, else behind the last. */
import { nodeOf, nodeSpan } from '../../model/node.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import type { StatementPlace } from '../host.ts';
import { statementPlace as jsonStatementPlace } from '../json/statement-place.ts';
import { elementText } from './inserter.ts';
import { column, layoutOf, lineEnd } from './layout.ts';

/** Undefined where the policy has no list of statements. */
export function statementPlace(document: PolicyDocument, policy: Policy, offset: number): StatementPlace | undefined {
  const { text } = document;
  const list = nodeOf(policy.statementElement?.value);
  if (!list || /[[{]/.test(text[list.offset] ?? '')) return jsonStatementPlace(document, policy, offset);
  const elements = list.type === 'array' ? (list.children ?? []) : [];
  const previous = elements.find((node) => node.offset <= offset && offset <= nodeSpan(node).end) ?? elements.at(-1);
  if (!previous) return undefined;
  const layout = layoutOf(text);
  const end = lineEnd(text, nodeSpan(previous).end);
  const next = text.indexOf('\n', end) + 1;
  const dash = column(text, list.offset);
  const write = (json: string) => elementText(json, dash, layout);
  // The editor indents lines like the one that they are inserted in: the beginning of a line has no indentation.
  if (next === 0) return { offset: end, before: layout.eol, after: '', first: undefined, write };
  return { offset: next, before: '', after: layout.eol, first: undefined, write };
}
