/** Runs rules over a statement, a policy or a document, each with a limited number of steps. One that fails loses only itself. */
import { unfilledPlaces } from '../../iam/unfilled.ts';
import type { Data } from '../../model/data.ts';
import { partitionPoint } from '../../model/partition-point.ts';
import type { Span } from '../../model/span.ts';
import { limited, OutOfSteps, stepsFor } from '../../patterns/steps.ts';
import { openingOf } from '../../policy/data.ts';
import type { Statement } from '../../policy/statement.ts';
import { tooComplex } from '../document/too-complex.ts';
import { FEWEST_STEPS, STEPS_FOR_CHARACTER } from './bounds.ts';
import { type FindingDraft, finding, type Severity } from './draft.ts';
import { type Finding, finished } from './finding.ts';
import type { Rule } from './rule.ts';

/** Severity by rule id; `off` turns a rule off. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

export interface WorkOptions {
  readonly severities?: Severities;
  /** Is called with a rule that threw; the others go on. Without it, `run` throws. */
  readonly onFailure?: (rule: Rule, error: unknown) => void;
}

export class Work {
  readonly #statements: readonly Statement[];
  readonly #steps: number;
  readonly #options: WorkOptions;
  readonly #gaveUp: Rule[] = [];
  #unfilled: readonly Span[] | undefined;

  /** `length` is the number of characters of what the rules look at. */
  constructor(statements: readonly Statement[], length: number, options: WorkOptions) {
    this.#statements = statements;
    this.#steps = stepsFor(length, STEPS_FOR_CHARACTER, FEWEST_STEPS);
    this.#options = options;
  }

  /** Adds the findings of one rule: none where it gives up, and where it throws those before. False where it did either. */
  run(rule: Rule, drafts: () => Iterable<FindingDraft> | undefined, found: Finding[]): boolean {
    const { onFailure } = this.#options;
    const before = found.length;
    try {
      limited(this.#steps, () => {
        for (const draft of drafts() ?? []) if (!this.#isUnfilled(rule, draft)) found.push(this.#finished(rule, draft));
      });
      return true;
    } catch (error) {
      if (error instanceof OutOfSteps) {
        this.#gaveUp.push(rule);
        found.length = before;
      } else if (onFailure) onFailure(rule, error);
      else throw error;
      return false;
    }
  }

  /** A finding that names the rules that took too many steps, if there are some. */
  complaints(data: Data, what: 'statement' | 'policy' | 'document'): readonly Finding[] {
    const isOff = this.#options.severities?.[tooComplex.id] === 'off';
    if (this.#gaveUp.length === 0 || isOff) return [];
    return [this.#finished(tooComplex, gaveUpOn(data, what, this.#gaveUp))];
  }

  #finished(rule: Rule, draft: FindingDraft): Finding {
    const configured = this.#options.severities?.[rule.id];
    return finished(rule, draft, configured === 'off' ? undefined : configured);
  }

  /** Whether a finding about the form of a value stands at a placeholder, which is reported as such. */
  #isUnfilled({ judgesForm = false }: Rule, { span }: FindingDraft): boolean {
    if (!judgesForm) return false;
    this.#unfilled ??= this.#statements.flatMap(unfilledPlaces).toSorted((a, b) => a.start - b.start);
    // Placeholders do not overlap: the first one that ends behind the finding's start decides.
    const place = this.#unfilled[partitionPoint(this.#unfilled, ({ end }) => end <= span.start)];
    return place !== undefined && place.start < span.end;
  }
}

/** `what`: what `data` is the object of. `rules` are those that gave up on it. */
function gaveUpOn(data: Data, what: string, rules: readonly Rule[]): FindingDraft {
  const names = rules.slice(0, 3).map(({ id }) => `"${id}"`);
  const others = rules.length > 3 ? ` and ${rules.length - 3} more` : '';
  return finding(
    openingOf(data),
    `This ${what} is too complex to be judged completely: ${names.join(', ')}${others} gave up on it. Divide its lists, and use fewer wildcards in a pattern.`,
  );
}
