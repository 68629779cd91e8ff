/** Short ways to write policies and to ask the analysis about them. ¦ is the cursor. */

import type { Completion, CompletionList } from '../server/src/features/completion/item.ts';
import { applyEdits } from '../server/src/model/edit.ts';
import type { Finding } from '../server/src/rules/engine/finding.ts';
import { readDocument } from '../server/src/service.ts';
import { readCursor } from './marks.ts';
import { service } from './service.ts';

/** A policy with one statement, written as the object's text. */
export const withStatement = (statement: string): string => `{ "Version": "2012-10-17", "Statement": [${statement}] }`;

export function completions(marked: string, path = 'policy.json', snippets = true): CompletionList {
  const { text, offset } = readCursor(marked);
  return service.complete(readDocument(text, { path }), offset, { snippets });
}

/** The labels as the editor orders them. */
export const labelsAt = (marked: string, path?: string): string[] =>
  completions(marked, path)
    .items.toSorted((a, b) => (a.sort < b.sort ? -1 : 1))
    .map(({ label }) => label);

/** The text after accepting the item, its tab stops left as they are. */
export function acceptAt(marked: string, label: string, snippets = true): string {
  const { text } = readCursor(marked);
  const item = completions(marked, undefined, snippets).items.find((each) => each.label === label);
  if (!item) throw new Error(`"${label}" is not offered at ${marked}`);
  return accepted(text, item);
}

/** The text once an item is accepted. Fails where its edits touch, which LSP forbids: editors would apply them in either order. */
export function accepted(text: string, { label, replace, insert, additional = [] }: Completion): string {
  for (const { span } of additional)
    if (span.start <= replace.end && span.end >= replace.start) throw new Error(`the edits of "${label}" touch`);
  return applyEdits(text, [{ span: replace, text: insert }, ...additional]);
}

export function hoverAt(marked: string): string | undefined {
  const { text, offset } = readCursor(marked);
  return service.hover(readDocument(text), offset)?.text;
}

export const findingsIn = (text: string, path = 'policy.json'): readonly Finding[] =>
  service.check(readDocument(text, { path }));

export const codesIn = (text: string, path?: string): string[] => findingsIn(text, path).map(({ rule }) => rule.id);

/** A policy of these statements, each an object's text. */
export const policy = (statements: string): string => `{ "Version": "2012-10-17", "Statement": [${statements}] }`;

/** A statement's text; action and resource are JSON. `under` is the inside of its Condition. */
export const statement = (effect: string, action: string, resource: string, under?: string): string =>
  `{ "Effect": "${effect}", "Action": ${action}, "Resource": ${resource}${under ? `, "Condition": { ${under} }` : ''} }`;

/** A statement that allows inference under a condition. */
export const condition = (under: string): string => statement('Allow', '"bedrock:InvokeModel*"', '"*"', under);
