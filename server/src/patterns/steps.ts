/**
 * Work is counted in steps, so that no input takes longer than a stated bound. One step is the comparison of one character,
 * or of one position in a pattern. What takes its steps one by one calls `spend`; who starts the work says how many it gets.
 *
 * Architecture invariant: the same work takes the same steps, whatever is cached. An answer that is kept costs what it took
 * to find it (`measured`), and what is cached across documents takes no steps (`free`): its size has a bound of its own.
 */

/** Thrown where work has taken all its steps. Nothing is known about what was asked. */
export class OutOfSteps extends Error {
  constructor() {
    super('The work takes more steps than it may.');
  }
}

/** More than any process takes. */
const UNLIMITED = Number.MAX_SAFE_INTEGER;

let left = UNLIMITED;

/** Takes steps from the work that is going on. Throws OutOfSteps where none are left. */
export function spend(steps: number): void {
  left -= steps;
  if (left < 0) throw new OutOfSteps();
}

/** So many steps for each character of what the work looks at, and at least `fewest`. */
export const stepsFor = (length: number, forCharacter: number, fewest: number): number =>
  Math.max(fewest, forCharacter * length);

/** What work gives, and how many steps it took. */
export function measured<T>(work: () => T): { readonly value: T; readonly steps: number } {
  const before = left;
  const value = work();
  return { value, steps: before - left };
}

/** Runs work whose steps do not count. */
export function free<T>(work: () => T): T {
  const before = left;
  left = UNLIMITED;
  try {
    return work();
  } finally {
    left = before;
  }
}

/** A number of steps for several pieces of work together. */
export class Allowance {
  #steps: number;

  constructor(steps: number) {
    this.#steps = steps;
  }

  /** Runs work with the steps that are left, here and in the work around it. Throws OutOfSteps where it takes more. */
  run<T>(work: () => T): T {
    const outer = left;
    const given = Math.min(this.#steps, outer);
    left = given;
    try {
      return work();
    } finally {
      const taken = given - Math.max(0, left);
      this.#steps -= taken;
      left = outer - taken;
    }
  }

  /** What work gives, or `otherwise` where it takes more than the steps that are left. */
  runOr<T>(otherwise: T, work: () => T): T {
    try {
      return this.run(work);
    } catch (error) {
      if (error instanceof OutOfSteps) return otherwise;
      throw error;
    }
  }
}

/** Runs work that may take `most` steps, and no more than the work around it has left. Throws OutOfSteps beyond them. */
export const limited = <T>(most: number, work: () => T): T => new Allowance(most).run(work);

/** What work gives, or `otherwise` where it takes more than `most` steps. */
export const limitedOr = <T>(most: number, otherwise: T, work: () => T): T =>
  new Allowance(most).runOr(otherwise, work);
