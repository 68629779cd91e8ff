/**
 * What decides about a request, as a formula over what is not known of it: which value a condition key has, whether it is
 * there at all. `solve` looks for a request of which the formula is true.
 */
import { spend } from '../patterns/steps.ts';

/** Something that is not known of a request. It has one of finitely many states, numbered from 0. */
export interface Unknown {
  /** Names it among all others. */
  readonly id: string;
  readonly size: number;
  /** The condition keys, as policies write them, that it stands for. Empty for what a template fills in. */
  readonly keys: readonly string[];
  /** What it is, for people: a noun phrase. */
  readonly says: string;
  /** Whether its states stand for more than they say: nothing is known of what they have to do with other unknowns. */
  readonly isOpaque: boolean;
}

interface Literal {
  readonly kind: 'literal';
  readonly unknown: Unknown;
  /** Bit n: whether it is true in state n. */
  readonly accepts: bigint;
}

export type Formula = boolean | Literal | { readonly kind: 'all' | 'any'; readonly of: readonly Formula[] };

/** The states that are left for each unknown, as bits. An unknown that is not there may have any. */
export type Choice = ReadonlyMap<Unknown, bigint>;

const everyState = ({ size }: Unknown): bigint => (1n << BigInt(size)) - 1n;

/** True where the unknown is in one of these states. */
export function inState(unknown: Unknown, isAccepted: (state: number) => boolean): Formula {
  let accepts = 0n;
  for (let state = 0; state < unknown.size; state++) if (isAccepted(state)) accepts |= 1n << BigInt(state);
  return literal(unknown, accepts);
}

const literal = (unknown: Unknown, accepts: bigint): Formula =>
  accepts === 0n ? false : accepts === everyState(unknown) ? true : { kind: 'literal', unknown, accepts };

export const all = (formulas: readonly Formula[]): Formula => joined('all', formulas, true);
export const any = (formulas: readonly Formula[]): Formula => joined('any', formulas, false);

/** `neutral`: what adds nothing; its opposite decides alone. */
function joined(kind: 'all' | 'any', formulas: readonly Formula[], neutral: boolean): Formula {
  const rest: Formula[] = [];
  for (const each of formulas) {
    if (each === !neutral) return !neutral;
    if (each === neutral) continue;
    if (typeof each !== 'boolean' && each.kind === kind) rest.push(...each.of);
    else rest.push(each);
  }
  const [only] = rest;
  return only === undefined ? neutral : rest.length === 1 ? only : { kind, of: rest };
}

export function not(formula: Formula): Formula {
  if (typeof formula === 'boolean') return !formula;
  if (formula.kind === 'literal') return literal(formula.unknown, everyState(formula.unknown) & ~formula.accepts);
  return { kind: formula.kind === 'all' ? 'any' : 'all', of: formula.of.map(not) };
}

/** What is left of a formula where these states are chosen. */
export function under(formula: Formula, choice: Choice): Formula {
  spend(1);
  if (typeof formula === 'boolean') return formula;
  if (formula.kind !== 'literal')
    return joined(
      formula.kind,
      formula.of.map((each) => under(each, choice)),
      formula.kind === 'all',
    );
  const left = choice.get(formula.unknown);
  if (left === undefined) return formula;
  const common = left & formula.accepts;
  return common === 0n ? false : common === left ? true : formula;
}

/** The unknowns of a formula, each once. */
export function unknownsOf(formula: Formula, found = new Set<Unknown>()): ReadonlySet<Unknown> {
  if (typeof formula === 'boolean') return found;
  if (formula.kind === 'literal') found.add(formula.unknown);
  else for (const each of formula.of) unknownsOf(each, found);
  return found;
}

/**
 * Choices of states for which the formula is true, whichever of the states that are left each unknown then has; undefined
 * where there are none. Exact. Takes steps (steps.ts), and throws OutOfSteps where they are used up.
 */
export function solve(formula: Formula, choice: Choice = new Map()): Choice | undefined {
  const left = under(formula, choice);
  if (typeof left === 'boolean') return left ? choice : undefined;
  if (left.kind === 'literal') return narrowed(choice, left);
  if (left.kind === 'any') {
    for (const each of left.of) {
      const found = solve(each, choice);
      if (found) return found;
    }
    return undefined;
  }
  // What must hold anyway leaves fewer states to the rest.
  const sure = left.of.filter((each) => typeof each !== 'boolean' && each.kind === 'literal');
  if (sure.length > 0) {
    let next: Choice | undefined = choice;
    for (const each of sure) next = next && narrowed(next, each);
    return next && solve(all(left.of.filter((each) => !sure.includes(each as Literal))), next);
  }
  const tried = firstLiteral(smallest(left.of));
  if (!tried) return undefined;
  const yes = narrowed(choice, tried);
  const found = yes && solve(left, yes);
  if (found) return found;
  const no = narrowed(choice, { ...tried, accepts: everyState(tried.unknown) & ~tried.accepts });
  return no && solve(left, no);
}

function narrowed(choice: Choice, { unknown, accepts }: Literal): Choice | undefined {
  const left = (choice.get(unknown) ?? everyState(unknown)) & accepts;
  spend(1);
  return left === 0n ? undefined : new Map(choice).set(unknown, left);
}

const sizeOf = (formula: Formula): number =>
  typeof formula === 'boolean' || formula.kind === 'literal' ? 1 : formula.of.length;

const smallest = (formulas: readonly Formula[]): Formula =>
  formulas.reduce((least, each) => (sizeOf(each) < sizeOf(least) ? each : least));

function firstLiteral(formula: Formula): Literal | undefined {
  if (typeof formula === 'boolean') return undefined;
  if (formula.kind === 'literal') return formula;
  for (const each of formula.of) {
    const found = firstLiteral(each);
    if (found) return found;
  }
  return undefined;
}

/** The first state that a choice leaves to an unknown. */
export function firstState(choice: Choice, unknown: Unknown): number {
  const left = choice.get(unknown) ?? everyState(unknown);
  for (let state = 0; state < unknown.size; state++) if ((left >> BigInt(state)) & 1n) return state;
  return 0;
}

/** Whether there are two requests that differ in this unknown only, of which the formula is true of one alone. */
export function dependsOn(formula: Formula, unknown: Unknown): boolean {
  for (let state = 1; state < unknown.size; state++) {
    const [before, here] = [state - 1, state].map((each) => under(formula, new Map([[unknown, 1n << BigInt(each)]])));
    if (before === undefined || here === undefined) continue;
    if (solve(all([before, not(here)])) || solve(all([not(before), here]))) return true;
  }
  return false;
}
