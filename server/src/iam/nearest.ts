/** Finds the known names that are similar to a misspelled one. */
import { distance } from 'fastest-levenshtein';

/** The known name that is most similar to `name`, in any case; undefined where none is similar enough. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  return nearestFew(name, known, 1)[0];
}

/**
 * Up to `count` known names that are similar to `name`, the most similar first. None for names of more than 100 characters.
 * `most`: how many letters may differ; a third of the name where it is left out.
 */
export function nearestFew(
  name: string,
  known: readonly string[],
  count = 3,
  most = Math.max(1, Math.floor(name.length / 3)),
): readonly string[] {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > 100 || known.length === 0) return [];
  const found: { readonly candidate: string; readonly far: number }[] = [];
  let limit = most;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue; // as far at least
    const far = distance(wanted, candidate.toLowerCase());
    if (far > limit) continue;
    found.push({ candidate, far });
    found.sort((a, b) => a.far - b.far);
    if (found.length > count) found.pop();
    const last = found[count - 1];
    if (last) limit = last.far - 1; // of equally near ones the first stay
  }
  return found.map(({ candidate }) => candidate);
}
