/**
 * Wildcard strings as IAM matches them: `*` any run of characters (also none), `?` exactly one, everything else
 * itself. A policy variable stands for a value unknown until the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

import { HOLE } from './hole.ts';
import { memoized } from './memo.ts';
import { spend } from './steps.ts';

/** One step of a pattern. A literal is one UTF-16 unit; of a variable, or a hole, only its name is known. */
type Token =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'variable'; readonly name: string };

export interface Glob {
  readonly tokens: readonly Token[];
  /** Whether the pattern is a plain string: no wildcard and no variable. */
  readonly isLiteral: boolean;
}

export interface GlobOptions {
  /** Whether `${…}` is a policy variable (Version 2012-10-17) or plain text (older, and in action names). */
  readonly variables?: boolean;
  /** Whether letters match without regard to case, as in action names and condition keys. */
  readonly ignoreCase?: boolean;
}

const STAR: Token = { kind: 'star' };
const ANY: Token = { kind: 'any' };
/** One token for each literal character: patterns are mostly literal and share few characters. */
const LITERALS = new Map<string, Token>();
const literal = (char: string): Token => memoized(LITERALS, 1000, char, () => ({ kind: 'literal', char }));
/** `${*}`, `${?}` and `${$}` are the characters themselves. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['*', '*'],
  ['?', '?'],
  ['$', '$'],
]);

/** Parsed patterns, by their options and their text. A full cache is cleared. */
const parsed: readonly Map<string, Glob>[] = [new Map(), new Map(), new Map(), new Map()];
const MOST_PARSED = 4000;
/** Longer patterns are rare, and are not cached. */
const LONGEST_KEPT = 300;

/** Reads a pattern. Consecutive stars count as one. */
export function parseGlob(text: string, options: GlobOptions = {}): Glob {
  spend(text.length);
  const known = parsed[(options.variables ? 1 : 0) + (options.ignoreCase ? 2 : 0)];
  if (!known || text.length > LONGEST_KEPT) return read(text, options);
  return memoized(known, MOST_PARSED, text, () => read(text, options));
}

function read(text: string, options: GlobOptions): Glob {
  const source = options.ignoreCase ? text.toLowerCase() : text;
  const tokens: Token[] = [];
  let isLiteral = true;
  let lastEnd = 0; // of a variable; less than 0 where none follows
  for (let index = 0; index < source.length; index++) {
    const char = source[index] ?? '';
    if (char === '*') {
      isLiteral = false;
      if (tokens.at(-1) !== STAR) tokens.push(STAR);
    } else if (char === '?') {
      isLiteral = false;
      tokens.push(ANY);
    } else if (char === HOLE) {
      isLiteral = false;
      tokens.push({ kind: 'variable', name: HOLE });
    } else if (char === '$' && options.variables && source[index + 1] === '{') {
      const end = lastEnd < 0 ? lastEnd : source.indexOf('}', index);
      lastEnd = end;
      if (end < 0) {
        tokens.push(literal(char));
        continue;
      }
      const name = source.slice(index + 2, end);
      const escaped = ESCAPES.get(name);
      if (escaped === undefined) isLiteral = false;
      tokens.push(escaped === undefined ? { kind: 'variable', name: name.toLowerCase() } : literal(escaped));
      index = end;
    } else {
      tokens.push(literal(char));
    }
  }
  return { tokens, isLiteral };
}

/** A text with each `${…}` in it replaced, as `parseGlob` reads them: up to the next closing brace. */
export function replaceVariables(text: string, by: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', at)) {
    const end = text.indexOf('}', start);
    if (end < 0) break;
    pieces.push(text.slice(at, start), by);
    at = end + 1;
  }
  return pieces.join('') + text.slice(at);
}

/** The one string that a pattern without wildcards and variables matches. */
const literalText = ({ tokens }: Glob): string =>
  tokens.map((token) => (token.kind === 'literal' ? token.char : '')).join('');

const isRun = (token: Token | undefined) => token?.kind === 'star' || token?.kind === 'variable';

/** Whether some value of the pattern's variables makes it match `text`. At most |pattern| · |text| steps. */
export function matches(glob: Glob, text: string): boolean {
  const { tokens } = glob;
  spend(text.length);
  let token = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < text.length) {
    const current = tokens[token];
    if (isRun(current)) {
      star = token++;
      resume = index;
    } else if (
      current !== undefined &&
      (current.kind === 'any' || (current.kind === 'literal' && current.char === text[index]))
    ) {
      token++;
      index++;
    } else if (star >= 0) {
      spend(index - resume + 1);
      token = star + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  while (isRun(tokens[token])) token++;
  return token === tokens.length;
}

/** Whether some string is matched by both patterns (a variable may be anything). At most |a| · |b| steps. */
export function overlaps(a: Glob, b: Glob): boolean {
  const height = a.tokens.length;
  const width = b.tokens.length;
  if (!endsMeet(a, b)) return false;
  if (a.isLiteral) return matches(b, literalText(a));
  if (b.isLiteral) return matches(a, literalText(b));
  // reachable[j]: the first i tokens of `a` and the first j tokens of `b` can match the same string.
  let row = new Uint8Array(width + 1);
  row[0] = 1;
  for (let j = 1; j <= width; j++) row[j] = row[j - 1] && isRun(b.tokens[j - 1]) ? 1 : 0;
  for (let i = 1; i <= height; i++) {
    spend(width);
    const next = new Uint8Array(width + 1);
    const left = a.tokens[i - 1];
    const leftRuns = isRun(left);
    next[0] = row[0] && leftRuns ? 1 : 0;
    for (let j = 1; j <= width; j++) {
      const right = b.tokens[j - 1];
      // A run may be empty (the token is skipped), or match what the other pattern requires.
      if (leftRuns || isRun(right)) next[j] = row[j] || next[j - 1] ? 1 : 0;
      else next[j] = row[j - 1] && meet(left, right) ? 1 : 0;
    }
    if (!next.includes(1)) return false;
    row = next;
  }
  return row[width] === 1;
}

/** Whether the parts before the first run, and after the last one, can match the same text: most pairs already differ there. */
function endsMeet(a: Glob, b: Glob): boolean {
  const shorter = Math.min(a.tokens.length, b.tokens.length);
  for (let i = 0; i < shorter; i++) {
    const [left, right] = [a.tokens[i], b.tokens[i]];
    spend(1);
    if (isRun(left) || isRun(right)) break;
    if (!meet(left, right)) return false;
  }
  for (let i = 1; i <= shorter; i++) {
    const [left, right] = [a.tokens[a.tokens.length - i], b.tokens[b.tokens.length - i]];
    spend(1);
    if (isRun(left) || isRun(right)) break;
    if (!meet(left, right)) return false;
  }
  return true;
}

const meet = (a: Token | undefined, b: Token | undefined) =>
  a?.kind === 'any' || b?.kind === 'any' || (a?.kind === 'literal' && b?.kind === 'literal' && a.char === b.char);

/**
 * Whether every string that `inner` matches is matched by `outer` too, whatever the variables hold.
 * Walks `inner` beside the set of positions in which `outer` can be (the subset construction), so the answer is exact;
 * the same variable on both sides stands for the same value. The steps can grow exponentially with the number of `?` in
 * `outer`; whoever asks has limited them.
 */
export function covers(outer: Glob, inner: Glob): boolean {
  if (outer.tokens.length === 1 && outer.tokens[0] === STAR) return true;
  if (!endsMeet(outer, inner)) return false;
  if (inner.isLiteral && !outer.tokens.some((token) => token.kind === 'variable')) {
    return matches(outer, literalText(inner));
  }
  const seen = new Set<string>();
  const work: { position: number; states: readonly number[] }[] = [{ position: 0, states: closure(outer, [0]) }];
  while (work.length > 0) {
    const current = work.pop();
    if (current === undefined) break;
    const { position, states } = current;
    spend(states.length + 1);
    const key = `${position}:${states.join(',')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const token = inner.tokens[position];
    if (token === undefined) {
      if (!states.includes(outer.tokens.length)) return false;
      continue;
    }
    if (states.length === 0) return false;
    if (token.kind === 'star') {
      work.push({ position: position + 1, states }, { position, states: step(outer, states, OTHER) });
    } else {
      const next =
        token.kind === 'variable'
          ? stepVariable(outer, states, token.name)
          : step(outer, states, token.kind === 'literal' ? token.char : OTHER);
      work.push({ position: position + 1, states: next });
    }
  }
  return true;
}

/**
 * Stands for any character that occurs in neither pattern. If `outer` covers a text with OTHER, it covers that text with any
 * character in its place.
 */
const OTHER = '';

/** The states reachable without a character; only the last star counts, since it can do all that earlier ones can. */
function closure(glob: Glob, states: Iterable<number>): readonly number[] {
  const all = new Set<number>();
  for (let state of states) {
    all.add(state);
    while (glob.tokens[state]?.kind === 'star') all.add(++state);
  }
  let lastStar = -1;
  for (const state of all) if (glob.tokens[state]?.kind === 'star' && state > lastStar) lastStar = state;
  return [...all].filter((state) => state >= lastStar).sort((a, b) => a - b);
}

function step(glob: Glob, states: readonly number[], char: string): readonly number[] {
  const next: number[] = [];
  for (const state of states) {
    const token = glob.tokens[state];
    if (token?.kind === 'star') next.push(state);
    else if (token?.kind === 'any' || (token?.kind === 'literal' && token.char === char)) next.push(state + 1);
  }
  return closure(glob, next);
}

/** The states after a value that is unknown: only a star, or the same variable, matches it for certain. */
function stepVariable(glob: Glob, states: readonly number[], name: string): readonly number[] {
  const next: number[] = [];
  for (const state of states) {
    const token = glob.tokens[state];
    if (token?.kind === 'star') next.push(state);
    else if (token?.kind === 'variable' && token.name === name && name !== HOLE) next.push(state + 1);
  }
  return closure(glob, next);
}
