/**
 * Whether a change of a document widens access: it allows a request that was not allowed, or it lifts a Deny. The versions
 * are compared by requests that the changed statements name; a statement that both versions have decides alike in both.
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { Applies } from '../iam/applies.ts';
import { filledIn } from '../iam/filled-in.ts';
import type { Span } from '../model/span.ts';
import { HOLE } from '../patterns/hole.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import { type Value, within } from '../policy/value.ts';
import { applies, type Request } from './evaluate.ts';
import { requestsAbout } from './requests.ts';

/** A statement, with what its policy decides about it. */
interface OwnedStatement {
  readonly statement: Statement;
  readonly policy: Policy;
}

/** If more statements than this have changed at once, the comparison does not look for statements that have only moved. */
const MOST_CHANGED = 100;

/** A request that `after` allows and `before` did not allow; undefined where no request that was tried is one. */
export function newAccess(before: PolicyDocument, after: PolicyDocument, catalog: Catalog): Request | undefined {
  if (before.policies.length !== after.policies.length) {
    const all = ({ policies, text }: PolicyDocument) => policies.flatMap((policy) => ownedStatements(policy, text));
    return newAccessIn(all(before), all(after), catalog);
  }
  for (const [index, policy] of before.policies.entries()) {
    const other = after.policies[index];
    if (!other || isSame(policy, before, other, after)) continue;
    const found = newAccessIn(ownedStatements(policy, before.text), ownedStatements(other, after.text), catalog);
    if (found) return found;
  }
  return undefined;
}

/** Whether a policy is the same in both versions, as most policies of a template are. */
const isSame = (policy: Policy, { text }: PolicyDocument, other: Policy, { text: later }: PolicyDocument): boolean =>
  policy.kind === other.kind &&
  text.slice(policy.span.start, policy.span.end) === later.slice(other.span.start, other.span.end);

/** `text` is the document's. What a template fills in is a variable, named by how it is written: the same in both versions. */
const ownedStatements = (policy: Policy, text: string): readonly OwnedStatement[] =>
  policy.statements.map((statement) => ({ statement: filledIn(statement, (value) => named(value, text)), policy }));

function named(value: Value, text: string): Value {
  const nameOf = ({ start, end }: Span) => `\${${text.slice(start, end).replace(/[\s{}]/g, '')}}`;
  if (value.kind === 'unknown') return { ...value, kind: 'string', text: nameOf(value.span), runs: [] };
  if (value.kind !== 'partial') return value;
  const pieces = value.text.split(HOLE);
  let at = 0;
  const filled = pieces.map((piece, index) => {
    at += piece.length + 1;
    return index === pieces.length - 1 ? piece : piece + nameOf(within(value, at - 1, at));
  });
  return { ...value, kind: 'string', text: filled.join('') };
}

function newAccessIn(
  before: readonly OwnedStatement[],
  after: readonly OwnedStatement[],
  catalog: Catalog,
): Request | undefined {
  if (before.length === after.length) {
    // Usually statements have changed in place. If no changed statement allows more than before, all of them together do not.
    const changed = before.flatMap((gone, index): (readonly [OwnedStatement, OwnedStatement])[] => {
      const come = after[index];
      return come && keyOf(gone) !== keyOf(come) ? [[gone, come]] : [];
    });
    let found: Request | undefined;
    for (const [gone, come] of changed) found ??= firstMore([gone], [come], [], catalog);
    if (!found || changed.length > MOST_CHANGED) return found;
  }
  const gone = without(before, after);
  const isGone = new Set(gone);
  return firstMore(
    gone,
    without(after, before),
    before.filter((owned) => !isGone.has(owned)),
    catalog,
  );
}

/** A request that only the changed statements of the later version allow; `same` are the unchanged statements. */
function firstMore(
  gone: readonly OwnedStatement[],
  come: readonly OwnedStatement[],
  same: readonly OwnedStatement[],
  catalog: Catalog,
): Request | undefined {
  const before = gone.map(({ statement }) => statement);
  const after = come.map(({ statement }) => statement);
  for (const statement of [...after, ...before]) {
    for (const request of requestsAbout(statement, before, after, catalog)) {
      if (widensAccess(request, gone, come, same)) return request;
    }
  }
  return undefined;
}

/** The statements that the other version lacks, each as often as it is missing there. */
function without(all: readonly OwnedStatement[], others: readonly OwnedStatement[]): readonly OwnedStatement[] {
  const left = new Map<string, number>();
  for (const owned of others) left.set(keyOf(owned), (left.get(keyOf(owned)) ?? 0) + 1);
  return all.filter((owned) => {
    const count = left.get(keyOf(owned)) ?? 0;
    left.set(keyOf(owned), count - 1);
    return count <= 0;
  });
}

const keyOf = ({ statement, policy }: OwnedStatement): string =>
  `${policy.hasVariables}${policy.kind}${statement.text}`;

const RANK: Readonly<Record<Applies, number>> = { no: 0, maybe: 1, yes: 2 };

/** How certainly some statement of one effect applies to a request: 0 no, 1 perhaps, 2 yes. */
function rankOf(all: readonly OwnedStatement[], effect: string, request: Request): number {
  let most = 0;
  for (const { statement, policy } of all) {
    if (statement.effect?.text === effect) most = Math.max(most, RANK[applies(statement, request, policy)]);
  }
  return most;
}

function widensAccess(
  request: Request,
  gone: readonly OwnedStatement[],
  come: readonly OwnedStatement[],
  same: readonly OwnedStatement[],
) {
  const deniedBefore = rankOf(gone, 'Deny', request);
  const deniedAfter = rankOf(come, 'Deny', request);
  if (deniedAfter < deniedBefore && rankOf(same, 'Deny', request) < deniedBefore) return true;
  if (rankOf(come, 'Allow', request) === 0 || rankOf(gone, 'Allow', request) > 0) return false;
  const isDenied = deniedAfter === 2 || rankOf(same, 'Deny', request) === 2;
  return !isDenied && rankOf(same, 'Allow', request) === 0;
}
