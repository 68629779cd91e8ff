/** Whether one pattern matches everything that another one does, and which of several patterns the others make unnecessary. */
import { spend } from './steps.ts';
import { type Automaton, DEAD, otherUnit, type TextPattern } from './text-pattern.ts';

/** Whether every text that `inner` matches is matched by `outer`. Exact; throws OutOfSteps where the steps (steps.ts) are used up. */
export function coversText(outer: Automaton, inner: Automaton): boolean {
  const seen = new Set<string>();
  const work: (readonly [outer: number, inner: number])[] = [[outer.start, inner.start]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const [outside, inside] = pair;
    spend(1);
    if (inside === DEAD) continue;
    // Whatever state is alive has an end that is accepted.
    if (outside === DEAD || (inner.accepts(inside) && !outer.accepts(outside))) return false;
    const key = `${outside} ${inside}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const units = new Set([...outer.wanted(outside), ...inner.wanted(inside)]);
    for (const unit of [...units, otherUnit(units)]) work.push([outer.step(outside, unit), inner.step(inside, unit)]);
  }
  return true;
}

/** A pattern as it is written, read, and as an automaton. */
export interface ReadPattern {
  readonly text: string;
  readonly pattern: TextPattern;
  readonly automaton: Automaton;
}

/** The patterns without those that another one of them covers, each once, in their order. */
export function withoutCovered<T extends ReadPattern>(patterns: readonly T[]): readonly T[] {
  const all = [...new Map(patterns.map((each) => [each.text, each])).values()];
  const wide = all.filter(({ pattern }) => pattern.some(({ kind }) => kind === 'star' || kind === 'any'));
  const beginnings = new Map(all.map((each) => [each, beginningOf(each.pattern)]));
  const left = new Set(all);
  for (const inner of all) {
    const beginning = beginnings.get(inner) ?? '';
    const isCovered = wide.some(
      (outer) =>
        outer !== inner &&
        left.has(outer) &&
        beginning.startsWith(beginnings.get(outer) ?? '') &&
        coversText(outer.automaton, inner.automaton),
    );
    if (isCovered) left.delete(inner);
  }
  return [...left];
}

/** The characters before the first wildcard. */
function beginningOf(pattern: TextPattern): string {
  let beginning = '';
  for (const token of pattern) {
    if (token.kind !== 'character') break;
    beginning += token.character;
  }
  return beginning;
}
