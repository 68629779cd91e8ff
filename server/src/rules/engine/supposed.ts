/**
 * What a template fills in is not known, and must not accuse. A finding stands only if it is there whatever is filled in:
 * where a statement has such values, the rule is asked again with each of a few suppositions in their place.
 */
import { type Fill, filledIn, hasUnknown, notingCondition, unknownLimits } from '../../iam/filled-in.ts';
import type { Span } from '../../model/span.ts';
import { HOLE } from '../../patterns/hole.ts';
import { spanOf } from '../../policy/data.ts';
import type { Policy } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';
import type { FindingDraft } from './draft.ts';
import type { Rule } from './rule.ts';

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
export function certainOfStatement(statement: Statement, rule: Rule, ask: Ask<Statement>): Iterable<FindingDraft> {
  const found = [...(ask(statement) ?? [])];
  if (found.length === 0) return found;
  const limits = unknownLimits(statement);
  const first = limits.length === 0 ? found : withUnknownLimits(statement, limits, rule, ask);
  if (first.length === 0 || !hasUnknown(statement)) return first;
  return standing(first, (supposition) => supposed(statement, supposition), ask);
}

/**
 * What is said of a statement whose condition is not known in part: nothing that rests on a condition, but what is about the form of
 * its known parts.
 */
function withUnknownLimits(
  statement: Statement,
  limits: readonly Span[],
  { category }: Rule,
  ask: Ask<Statement>,
): FindingDraft[] {
  let isRead = false;
  const noting = notingCondition(statement, () => {
    isRead = true;
  });
  const found = [...(ask(noting) ?? [])];
  if (!isRead) return found;
  if (category !== 'grammar' && category !== 'names') return [];
  const { condition } = statement;
  const around = condition && spanOf(condition.property.whole);
  return found.filter(
    ({ span }) =>
      around !== undefined &&
      around.start <= span.start &&
      span.end <= around.end &&
      !limits.some(({ start, end }) => start <= span.start && span.end <= end),
  );
}

/** What a rule says of a policy for certain. */
export function certainOfPolicy(policy: Policy, ask: Ask<Policy>): Iterable<FindingDraft> {
  const found = [...(ask(policy) ?? [])];
  if (found.length === 0) return found;
  let isRead = false;
  const statements = policy.statements.map((statement) =>
    unknownLimits(statement).length === 0
      ? statement
      : notingCondition(statement, () => {
          isRead = true;
        }),
  );
  const isLimited = statements.some((statement, index) => statement !== policy.statements[index]);
  const first = isLimited ? [...(ask({ ...policy, statements }) ?? [])] : found;
  if (isRead) return [];
  if (first.length === 0 || !policy.statements.some(hasUnknown)) return first;
  return standing(
    first,
    (supposition) => ({ ...policy, statements: policy.statements.map((each) => supposed(each, supposition)) }),
    ask,
  );
}
