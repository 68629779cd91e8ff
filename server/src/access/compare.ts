/** The policies of two versions of a document, compared one by one. */
import type { Catalog } from '../catalog/catalog.ts';
import { pathOf } from '../policy/data.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Gain, Pair, stepsToCompare } from './gains.ts';
import type { Version } from './versions.ts';

/** A policy of one version and the same policy of the other; undefined where the other version has none. */
export interface PairOfVersions {
  readonly before: Version | undefined;
  readonly after: Version | undefined;
}

/**
 * The policies of two versions of a document side by side: in their order where both have as many, else by the names of the
 * properties under which they stand.
 */
export function pairs(before: PolicyDocument, after: PolicyDocument): readonly PairOfVersions[] {
  const [old, young] = [versionsIn(before), versionsIn(after)];
  if (old.length === young.length) return old.map((version, index) => ({ before: version, after: young[index] }));
  const places = (versions: readonly Version[]) => {
    const found = new Map<string, Version>();
    for (const version of versions) {
      const path = pathOf(version.policy.data).join('\n');
      let place = path;
      for (let number = 2; found.has(place); number++) place = `${path}\n${number}`;
      found.set(place, version);
    }
    return found;
  };
  const [was, is] = [places(old), places(young)];
  return [...new Set([...was.keys(), ...is.keys()])].map((place) => ({ before: was.get(place), after: is.get(place) }));
}

const versionsIn = ({ policies, text }: PolicyDocument): readonly Version[] =>
  policies.map((policy) => ({ policy, text }));

/** Whether a policy is the same in both versions, as most policies of a template are. */
export const isUnchanged = ({ before, after }: PairOfVersions): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.policy.kind === after.policy.kind &&
  sourceOf(before) === sourceOf(after);

const sourceOf = ({ policy: { span }, text }: Version): string => text.slice(span.start, span.end);

/** What `after` allows and `before` does not, or a Deny that `after` lacks; undefined where there is neither. */
export function newAccess(before: PolicyDocument, after: PolicyDocument, catalog: Catalog): Gain | undefined {
  const steps = stepsToCompare();
  for (const versions of pairs(before, after)) {
    if (isUnchanged(versions)) continue;
    const pair = new Pair(versions.before, versions.after, catalog, steps);
    for (const gain of pair.gained()) return gain;
    for (const gain of pair.undenied()) return gain;
  }
  return undefined;
}
