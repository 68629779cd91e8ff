/** Which known names are near a misspelt one. */
import { distance } from 'fastest-levenshtein';

/** The known name nearest to `name` (case aside), or undefined where none is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  return nearestFew(name, known, 1)[0];
}

/** Up to `count` known names near `name`, nearest first. Names of more than 100 characters have none. */
export function nearestFew(name: string, known: readonly string[], count = 3): readonly string[] {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > 100 || known.length === 0) return [];
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return known
    .filter(({ length }) => Math.abs(length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
