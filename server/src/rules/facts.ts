/**
 * What has been found out about a statement from its text alone, kept as long as the text stays: a later version of the
 * document has new statements, but most of them say what they said before.
 */
import type { ElementSet, Note, Statement } from '../policy/statement.ts';

/** Facts, each at the place of its question. They hold no offsets and no nodes: those are of one version only. */
export type Facts = (Note | undefined)[];

export function factsOf({ notes }: Statement): Facts {
  notes.shared ??= [];
  return notes.shared;
}

/** Gives a statement the facts of an earlier one: all, or those that do not rest on elements which have `changed`. */
export function shareFacts({ notes }: Statement, facts: Facts, changed: ElementSet = 0): void {
  notes.shared = changed === 0 ? facts : facts.map((note) => (note && note.asked & changed ? undefined : note));
}

type Find<T, Given> = (statement: Statement, given: Given) => T;

let questions = 0;

/** A question about a statement, answered once for each text that it has. The answer holds no nodes and no offsets. */
export function fact<T>(find: (statement: Statement) => T): (statement: Statement) => T {
  const ask = factBy(find);
  return (statement) => ask(statement, undefined);
}

/** The same with something that is one for all versions of a document: the catalog. */
export function factBy<T, Given>(find: Find<T, Given>): Find<T, Given> {
  const place = questions++;
  return (statement, given) => remembered(statement, factsOf(statement), place, find, given);
}

/** The same with a subject: one of a few names that stand in the rules themselves. */
export function factAbout<S extends string, T>(
  find: (statement: Statement, subject: S) => T,
): (statement: Statement, subject: S) => T {
  const bySubject = new Map<S, (statement: Statement) => T>();
  return (statement, subject) => {
    let ask = bySubject.get(subject);
    if (!ask) {
      ask = fact((each) => find(each, subject));
      bySubject.set(subject, ask);
    }
    return ask(statement);
  };
}

let details = 0;

/** A question whose answer holds nodes or offsets, and so is found once a version. */
export function detail<T>(find: (statement: Statement) => T): (statement: Statement) => T {
  const place = details++;
  return (statement) => {
    statement.notes.own ??= [];
    return remembered(statement, statement.notes.own, place, find, undefined);
  };
}

/** Who takes what was found out earlier has asked for the elements that it was found out from. */
function remembered<T, Given>(
  statement: Statement,
  kept: (Note | undefined)[],
  place: number,
  find: Find<T, Given>,
  given: Given,
): T {
  const { notes } = statement;
  const known = kept[place];
  if (known) {
    notes.asked |= known.asked;
    return known.value as T;
  }
  const before = notes.asked;
  notes.asked = 0;
  const value = find(statement, given);
  kept[place] = { value, asked: notes.asked };
  notes.asked |= before;
  return value;
}
