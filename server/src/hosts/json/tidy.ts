/** Sorts and tidies policies: elements in IAM's usual order, lists of actions and resources sorted, doubles taken out. */
import { applyEdits, type Edits, writtenEdit } from '../../model/edit.ts';
import { indentationAt } from '../../model/layout.ts';
import { type Node, nodeOf, nodeSpan } from '../../model/node.ts';
import type { Span } from '../../model/span.ts';
import { POLICY_ELEMENTS } from '../../policy/detect.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import { STATEMENT_ELEMENTS } from '../../policy/statement.ts';
import { formatEdits, tabSizeOf } from './formatting.ts';

const SORTED = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

export interface TidyOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

export type Tidied =
  | { readonly edits: Edits }
  /** Why nothing was done, and what to do. */
  | { readonly refusal: string };

/** The edits that tidy all policies of a document; what they mean stays the same. */
export function tidy(document: PolicyDocument, options: TidyOptions): Tidied {
  const { problems, text, tooDeep } = document;
  const policies = document.policies.filter(({ editing }) => editing === 'all');
  if (policies.length === 0) return { refusal: 'This document has no policy.' };
  if (problems.length > 0) return { refusal: 'Fix the JSON first: a policy that does not parse cannot be sorted.' };
  if (tooDeep.length > 0)
    return { refusal: 'The document is nested too deeply. Remove the brackets that are too many.' };
  const commented = policies.some(({ span }) => hasComment(text, span));
  if (commented) return { refusal: 'The policy has comments, which would lose their places. Remove them first.' };
  return { edits: policies.flatMap((policy) => tidied(policy, text, options)) };
}

/** Whether a comment stands in the span: a slash outside strings. */
const hasComment = (text: string, { start, end }: Span): boolean =>
  text
    .slice(start, end)
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .includes('/');

/** A policy that stands further to the right is not indented further. */
const MOST_LEVELS = 50;

function tidied({ data, span }: Policy, text: string, options: TidyOptions): Edits {
  const { insertSpaces } = options;
  const tabSize = tabSizeOf(options);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const written = printPolicy(nodeOf(data), text);
  const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
  const depth = indentationAt(text, span.start);
  const level = Math.min(MOST_LEVELS, Math.round(depth.replaceAll('\t', ' '.repeat(tabSize)).length / tabSize));
  const lines = applyFormat(written, tabSize, insertSpaces, eol).replaceAll('\n', `\n${unit.repeat(level)}`);
  return lines === text.slice(span.start, span.end) ? [] : [writtenEdit(span, lines)];
}

const applyFormat = (text: string, tabSize: number, insertSpaces: boolean, eol: string): string =>
  applyEdits(text, formatEdits(text, undefined, { tabSize, insertSpaces, eol }));

const printPolicy = (node: Node, text: string): string =>
  printObject(node, text, POLICY_ELEMENTS, (name, value) => {
    if (name !== 'Statement') return source(value, text);
    if (value.type === 'object') return printStatement(value, text);
    return value.type === 'array'
      ? `[${(value.children ?? []).map((each) => printStatement(each, text)).join(',')}]`
      : source(value, text);
  });

const printStatement = (node: Node, text: string): string =>
  node.type === 'object'
    ? printObject(node, text, STATEMENT_ELEMENTS, (name, value) =>
        SORTED.has(name) && value.type === 'array' ? printSorted(value, text) : source(value, text),
      )
    : source(node, text);

/** Unknown names keep their order, behind the known ones; equal names stay in theirs. */
function printObject(
  node: Node,
  text: string,
  order: readonly string[],
  print: (name: string, value: Node) => string,
): string {
  const rank = (property: Node) => {
    const at = order.indexOf(String(property.children?.[0]?.value));
    return at < 0 ? order.length : at;
  };
  const sorted = (node.children ?? []).toSorted((a, b) => rank(a) - rank(b));
  const lines = sorted.map(({ children: [key, value] = [] }) =>
    key && value ? `${source(key, text)}: ${print(String(key.value), value)}` : '',
  );
  return `{${lines.join(',')}}`;
}

/** Strings in order without regard to case, each once; a list that holds anything else stays as it is. */
function printSorted(list: Node, text: string): string {
  const elements = list.children ?? [];
  if (elements.some(({ type }) => type !== 'string')) return source(list, text);
  const byValue = new Map(elements.map((node) => [String(node.value), source(node, text)]));
  const sorted = [...byValue].toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return `[${sorted.map(([, written]) => written).join(',')}]`;
}

function source(node: Node, text: string): string {
  const { start, end } = nodeSpan(node);
  return text.slice(start, end);
}
