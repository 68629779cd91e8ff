/**
 * How much work something is: the number of times that blocks of the code are executed, counted by V8. It does not depend
 * on the machine. What native functions do (regular expressions, searches in texts, sorting) is not counted.
 * https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#method-startPreciseCoverage
 */
import { Session } from 'node:inspector/promises';

export interface Counted {
  readonly total: number;
  /** By function; by its offset in the script where it has no name. */
  readonly byFunction: ReadonlyMap<string, number>;
}

/**
 * Counts work in the scripts that `isMeant` picks by their URL. It must be made before their functions run for the first
 * time: V8 counts the blocks of those that it compiles from then on.
 */
export class WorkCounter {
  readonly #session = new Session();
  readonly #isMeant: (url: string) => boolean;

  constructor(isMeant: (url: string) => boolean) {
    this.#isMeant = isMeant;
  }

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** The work since the counter was asked before. */
  async count(): Promise<Counted> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const byFunction = new Map<string, number>();
    let total = 0;
    for (const { functions, url } of result) {
      if (!this.#isMeant(url)) continue;
      for (const { functionName, ranges } of functions) {
        const count = ranges.reduce((sum, range) => sum + range.count, 0);
        total += count;
        const name = functionName || `at ${ranges[0]?.startOffset}`;
        byFunction.set(name, (byFunction.get(name) ?? 0) + count);
      }
    }
    return { total, byFunction };
  }

  stop(): void {
    this.#session.disconnect();
  }
}
