/** Caches of computed values. */

/** The value that is cached under `key`, or a new one, which is then cached. A cache with `most` values is cleared first. */
export function memoized<K, V>(kept: Map<K, V>, most: number, key: K, find: () => V): V {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const found = find();
  if (kept.size >= most) kept.clear();
  kept.set(key, found);
  return found;
}

/** Calls `find` once for each text. A cache with `most` texts is cleared before the next one. */
export function memoizedByText<T>(most: number, find: (text: string) => T): (text: string) => T {
  const kept = new Map<string, { readonly found: T }>();
  return (text) => memoized(kept, most, text, () => ({ found: find(text) })).found;
}

/** Calls `find` once for each object, as long as the object lives. */
export function memoizedBy<O extends object, T>(find: (object: O) => T): (object: O) => T {
  const kept = new WeakMap<O, { readonly found: T }>();
  return (object) => {
    let answer = kept.get(object);
    if (!answer) {
      answer = { found: find(object) };
      kept.set(object, answer);
    }
    return answer.found;
  };
}

/** What a function gives, found when it is first needed. */
export function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
