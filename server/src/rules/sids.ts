/** Statements of a policy that bear the same Sid. */
import type { Policy } from '../policy/document.ts';
import type { StringValue } from '../policy/value.ts';
import { replace } from './edit.ts';
import { type Finding, finding } from './rule.ts';

/** A finding for each Sid that an earlier statement bears already, with a free one as its fix. */
export function* repeatedSids({ statements }: Policy, consequence: string): Generator<Finding> {
  const sids = statements.flatMap(({ sid }) => (sid?.kind === 'string' && sid.text !== '' ? [sid] : []));
  const taken = new Set(sids.map(({ text }) => text));
  const seen = new Set<string>();
  for (const sid of sids) {
    if (seen.has(sid.text)) yield repeated(sid, taken, consequence);
    seen.add(sid.text);
  }
}

function repeated(sid: StringValue, taken: Set<string>, consequence: string): Finding {
  let number = 2;
  while (taken.has(`${sid.text}${number}`)) number++;
  const free = `${sid.text}${number}`;
  taken.add(free);
  return finding(
    sid,
    `Another statement has the Sid "${sid.text}" already: ${consequence}. Name this one differently.`,
  ).fix(`Change to "${free}"`, replace(sid.span, free));
}
