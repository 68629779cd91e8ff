/** What an edit of a document changed about access. */
import { isUnchanged, pairs } from '../access/compare.ts';
import { type Change, type Gain, isUndecided, Pair, stepsToCompare, type Undecided } from '../access/gains.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { placeName } from './symbols.ts';

/** A policy of the document, by the name that `bedrock-policy list` gives it. */
interface ComparedPolicy {
  readonly name: string;
  readonly kind: PolicyKind;
}

export interface PolicyChange extends Change {
  readonly policy: ComparedPolicy;
}

export interface UndecidedChange extends Undecided {
  readonly policy: ComparedPolicy;
}

export interface AccessChanges {
  readonly newAccess: readonly PolicyChange[];
  readonly lostAccess: readonly PolicyChange[];
  /** A Deny is gone, and this policy does not allow it: another policy may. */
  readonly noLongerDenied: readonly PolicyChange[];
  /** New access to actions that AWS may add later, which the catalog does not have. */
  readonly future: readonly PolicyChange[];
  readonly undecided: readonly UndecidedChange[];
  /** Whether everything was decided, and every change exists for certain. */
  readonly isExact: boolean;
  readonly policies: readonly ComparedPolicy[];
}

/** Compares two versions of a document. Either may be without policies. */
export function accessChanges(before: PolicyDocument, after: PolicyDocument, catalog: Catalog): AccessChanges {
  const newAccess: PolicyChange[] = [];
  const lostAccess: PolicyChange[] = [];
  const noLongerDenied: PolicyChange[] = [];
  const future: PolicyChange[] = [];
  const undecided: UndecidedChange[] = [];
  const policies: ComparedPolicy[] = [];
  const steps = stepsToCompare();
  for (const versions of pairs(before, after)) {
    const version = versions.after ?? versions.before;
    if (!version) continue;
    const policy = { name: placeName(version.policy.data), kind: version.policy.kind };
    policies.push(policy);
    if (isUnchanged(versions)) continue;
    const pair = new Pair(versions.before, versions.after, catalog, steps);
    const take = (gains: Iterable<Gain>, into: PolicyChange[], ofFuture: PolicyChange[]) => {
      for (const gain of gains) {
        if (isUndecided(gain)) undecided.push({ ...gain, policy });
        else (gain.isFuture ? ofFuture : into).push({ ...gain, policy });
      }
    };
    take(pair.gained(), newAccess, future);
    take(pair.lost(), lostAccess, []);
    take(pair.undenied(), noLongerDenied, []);
  }
  const changes = [...newAccess, ...lostAccess, ...noLongerDenied];
  const isExact = undecided.length === 0 && changes.every((each) => each.isExact);
  return { newAccess, lostAccess, noLongerDenied, future, undecided, isExact, policies };
}
