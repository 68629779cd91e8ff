/**
 * Keeps answers about statements from one version of a document to the next: the answers to questions such as "does the
 * statement allow inference?", and what each rule finds.
 *
 * Architecture invariant: an answer depends on nothing but the elements of its statement that were read to find it, and it
 * is kept exactly as long as the text of those elements stays the same. An answer that is kept holds no data, no span and
 * no offset; an answer that holds some counts as read from the whole statement, or is kept for one version only.
 * test/unit/iam/answers.test.ts walks and freezes all answers.
 */

import { memoized } from '../patterns/memo.ts';
import { measured, spend } from '../patterns/steps.ts';
import { spanOf } from '../policy/data.ts';
import { STATEMENT_ELEMENTS, type Statement } from '../policy/statement.ts';

/** A set of a statement's elements: bit `n` stands for `STATEMENT_ELEMENTS[n]`. */
type ElementSet = number;

/** Also what stands in no element: other properties, comments, and the place of everything. */
const EVERYTHING: ElementSet = -1;

interface Answer {
  readonly value: unknown;
  readonly read: ElementSet;
  /** What it took to find it: reading it costs the same, so that no rule gives up sooner or later than in a fresh document. */
  readonly steps: number;
}

type Keep = 'whileUnchanged' | 'forThisVersion';

/** By what was asked: the function of a question, or a rule. */
export type Answers = Map<object, Answer>;

/** A statement that notes which of its elements are read, and keeps the answers that were found from them. */
export class TrackedStatement implements Statement {
  readonly answers: Answers;
  readonly #statement: Statement;
  readonly #answersOfVersion: Answers = new Map();
  #read: ElementSet = 0;

  constructor(statement: Statement, answers: Answers) {
    this.#statement = statement;
    this.answers = answers;
  }

  get data() {
    return this.#all().data;
  }
  get span() {
    return this.#all().span;
  }
  get text() {
    return this.#all().text;
  }
  get isConditional() {
    return this.#statement.isConditional; // no element of the statement decides that
  }
  get properties() {
    return this.#all().properties;
  }
  get sid() {
    return this.#element(0).sid;
  }
  get effect() {
    return this.#element(1).effect;
  }
  get principal() {
    return this.#element(2).principal;
  }
  get notPrincipal() {
    return this.#element(3).notPrincipal;
  }
  get action() {
    return this.#element(4).action;
  }
  get notAction() {
    return this.#element(5).notAction;
  }
  get resource() {
    return this.#element(6).resource;
  }
  get notResource() {
    return this.#element(7).notResource;
  }
  get condition() {
    return this.#element(8).condition;
  }

  /** The answer under a key: the one that is kept, or what `find` returns. `find` reads this statement. */
  answer<T>(key: object, find: () => T, keep: Keep = 'whileUnchanged'): T {
    const answers = keep === 'whileUnchanged' ? this.answers : this.#answersOfVersion;
    let answer = answers.get(key);
    const before = this.#read;
    if (answer) spend(answer.steps);
    else {
      this.#read = 0;
      answer = { ...measured(find), read: this.#read };
      answers.set(key, answer);
    }
    // Reading a kept answer counts as reading the elements that it was found from.
    this.#read = before | answer.read;
    return answer.value as T;
  }

  /** Counts as reading the whole statement: for an answer that holds spans, or that must not be used again. */
  readEverything(): void {
    this.#read = EVERYTHING;
  }

  #element(index: number): Statement {
    this.#read |= 1 << index;
    return this.#statement;
  }

  #all(): Statement {
    this.readEverything();
    return this.#statement;
  }
}

type Question<T> = (statement: Statement) => T;

/** Asks a tracked statement, which keeps the answer; finds it anew in any other. */
const asked =
  <T>(find: Question<T>, keep: Keep): Question<T> =>
  (statement) =>
    statement instanceof TrackedStatement ? statement.answer(find, () => find(statement), keep) : find(statement);

/** A question about a statement. The answer is kept as long as what it was found from stays the same. */
export const question = <T>(find: Question<T>): Question<T> => asked(find, 'whileUnchanged');

/** A question whose answer holds data or spans, and so is found once for each version. */
export const questionOfVersion = <T>(find: Question<T>): Question<T> => asked(find, 'forThisVersion');

/** A question with a subject, one of a few names that stand in the code, such as an action's. */
export function questionAbout<S extends string, T>(
  find: (statement: Statement, subject: S) => T,
): (statement: Statement, subject: S) => T {
  const bySubject = new Map<S, Question<T>>();
  return (statement, subject) =>
    memoized(bySubject, 1000, subject, () => question((each) => find(each, subject)))(statement);
}

/** A statement's text, with where each of STATEMENT_ELEMENTS stands in it. */
export interface ElementTexts {
  readonly text: string;
  readonly spans: readonly ({ readonly start: number; readonly end: number } | undefined)[];
}

/** `text` is the statement's. */
export const elementTexts = ({ properties, span: whole }: Statement, text: string): ElementTexts => ({
  text,
  spans: STATEMENT_ELEMENTS.map((name) => {
    const property = properties.findLast((each) => each.name === name);
    if (!property) return undefined;
    const { start, end } = spanOf(property.whole);
    return { start: start - whole.start, end: end - whole.start };
  }),
});

/** Those of the answers that hold for a later statement too: nothing that they were found from has changed. */
export function answersThatHold(answers: Answers, before: ElementTexts, after: ElementTexts): Answers {
  const textOf = ({ text, spans }: ElementTexts, index: number) => {
    const span = spans[index];
    return span && text.slice(span.start, span.end);
  };
  let changed: ElementSet = 0;
  for (const index of STATEMENT_ELEMENTS.keys())
    if (textOf(before, index) !== textOf(after, index)) changed |= 1 << index;
  // Something has changed, if only between the elements.
  return new Map([...answers].filter(([, { read }]) => read !== EVERYTHING && (read & changed) === 0));
}
