/** Statements of one policy with the same Sid, and Sids that are still free. */

import type { PolicyWriter } from '../../hosts/writer.ts';
import { question } from '../../iam/answers.ts';
import { quoted } from '../../model/printable.ts';
import type { Policy } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';

/** A finding for each Sid that an earlier statement bears already, with a free one as its fix. */
export function* repeatedSids(
  { statements }: Policy,
  consequence: string,
  writer: PolicyWriter,
): Generator<FindingDraft> {
  const seen = new Set<string>();
  const repeating: Statement[] = [];
  for (const statement of statements) {
    const sid = sidOf(statement);
    if (seen.has(sid)) repeating.push(statement);
    else if (sid !== '') seen.add(sid);
  }
  const numbers = new Map<string, number>();
  for (const { sid } of repeating) if (sid?.kind === 'string') yield repeated(sid, seen, numbers, consequence, writer);
}

/** The statement's Sid; empty where it has none. */
const sidOf = question(({ sid }) => (sid?.kind === 'string' ? sid.text : ''));

/** `numbers`: up to where each Sid's numbers are taken. */
function repeated(
  sid: StringValue,
  taken: Set<string>,
  numbers: Map<string, number>,
  consequence: string,
  writer: PolicyWriter,
): FindingDraft {
  const free = freeSid(sid.text, taken, numbers);
  return finding(
    sid,
    `Another statement has the Sid ${quoted(sid.text)} already: ${consequence}. Name this one differently.`,
  ).fix(`Change to ${quoted(free)}`, writer.replaceText(sid, free));
}

/** A Sid that no statement bears, by a number behind it; it counts as taken from now on. `numbers` makes many of one stem fast. */
export function freeSid(stem: string, taken: Set<string>, numbers: Map<string, number>): string {
  let number = numbers.get(stem) ?? 2;
  while (taken.has(`${stem}${number}`)) number++;
  numbers.set(stem, number + 1);
  taken.add(`${stem}${number}`);
  return `${stem}${number}`;
}
