/**
 * What a template fills in is not known, and must not accuse. A finding stands only if it is there whatever is filled in:
 * where a statement has such values, the rule is asked again with each of a few suppositions in their place.
 */
import { type Fill, filledIn, hasUnknown } from '../../iam/filled-in.ts';
import { HOLE } from '../../patterns/hole.ts';
import type { Policy } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';
import type { FindingDraft } from './draft.ts';

/** What conditions may hold; anything else may be everything. */
const SUPPOSITIONS = ['*', 'true', 'false'] as const;
type Supposition = (typeof SUPPOSITIONS)[number];

/** Fills in a supposition. A part of a text, and what is no condition's value, is supposed to be everything. */
const suppose =
  (supposition: Supposition): Fill =>
  (value, isCondition) => {
    const text = isCondition ? supposition : '*';
    if (value.kind === 'unknown') return { ...value, kind: 'string', text, runs: [] };
    if (value.kind !== 'partial') return value;
    return { ...value, kind: 'string', text: text === '*' ? value.text.replaceAll(HOLE, '*') : text };
  };

const supposed = (statement: Statement, supposition: Supposition): Statement =>
  filledIn(statement, suppose(supposition));

type Ask<T> = (about: T) => Iterable<FindingDraft> | undefined;

const what = ({ span, message }: FindingDraft): string => `${span.start} ${message}`;

/** The findings that stand under every supposition. */
function standing<T>(first: readonly FindingDraft[], about: (supposition: Supposition) => T, ask: Ask<T>) {
  let left = first;
  for (const supposition of SUPPOSITIONS) {
    if (left.length === 0) return left;
    const said = new Set([...(ask(about(supposition)) ?? [])].map(what));
    left = left.filter((draft) => said.has(what(draft)));
  }
  return left;
}

/** What a rule says of a statement for certain. */
export function certainOfStatement(statement: Statement, ask: Ask<Statement>): Iterable<FindingDraft> {
  const first = [...(ask(statement) ?? [])];
  if (first.length === 0 || !hasUnknown(statement)) return first;
  return standing(first, (supposition) => supposed(statement, supposition), ask);
}

/** What a rule says of a policy for certain. */
export function certainOfPolicy(policy: Policy, ask: Ask<Policy>): Iterable<FindingDraft> {
  const first = [...(ask(policy) ?? [])];
  if (first.length === 0 || !policy.statements.some(hasUnknown)) return first;
  return standing(
    first,
    (supposition) => ({ ...policy, statements: policy.statements.map((each) => supposed(each, supposition)) }),
    ask,
  );
}
