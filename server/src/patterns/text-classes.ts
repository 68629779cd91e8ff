/**
 * The classes of texts that patterns tell apart: two texts are of one class where the same patterns match both. Walks all
 * patterns side by side, breadth first, so that each class comes with a shortest text. Exact.
 */
import { spend } from './steps.ts';
import { type Automaton, DEAD, otherUnit } from './text-pattern.ts';

export interface TextClass {
  /** Which patterns match, by their numbers in order. */
  readonly matches: readonly number[];
  /** A shortest text of the class. */
  readonly example: string;
}

/** The patterns that may still match, by their numbers, and the state of each. */
interface Reached {
  readonly live: readonly number[];
  readonly states: readonly number[];
  readonly within: number;
  readonly text: string;
}

/**
 * The classes of all texts, or of those that `within` matches. Takes a step (steps.ts) for each pattern that may still match in
 * each state that it visits, and throws OutOfSteps where those are used up: the states can grow exponentially with stars that
 * overlap.
 */
export function textClasses(patterns: readonly Automaton[], within?: Automaton): readonly TextClass[] {
  const classes = new Map<string, TextClass>();
  const seen = new Set<string>();
  const start: Reached = {
    live: patterns.map((_, pattern) => pattern),
    states: patterns.map((pattern) => pattern.start),
    within: within?.start ?? 0,
    text: '',
  };
  const work: Reached[] = [start];
  for (let index = 0; index < work.length; index++) {
    const current = work[index];
    if (!current) break;
    const { live, states, text } = current;
    if (!within || within.accepts(current.within)) {
      const matches = live.filter((pattern, at) => patterns[pattern]?.accepts(states[at] ?? DEAD));
      const key = matches.join();
      if (!classes.has(key)) classes.set(key, { matches, example: text });
    }
    for (const unit of unitsFrom(patterns, within, current)) {
      const inside = within ? within.step(current.within, unit) : 0;
      if (inside === DEAD) continue;
      const next = stepped(patterns, current, unit);
      const key = String.fromCharCode(inside, ...next.live, 0xffff, ...next.states);
      if (seen.has(key)) continue;
      seen.add(key);
      work.push({ ...next, within: inside, text: text + unit });
    }
  }
  return [...classes.values()];
}

function stepped(
  patterns: readonly Automaton[],
  { live, states }: Reached,
  unit: string,
): Pick<Reached, 'live' | 'states'> {
  spend(live.length + 1);
  const alive: number[] = [];
  const reached: number[] = [];
  for (const [at, pattern] of live.entries()) {
    const state = patterns[pattern]?.step(states[at] ?? DEAD, unit) ?? DEAD;
    if (state === DEAD) continue;
    alive.push(pattern);
    reached.push(state);
  }
  return { live: alive, states: reached };
}

/** The characters that make a difference to any pattern, and one that makes none. */
function unitsFrom(
  patterns: readonly Automaton[],
  within: Automaton | undefined,
  current: Reached,
): ReadonlySet<string> {
  const units = new Set<string>(within?.wanted(current.within));
  for (const [at, pattern] of current.live.entries())
    for (const unit of patterns[pattern]?.wanted(current.states[at] ?? DEAD) ?? []) units.add(unit);
  units.add(otherUnit(units));
  return units;
}
