/**
 * What a misspelled model or profile id may have been meant to be. The first reason that finds something decides: letters
 * in capitals, the same words in another order, a missing end, a misspelled provider, similar spelling. A number is never
 * changed, since another number is another model, and a model whose end of life is near is never offered.
 */
import { matches, parseGlob } from '../patterns/glob.ts';
import { hasWildcard } from './arns.ts';
import { nearest, nearestFew } from './nearest.ts';

export interface SimilarIds {
  readonly why: 'case' | 'order' | 'end' | 'spelling';
  readonly ids: readonly string[];
}

const MOST = 3;
/** Longer ids are not compared with others. */
const LONGEST_ID = 200;

/** Up to three texts that could stand instead of `text`, an id or a pattern of ids. `known` are the ids that may be offered. */
export function similarIds(text: string, known: readonly string[]): SimilarIds | undefined {
  if (text.length > LONGEST_ID) return undefined;
  const lower = text.toLowerCase();
  if (lower !== text && matchesSome(lower, known)) return { why: 'case', ids: [lower] };
  const found: readonly SimilarIds[] = [
    { why: 'order', ids: inAnotherOrder(lower, known) },
    { why: 'end', ids: hasWildcard(lower) ? [] : known.filter((id) => isBegunBy(id, lower)) },
    { why: 'spelling', ids: withOtherProvider(lower, known) },
    { why: 'spelling', ids: spelledAlike(lower, known) },
  ];
  const best = found.find(({ ids }) => ids.length > 0);
  return best && { ...best, ids: [...new Set(best.ids)].slice(0, MOST) };
}

/** Whether an id, or a pattern of ids, matches one of the known ids. */
export const matchesSome = (text: string, known: readonly string[]): boolean => {
  const glob = parseGlob(text);
  return glob.isLiteral ? known.includes(text) : known.some((id) => matches(glob, id));
};

/** Whether an id continues a text with a version or a date: `…-v2` with `…-v2:0`, not `nova` with `nova-lite`. */
const isBegunBy = (id: string, text: string): boolean =>
  id.startsWith(text) && /^(:\d+|-v\d+(:\d+)?|-\d{8}(-v\d+(:\d+)?)?)$/.test(id.slice(text.length));

const wordsOf = (text: string): readonly string[] => text.split(/[.:-]/);

/** `anthropic.claude-4-5-sonnet-2025*` → `anthropic.claude-sonnet-4-5-2025*`: the same words, and what follows them kept. */
function inAnotherOrder(text: string, known: readonly string[]): readonly string[] {
  const [, start = '', end = ''] = /^([^*?]*)(\*?)$/.exec(text) ?? [];
  const words = wordsOf(start);
  if (words.length < 3) return [];
  const sorted = words.toSorted().join();
  return known.flatMap((id) => {
    const own = wordsOf(id);
    if (end === '' && own.length !== words.length) return [];
    const last = own[words.length - 1];
    const typedLast = words.at(-1) ?? '';
    if (last === undefined || !(end === '' ? last === typedLast || own.includes(typedLast) : true)) return [];
    const compared = own.slice(0, words.length);
    if (end !== '' && last.startsWith(typedLast)) compared[words.length - 1] = typedLast;
    if (compared.toSorted().join() !== sorted) return [];
    const length = own.slice(0, words.length - 1).reduce((sum, word) => sum + word.length + 1, 0);
    return [`${id.slice(0, length + (compared.at(-1)?.length ?? 0))}${end}`];
  });
}

function withOtherProvider(text: string, known: readonly string[]): readonly string[] {
  const dot = text.indexOf('.');
  if (dot < 0) return [];
  const providers = [...new Set(known.map((id) => id.slice(0, id.indexOf('.'))))];
  const provider = text.slice(0, dot);
  const near = providers.includes(provider) ? undefined : nearest(provider, providers);
  const other = near && near + text.slice(dot);
  return other && matchesSome(other, known) ? [other] : [];
}

const numbersOf = (text: string): string => (text.match(/\d+/g) ?? []).join();

function spelledAlike(text: string, known: readonly string[]): readonly string[] {
  if (hasWildcard(text)) return [];
  const numbers = numbersOf(text);
  return nearestFew(
    text,
    known.filter((id) => numbersOf(id) === numbers),
    MOST,
  );
}
