/**
 * What has been found out about a statement from its text alone, kept as long as the text stays: a later version of the
 * document has new statements, but most of them say what they said before.
 */
import type { Statement } from '../policy/statement.ts';

/** Facts by name. They must hold no offsets and no nodes: those are of one version only. */
export type Facts = Map<string, unknown>;

export function factsOf({ notes }: Statement): Facts {
  notes.shared ??= new Map();
  return notes.shared;
}

/** Gives a statement the facts of an earlier one with the same text. */
export const shareFacts = ({ notes }: Statement, facts: Facts): void => {
  notes.shared = facts;
};

/** A fact about a statement, found out once. `name` says which, and must be used for this fact only. */
export const fact = <T>(statement: Statement, name: string, find: () => T): T =>
  remembered(factsOf(statement), name, find);

/** The same for what holds nodes or offsets, and so is found out once a version. */
export function detail<T>({ notes }: Statement, name: string, find: () => T): T {
  notes.own ??= new Map();
  return remembered(notes.own, name, find);
}

function remembered<T>(known: Map<string, unknown>, name: string, find: () => T): T {
  const found = known.get(name);
  if (found !== undefined) return found as T;
  const fresh = find();
  known.set(name, fresh);
  return fresh;
}
