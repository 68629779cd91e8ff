/**
 * What has been found out about a statement from its text alone, kept as long as the text stays: a later version of the
 * document has new statements, but most of them say what they said before.
 */
import type { Statement } from '../policy/statement.ts';

/** Facts by name. They must hold no offsets and no nodes: those are of one version only. */
export type Facts = Map<string, unknown>;

const known = new WeakMap<Statement, Facts>();

export function factsOf(statement: Statement): Facts {
  let facts = known.get(statement);
  if (!facts) {
    facts = new Map();
    known.set(statement, facts);
  }
  return facts;
}

/** Gives a statement the facts of an earlier one with the same text. */
export const shareFacts = (statement: Statement, facts: Facts): void => {
  known.set(statement, facts);
};

/** A fact about a statement, found out once. `name` says which, and must be used for this fact only. */
export function fact<T>(statement: Statement, name: string, find: () => T): T {
  const facts = factsOf(statement);
  if (facts.has(name)) return facts.get(name) as T;
  const found = find();
  facts.set(name, found);
  return found;
}
