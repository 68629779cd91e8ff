/** Whether one pattern matches everything that another one does, and which of several patterns the others make unnecessary. */
import { spend } from './steps.ts';
import { type Automaton, DEAD, otherUnit } from './text-pattern.ts';

/** Whether every text that `inner` matches is matched by `outer`. Exact; throws OutOfSteps where the steps (steps.ts) are used up. */
function coversText(outer: Automaton, inner: Automaton): boolean {
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

/** A pattern as it is written, and as an automaton, which is made when it is first needed. */
export interface ReadPattern {
  readonly text: string;
  readonly automaton: () => Automaton;
}

/** The patterns without those that another one of them covers, each once, in their order. */
export function withoutCovered<T extends ReadPattern>(patterns: readonly T[]): readonly T[] {
  const all = [...new Map(patterns.map((each) => [each.text, each])).values()];
  const wide = all.filter(({ text }) => isWild(text)).map((each) => ({ each, ...endsOf(each.text) }));
  const left = new Set(all);
  for (const inner of all) {
    const { beginning, ending } = isWild(inner.text) ? endsOf(inner.text) : bothEnds(inner.text);
    const isCovered = wide.some(
      (outer) =>
        outer.each !== inner &&
        left.has(outer.each) &&
        beginning.startsWith(outer.beginning) &&
        ending.endsWith(outer.ending) &&
        coversText(outer.each.automaton(), inner.automaton()),
    );
    if (isCovered) left.delete(inner);
  }
  return [...left];
}

const isWild = (text: string): boolean => /[*?$]/.test(text);

/** What a pattern's texts begin and end with, in lower case: what stands before its first, and behind its last wildcard or variable. */
function endsOf(text: string): { readonly beginning: string; readonly ending: string } {
  const last = Math.max(text.lastIndexOf('*'), text.lastIndexOf('?'), text.lastIndexOf('}'));
  return { beginning: text.slice(0, text.search(/[*?$]/)).toLowerCase(), ending: text.slice(last + 1).toLowerCase() };
}

const bothEnds = (text: string) => ({ beginning: text.toLowerCase(), ending: text.toLowerCase() });
