/**
 * The classes of texts that patterns tell apart: two texts are of one class where the same patterns match both. Walks all
 * patterns side by side, breadth first, so that each class comes with a shortest text. Exact.
 */
import { spend } from './steps.ts';
import { type Automaton, DEAD } from './text-pattern.ts';

export interface TextClass {
  /** Which patterns match: one Boolean for each, in their order. */
  readonly matches: readonly boolean[];
  /** A shortest text of the class. */
  readonly example: string;
}

/** Characters to write where any other character would do. */
const FILLERS = [...'xyzabcdefghijklmnopqrstuvw0123456789XYZ-_.'];
const otherThan = (wanted: ReadonlySet<string>): string => FILLERS.find((each) => !wanted.has(each)) ?? '\u2022';

interface Reached {
  readonly states: readonly number[];
  readonly within: number;
  readonly text: string;
}

/**
 * The classes of all texts, or of those that `within` matches. Takes a step (steps.ts) for each pattern in each state that it
 * visits, and throws OutOfSteps where those are used up: the states can grow exponentially with stars that overlap.
 */
export function textClasses(patterns: readonly Automaton[], within?: Automaton): readonly TextClass[] {
  const classes = new Map<string, TextClass>();
  const seen = new Set<string>();
  const work: Reached[] = [{ states: patterns.map(({ start }) => start), within: within?.start ?? 0, text: '' }];
  for (let index = 0; index < work.length; index++) {
    const current = work[index];
    if (!current) break;
    const { states, text } = current;
    if (!within || within.accepts(current.within)) {
      const matches = states.map((state, pattern) => patterns[pattern]?.accepts(state) ?? false);
      const key = matches.map(Number).join('');
      if (!classes.has(key)) classes.set(key, { matches, example: text });
    }
    for (const unit of unitsFrom(patterns, within, current)) {
      const inside = within ? within.step(current.within, unit) : 0;
      if (inside === DEAD) continue;
      spend(states.length + 1);
      let key = String.fromCharCode(inside);
      const next: number[] = [];
      for (const [pattern, state] of states.entries()) {
        const stepped = state === DEAD ? DEAD : (patterns[pattern]?.step(state, unit) ?? DEAD);
        next.push(stepped);
        key += String.fromCharCode(stepped + 1);
      }
      if (seen.has(key)) continue;
      seen.add(key);
      work.push({ states: next, within: inside, text: text + unit });
    }
  }
  return [...classes.values()];
}

/** The characters that make a difference to any pattern, and one that makes none. */
function unitsFrom(
  patterns: readonly Automaton[],
  within: Automaton | undefined,
  { states, within: inside }: Reached,
): ReadonlySet<string> {
  const units = new Set<string>();
  for (const unit of within?.wanted(inside) ?? []) units.add(unit);
  for (const [pattern, state] of states.entries()) {
    const automaton = patterns[pattern];
    if (state === DEAD || !automaton) continue;
    for (const unit of automaton.wanted(state)) units.add(unit);
  }
  units.add(otherThan(units));
  return units;
}
