/**
 * Whether a change of a document lets more through: some request that was not allowed is, or a Deny has been lifted. Asked
 * about requests that the changed statements themselves speak of; a statement that stays as it is cannot tell them apart.
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { Applies } from '../iam/applies.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import { applies, type Request } from './evaluate.ts';
import { requestsAbout } from './requests.ts';

/** A statement, with what its policy decides about it. */
interface Voice {
  readonly statement: Statement;
  readonly policy: Policy;
}

/** Of more statements that have changed at once, none is looked for that says what another one said before. */
const MOST_CHANGED = 100;

/** A request that `after` lets through and `before` did not; undefined where none of those tried is one. */
export function newAccess(before: PolicyDocument, after: PolicyDocument, catalog: Catalog): Request | undefined {
  if (before.policies.length !== after.policies.length) {
    return newAccessIn(before.policies.flatMap(voicesOf), after.policies.flatMap(voicesOf), catalog);
  }
  for (const [index, policy] of before.policies.entries()) {
    const other = after.policies[index];
    if (!other || isSame(policy, before, other, after)) continue;
    const found = newAccessIn(voicesOf(policy), voicesOf(other), catalog);
    if (found) return found;
  }
  return undefined;
}

/** Whether a policy stays as it is, as most of a template's do. */
const isSame = (policy: Policy, { text }: PolicyDocument, other: Policy, { text: later }: PolicyDocument): boolean =>
  policy.kind === other.kind &&
  text.slice(policy.span.start, policy.span.end) === later.slice(other.span.start, other.span.end);

const voicesOf = (policy: Policy): readonly Voice[] => policy.statements.map((statement) => ({ statement, policy }));

function newAccessIn(before: readonly Voice[], after: readonly Voice[], catalog: Catalog): Request | undefined {
  if (before.length === after.length) {
    // Mostly statements have changed where they stand. Where none of them says more than it did, all together do not.
    const changed = before.flatMap((gone, index): (readonly [Voice, Voice])[] => {
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
    before.filter((voice) => !isGone.has(voice)),
    catalog,
  );
}

/** A request about changed statements that they let through since; `same` are those that have stayed. */
function firstMore(
  gone: readonly Voice[],
  come: readonly Voice[],
  same: readonly Voice[],
  catalog: Catalog,
): Request | undefined {
  const before = gone.map(({ statement }) => statement);
  const after = come.map(({ statement }) => statement);
  for (const statement of [...after, ...before]) {
    for (const request of requestsAbout(statement, before, after, catalog)) {
      if (letsMoreThrough(request, gone, come, same)) return request;
    }
  }
  return undefined;
}

/** The voices that the others do not have, each as often as it is missing there. */
function without(voices: readonly Voice[], others: readonly Voice[]): readonly Voice[] {
  const left = new Map<string, number>();
  for (const voice of others) left.set(keyOf(voice), (left.get(keyOf(voice)) ?? 0) + 1);
  return voices.filter((voice) => {
    const count = left.get(keyOf(voice)) ?? 0;
    left.set(keyOf(voice), count - 1);
    return count <= 0;
  });
}

const keyOf = ({ statement, policy }: Voice): string => `${policy.hasVariables}${policy.kind}${statement.text}`;

const RANK: Readonly<Record<Applies, number>> = { no: 0, maybe: 1, yes: 2 };

/** How far the voices of one effect speak of a request. */
function spoken(voices: readonly Voice[], effect: string, request: Request): number {
  let most = 0;
  for (const { statement, policy } of voices) {
    if (statement.effect?.text === effect) most = Math.max(most, RANK[applies(statement, request, policy)]);
  }
  return most;
}

function letsMoreThrough(request: Request, gone: readonly Voice[], come: readonly Voice[], same: readonly Voice[]) {
  const deniedBefore = spoken(gone, 'Deny', request);
  const deniedAfter = spoken(come, 'Deny', request);
  if (deniedAfter < deniedBefore && spoken(same, 'Deny', request) < deniedBefore) return true;
  if (spoken(come, 'Allow', request) === 0 || spoken(gone, 'Allow', request) > 0) return false;
  const isDenied = deniedAfter === 2 || spoken(same, 'Deny', request) === 2;
  return !isDenied && spoken(same, 'Allow', request) === 0;
}
