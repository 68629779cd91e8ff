/** Lists of patterns, as config files have them, against what a policy names: a text, or a pattern itself. In any case of letters. */
import { covers, type Glob, overlaps, parseGlob } from '../patterns/glob.ts';
import { memoizedBy } from '../patterns/memo.ts';
import { isVariable } from './arns.ts';

const globsOf = memoizedBy((patterns: readonly string[]): readonly Glob[] =>
  patterns.map((each) => parseGlob(each, { ignoreCase: true })),
);

/** Whether one of the patterns covers a text. What is known only at deployment or at the request is taken for covered. */
export function isCovered(text: string, patterns: readonly string[]): boolean {
  if (isVariable(text)) return true;
  const wanted = parseGlob(text, { ignoreCase: true });
  return globsOf(patterns).some((each) => covers(each, wanted));
}

/** Whether one of the patterns matches something that a text matches too. What is known only later does not. */
export function touches(text: string, patterns: readonly string[]): boolean {
  if (isVariable(text)) return false;
  const wanted = parseGlob(text, { ignoreCase: true });
  return globsOf(patterns).some((each) => overlaps(each, wanted));
}
