/** Statements of a policy that bear the same Sid. */
import type { Policy } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { replace } from './edit.ts';
import { fact } from './facts.ts';
import { type Finding, finding } from './rule.ts';

/** A finding for each Sid that an earlier statement bears already, with a free one as its fix. */
export function* repeatedSids({ statements }: Policy, consequence: string): Generator<Finding> {
  const seen = new Set<string>();
  const repeating: Statement[] = [];
  for (const statement of statements) {
    const sid = sidOf(statement);
    if (seen.has(sid)) repeating.push(statement);
    else if (sid !== '') seen.add(sid);
  }
  const numbers = new Map<string, number>();
  for (const { sid } of repeating) if (sid?.kind === 'string') yield repeated(sid, seen, numbers, consequence);
}

/** The statement's Sid; empty where it has none. */
const sidOf = fact(({ sid }) => (sid?.kind === 'string' ? sid.text : ''));

/** `numbers`: up to where each Sid's numbers are taken. */
function repeated(sid: StringValue, taken: Set<string>, numbers: Map<string, number>, consequence: string): Finding {
  let number = numbers.get(sid.text) ?? 2;
  while (taken.has(`${sid.text}${number}`)) number++;
  numbers.set(sid.text, number + 1);
  const free = `${sid.text}${number}`;
  taken.add(free);
  return finding(
    sid,
    `Another statement has the Sid "${sid.text}" already: ${consequence}. Name this one differently.`,
  ).fix(`Change to "${free}"`, replace(sid.span, free));
}
