/** Where a new statement goes in Terraform: on the lines behind the one that the cursor is in, else behind the last. */
import { indentationAt } from '../../model/layout.ts';
import { nodeOf, nodeSpan } from '../../model/node.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import type { StatementPlace } from '../host.ts';
import { statementPlace as jsonStatementPlace } from '../json/statement-place.ts';
import { isJson } from './cursor.ts';
import { statementBlocks, statementObjects } from './inserter.ts';

/** Undefined where the policy has no list of statements. */
export function statementPlace(document: PolicyDocument, policy: Policy, offset: number): StatementPlace | undefined {
  const { text } = document;
  const list = nodeOf(policy.statementElement?.value);
  if (!list) return undefined;
  if (isJson(nodeOf(policy.data), text)) return jsonStatementPlace(document, policy, offset);
  const isList = text[list.offset] === '[';
  if (!isList && policy.statements.length === 0) return undefined;
  if (!isList && /[{(]|^[a-z]+\(/.test(text.slice(list.offset, list.offset + 10))) return undefined; // one object, or a call
  const statements = policy.statements.map(({ data }) => nodeOf(data));
  const previous =
    statements.find((node) => node.offset <= offset && offset <= nodeSpan(node).end) ?? statements.at(-1);
  if (!previous)
    return { offset: list.offset + 1, before: '\n\t', after: '\n', first: undefined, write: statementObjects };
  const { end } = nodeSpan(previous);
  const indentation = indentationAt(text, previous.offset);
  const lineEnd = text.indexOf('\n', end);
  if (isList) return afterObject(text, end, lineEnd, indentation);
  const write = (json: string) => indented(statementBlocks(json), indentation);
  if (lineEnd < 0) return { offset: text.length, before: '\n\n', after: '', first: undefined, write };
  return { offset: lineEnd + 1, before: '\n', after: '\n', first: undefined, write };
}

/** Behind an object of a list: a comma comes between, where there is none. */
function afterObject(text: string, end: number, lineEnd: number, indentation: string): StatementPlace {
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const hasComma = /^\s*,/.test(rest);
  const behind = rest.trim().replace(/^,/, '').trimStart();
  const isLineOver = lineEnd >= 0 && (behind === '' || behind.startsWith('#') || behind.startsWith('//'));
  const comma = hasComma ? undefined : { span: { start: end, end }, text: ',' };
  if (!isLineOver)
    return { offset: end, before: hasComma ? ' ' : ', ', after: '', first: undefined, write: statementObjects };
  const isLast = /^\s*\]/.test(text.slice(lineEnd + 1));
  const write = (json: string) => `${indented(statementObjects(json), indentation)}${isLast ? '' : ','}`;
  return { offset: lineEnd + 1, before: '', after: '\n', first: comma, write };
}

const indented = (text: string, indentation: string): string =>
  text.replace(/^(?=.)/gm, indentation).replaceAll('\t', '  ');
