/**
 * The patterns of IAM as small automata: whether a pattern matches a text, step by step. They serve the comparison of
 * policies (text-classes.ts) and the evaluation of requests alike. Beside `glob.ts` they know where a star ends: in an ARN a
 * star within a segment does not match a colon.
 */
import { HOLE } from './hole.ts';
import { memoized, memoizedBy } from './memo.ts';
import { free, spend } from './steps.ts';

export type Token =
  | { readonly kind: 'character'; readonly character: string; readonly ignoresCase: boolean }
  /** One character, or any run of them, but for those of `excludes`. */
  | { readonly kind: 'any' | 'star'; readonly excludes: string }
  /** What is known only at the request, or at deployment. */
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly fallback: string | undefined;
      readonly ignoresCase: boolean;
    };

/** A pattern, read. The same text with the same meaning is read again each time: whoever asks often keeps it. */
export type TextPattern = readonly Token[];

const character = (text: string, ignoresCase = false): Token => ({ kind: 'character', character: text, ignoresCase });
const STAR: Token = { kind: 'star', excludes: '' };
const BOUND_STAR: Token = { kind: 'star', excludes: ':' };
const ANY: Token = { kind: 'any', excludes: '' };
const ANY_IN_SEGMENT: Token = { kind: 'any', excludes: ':' };

/** A text that is itself. */
export const literalPattern = (text: string, ignoresCase = false): TextPattern =>
  [...unitsOf(ignoresCase ? text.toLowerCase() : text)].map((each) => character(each, ignoresCase));

/** UTF-16 units: `?` matches one of them, as `glob.ts` has it. */
function* unitsOf(text: string): Generator<string> {
  for (let index = 0; index < text.length; index++) yield text[index] ?? '';
}

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  /** Whether `${…}` is a policy variable. */
  readonly variables?: boolean;
  /** Whether `*` and `?` are wildcards (default: true). Where they are not, `${*}` is still an escape. */
  readonly wildcards?: boolean;
}

/** A pattern over a whole text, in which colons are like other characters: StringLike, names of actions. */
export const wholePattern = (text: string, options: PatternOptions = {}): TextPattern =>
  tokensOf(text, options, () => ({ star: STAR, any: ANY, variables: options.variables === true }));

/**
 * A pattern of the Resource element. A star that ends a segment of an ARN may run over the colon behind it, a star within a
 * segment stays in it. Behind the fifth colon colons are plain, and only there `${…}` is a variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resourcePattern(text: string, variables: boolean): TextPattern {
  const fifth = fifthColon(text);
  return tokensOf(text, { variables }, (index) => {
    const isFree = fifth === undefined || index > fifth;
    const next = text[index + 1];
    const endsSegment = next === undefined || next === ':';
    return { star: isFree || endsSegment ? STAR : BOUND_STAR, any: isFree ? ANY : ANY_IN_SEGMENT, variables: isFree };
  });
}

/**
 * A pattern of ArnLike and ArnEquals: each of the six fields by itself. Undefined for a pattern that is no ARN of six fields,
 * of which AWS's pages say nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function arnPattern(text: string, variables: boolean): TextPattern | undefined {
  if (text === '*') return [STAR];
  const fifth = fifthColon(text);
  if (fifth === undefined) return undefined;
  return tokensOf(text, { variables }, (index) =>
    index > fifth
      ? { star: STAR, any: ANY, variables: true }
      : { star: BOUND_STAR, any: ANY_IN_SEGMENT, variables: true },
  );
}

/**
 * The ARNs of a resource type, by its template in AWS's reference. A value holds neither colon nor slash, but for the last one: an
 * id of Bedrock may hold colons, as models' do, and of other services anything.
 */
export function templatePattern(template: string): TextPattern {
  const isBedrock = /^arn:[^:]*:bedrock/.test(template);
  const tokens: Token[] = [];
  let at = 0;
  for (let start = template.indexOf('${'); start >= 0; start = template.indexOf('${', at)) {
    const end = template.indexOf('}', start);
    if (end < 0) break;
    const isLast = template.indexOf('${', end) < 0;
    tokens.push(...literalPattern(template.slice(at, start)));
    tokens.push({ kind: 'star', excludes: isLast ? (isBedrock ? '/' : '') : ':/' });
    at = end + 1;
  }
  return [...tokens, ...literalPattern(template.slice(at))];
}

/** Where the fifth colon of an ARN stands, variables left out; undefined where there are fewer, and in what is no ARN. */
function fifthColon(text: string): number | undefined {
  if (!text.startsWith('arn:')) return undefined;
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.startsWith('${', index)) index = Math.max(index, text.indexOf('}', index));
    else if (text[index] === ':' && ++count === 5) return index;
  }
  return undefined;
}

interface Place {
  readonly star: Token;
  readonly any: Token;
  readonly variables: boolean;
}

function tokensOf(
  text: string,
  { ignoreCase: ignoresCase = false, variables = false, wildcards = true }: PatternOptions,
  placeAt: (index: number) => Place,
): TextPattern {
  spend(text.length);
  const source = ignoresCase ? text.toLowerCase() : text;
  const tokens: Token[] = [];
  for (let index = 0; index < source.length; index++) {
    const unit = source[index] ?? '';
    if (unit === HOLE) {
      tokens.push({ kind: 'variable', name: HOLE, fallback: undefined, ignoresCase });
    } else if (unit === '*' && wildcards) {
      // Of several stars in a row the last one says how far they reach.
      if (tokens.at(-1)?.kind === 'star') tokens.pop();
      tokens.push(placeAt(index).star);
    } else if (unit === '?' && wildcards) {
      tokens.push(placeAt(index).any);
    } else if (unit === '$' && variables && source[index + 1] === '{' && placeAt(index).variables) {
      const end = source.indexOf('}', index);
      if (end < 0) {
        tokens.push(character(unit, ignoresCase));
        continue;
      }
      tokens.push(variableToken(source.slice(index + 2, end), ignoresCase));
      index = end;
    } else {
      tokens.push(character(unit, ignoresCase));
    }
  }
  return tokens;
}

/** `${*}`, `${?}` and `${$}` are the characters themselves; `${key, 'default'}` has a default value. */
function variableToken(inside: string, ignoresCase: boolean): Token {
  if (inside === '*' || inside === '?' || inside === '$') return character(inside, ignoresCase);
  const comma = inside.indexOf(',');
  const name = (comma < 0 ? inside : inside.slice(0, comma)).trim().toLowerCase();
  const quoted = comma < 0 ? '' : inside.slice(comma + 1).trim();
  const fallback =
    quoted.length > 1 && quoted.startsWith("'") && quoted.endsWith("'") ? quoted.slice(1, -1) : undefined;
  return { kind: 'variable', name, fallback, ignoresCase };
}

/** The variables of a pattern, each once. */
export const variablesOf = (pattern: TextPattern): readonly (Token & { readonly kind: 'variable' })[] => [
  ...new Map(pattern.flatMap((token) => (token.kind === 'variable' ? [[token.name, token] as const] : []))).values(),
];

/** The pattern with texts in the place of variables; a variable for which `textOf` gives nothing stays. */
export const filled = (pattern: TextPattern, textOf: (name: string) => string | undefined): TextPattern =>
  pattern.flatMap((token): TextPattern => {
    const value = token.kind === 'variable' ? textOf(token.name) : undefined;
    return value === undefined || token.kind !== 'variable' ? [token] : literalPattern(value, token.ignoresCase);
  });

/**
 * What stands in a text for the value of a variable, in comparisons: one character of Unicode's private use area for each name.
 * No pattern of a policy holds one.
 */
export class Symbols {
  readonly #characters = new Map<string, string>();
  readonly #names = new Map<string, string>();

  of(name: string): string {
    const known = this.#characters.get(name);
    if (known !== undefined) return known;
    const made = String.fromCharCode(0xe000 + this.#characters.size);
    this.#characters.set(name, made);
    this.#names.set(made, name);
    return made;
  }

  /** The text with variables as a policy writes them. */
  written(text: string): string {
    return text.replace(/[\ue000-\uf8ff]/g, (each) => {
      const name = this.#names.get(each);
      return name === undefined ? each : name === HOLE ? '${…}' : `\${${name}}`;
    });
  }
}

/**
 * A pattern as an automaton that is built while it is walked. A state is a number; `DEAD` matches nothing any more.
 * `symbolOf`: the character that a variable matches; without it a variable matches any run, as a star does.
 */
export interface Automaton {
  readonly start: number;
  step(state: number, unit: string): number;
  accepts(state: number): boolean;
  /** The characters for which a state has a step of its own; all others lead to one state. */
  wanted(state: number): ReadonlySet<string>;
}

export const DEAD = -1;

export function automatonOf(tokens: TextPattern, symbolOf: ((name: string) => string) | undefined): Automaton {
  const pattern: TextPattern = symbolOf ? tokens : tokens.map((each) => (each.kind === 'variable' ? STAR : each));
  // Most patterns are characters up to their first wildcard: there a state is a position. Behind it, a set of positions.
  const firstOther = pattern.findIndex(({ kind }) => kind !== 'character');
  const head = firstOther < 0 ? pattern.length : firstOther;
  const known = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const steps: Map<string, number>[] = [];
  const wants: (ReadonlySet<string> | undefined)[] = [];

  /** The positions that are reached without a character. Before the last star that matches everything none counts. */
  const stateOf = (positions: Iterable<number>): number => {
    const all = new Set<number>();
    for (let position of positions) {
      all.add(position);
      while (pattern[position]?.kind === 'star') all.add(++position);
    }
    if (all.size === 0) return DEAD;
    let last = -1;
    for (const position of all) {
      const token = pattern[position];
      if (token?.kind === 'star' && token.excludes === '' && position > last) last = position;
    }
    const sorted = [...all].filter((position) => position >= last).sort((a, b) => a - b);
    const key = sorted.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = head + sets.length;
    known.set(key, made);
    sets.push(sorted);
    steps.push(new Map());
    return made;
  };

  const matchesUnit = (token: Token | undefined, unit: string): boolean => {
    switch (token?.kind) {
      case 'character':
        return token.character === (token.ignoresCase ? unit.toLowerCase() : unit);
      case 'any':
        return !isSymbol(unit) && !token.excludes.includes(unit);
      case 'variable':
        return symbolOf?.(token.name) === unit;
      default:
        return false;
    }
  };

  const positionsIn = (state: number): readonly number[] => (state < head ? [state] : (sets[state - head] ?? []));

  const stepFrom = (state: number, unit: string): number =>
    stateOf(
      positionsIn(state).flatMap((position) => {
        const token = pattern[position];
        if (token?.kind === 'star') return token.excludes.includes(unit) ? [] : [position];
        return matchesUnit(token, unit) ? [position + 1] : [];
      }),
    );

  return {
    start: head > 0 ? 0 : stateOf([0]),
    step(state, unit) {
      // The same step takes the same, whether it is known already or not.
      spend(1);
      if (state + 1 < head) return matchesUnit(pattern[state], unit) ? state + 1 : DEAD;
      if (state < head) return stepFrom(state, unit);
      const cached = steps[state - head]?.get(unit);
      if (cached !== undefined) return cached;
      const next = stepFrom(state, unit);
      steps[state - head]?.set(unit, next);
      return next;
    },
    accepts: (state) => state >= head && positionsIn(state).includes(pattern.length),
    wanted(state) {
      const cached = wants[state];
      if (cached) return cached;
      const all = new Set<string>();
      for (const position of positionsIn(state)) {
        const token = pattern[position];
        if (token?.kind === 'variable' && symbolOf) all.add(symbolOf(token.name));
        if (token?.kind === 'any' || token?.kind === 'star') for (const unit of token.excludes) all.add(unit);
        if (token?.kind !== 'character') continue;
        all.add(token.character);
        if (token.ignoresCase) all.add(token.character.toUpperCase());
      }
      if (state >= head) wants[state] = all;
      return all;
    },
  };
}

/** Whether a character stands for a variable's value. */
const isSymbol = (unit: string): boolean => unit >= '\ue000' && unit <= '\uf8ff';

/** Automata of patterns without variables, by what they read and their text: their states are found once. A full cache is cleared. */
const kept = new Map<string, Automaton>();
const MOST_KEPT = 3000;
/** Longer patterns are rare, and are not cached. */
const LONGEST_KEPT = 300;

function keptAutomaton(kind: string, text: string, make: () => Automaton): Automaton {
  spend(text.length);
  return text.length > LONGEST_KEPT ? make() : memoized(kept, MOST_KEPT, kind + text, make);
}

/** The automaton of the name of an action, or of a pattern of names: in any case. */
export const actionAutomaton = (text: string): Automaton =>
  keptAutomaton('action ', text, () => free(() => automatonOf(wholePattern(text, { ignoreCase: true }), undefined)));

/** The automaton of a value of Resource (resourcePattern). `symbolOf`: the character that a variable matches. */
export const resourceAutomaton = (text: string, variables: boolean, symbolOf: (name: string) => string): Automaton => {
  const make = () => free(() => automatonOf(resourcePattern(text, variables), symbolOf));
  // What stands for a variable is each comparison's own.
  if (text.includes(HOLE) || (variables && text.includes('${'))) return make();
  return keptAutomaton('resource ', text, make);
};

const looseOf = memoizedBy((pattern: TextPattern) => automatonOf(pattern, undefined));

/** Whether a pattern matches a text; a variable in it matches any run of characters. */
export const matchesText = (pattern: TextPattern, text: string): boolean => runs(looseOf(pattern), text);

/** Whether an automaton accepts a text. */
export function runs(automaton: Automaton, text: string): boolean {
  let state = automaton.start;
  spend(text.length);
  for (const unit of unitsOf(text)) {
    state = automaton.step(state, unit);
    if (state === DEAD) return false;
  }
  return automaton.accepts(state);
}

/** Characters to write where any other character would do. */
const FILLERS = [...'xyzabcdefghijklmnopqrstuvw0123456789XYZ-_.'];

/** A character that is none of these. */
export const otherUnit = (units: ReadonlySet<string>): string => FILLERS.find((each) => !units.has(each)) ?? '\u2022';
