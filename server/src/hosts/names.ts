/** Which names an object holds. Names compare without regard to case, as IAM compares keys and operators. */

import type { Property } from '../model/data.ts';
import { type Node, nodeOf, properties } from '../model/node.ts';
import { memoizedBy } from '../patterns/memo.ts';

/** The properties of an object by their names in lower case. Kept for each object: many fixes ask for the same one. */
const byName = memoizedBy((object: Node) =>
  grouped(
    properties(object).map(({ whole }) => whole),
    nameOf,
  ),
);

/** The same in groups by a name, in order. */
export function grouped<T>(all: readonly T[], nameOfOne: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = nameOfOne(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}

const nameOf = ({ children }: Node): string => String(children?.[0]?.value).toLowerCase();

/** Whether an object has a property of this name, in any case. `beside`: one that does not count. */
export const holdsName = (object: Node | undefined, name: string, beside?: Node): boolean =>
  object !== undefined && (byName(object).get(name.toLowerCase()) ?? []).some((node) => node !== beside);

/** The other properties of an object that have the name of one of them, in any case. */
export const namedAlike = (property: Node): readonly Node[] =>
  property.parent ? (byName(property.parent).get(nameOf(property)) ?? []).filter((node) => node !== property) : [];

export function renameable({ whole }: Property, name: string): boolean {
  const node = nodeOf(whole);
  return !holdsName(node.parent, name, node);
}
