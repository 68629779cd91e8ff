/** Reads untyped JSON: each function reports what is wrong, with a sentence that says what to write, and gives what is right. */
import { brief, quoted } from '../model/printable.ts';
import { BOUNDS, isBoundedGlob } from '../patterns/path-globs.ts';

/** Receives each wrong value: its place (`['rules', 'full-admin']`), and a sentence that says what to write. */
export type Complain = (path: readonly (string | number)[], message: string) => void;

/** How many entries of one option hold. */
export const MOST_ENTRIES = 1000;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function record<T extends string>(
  section: Record<string, unknown>,
  name: string,
  allowed: readonly T[],
  complain: Complain,
  complaintAbout: (key: string) => string | undefined = () => undefined,
): Record<string, T> {
  const value = section[name] ?? {};
  if (!isRecord(value)) {
    complain([name], `"${name}" must be an object.`);
    return {};
  }
  const right = Object.create(null) as Record<string, T>; // names out of a file
  for (const [key, entry] of firstEntries(Object.entries(value), name, complain)) {
    const known = allowed.find((each) => each === entry);
    const complaint = complaintAbout(key);
    if (complaint) complain([name, key], complaint);
    else if (known !== undefined) right[key] = known;
    else complain([name, key], `${quoted(key)} is ${shown(entry)}. Write one of ${allowed.join(', ')}.`);
  }
  return right;
}

export function list(section: Record<string, unknown>, name: string, complain: Complain): readonly string[] {
  const value = section[name] ?? [];
  if (!Array.isArray(value)) {
    complain([name], `"${name}" must be a list of paths, written as in .gitignore.`);
    return [];
  }
  return firstEntries<unknown>(value, name, complain).filter((entry, index): entry is string => {
    const complaint =
      typeof entry === 'string'
        ? complaintAboutGlob(entry)
        : `${shown(entry)} is not a path. Write it in double quotes.`;
    if (complaint) complain([name, index], complaint);
    return complaint === undefined;
  });
}

export function text(
  section: Record<string, unknown>,
  name: string,
  form: RegExp,
  what: string,
  complain: Complain,
): string {
  const value = section[name] ?? '';
  if (typeof value === 'string' && form.test(value)) return value;
  complain([name], `"${name}" is ${shown(value)}. Write ${what}, or leave it out.`);
  return '';
}

/** The entries of an option that hold. */
export function firstEntries<T>(all: readonly T[], name: string, complain: Complain): readonly T[] {
  if (all.length > MOST_ENTRIES)
    complain([name], `"${name}" has more than ${MOST_ENTRIES} entries; the others do not hold. Use fewer.`);
  return all.slice(0, MOST_ENTRIES);
}

/** A value of any type as messages quote it. */
export const shown = (value: unknown): string => brief(JSON.stringify(value) ?? '');

export const complaintAboutGlob = (glob: string): string | undefined =>
  glob.trim() === ''
    ? 'This path is empty. Write one, such as "policies/*.json", or leave it out.'
    : isBoundedGlob(glob)
      ? undefined
      : `${quoted(glob)} has too many wildcards. Write ${BOUNDS}.`;

/** Passes on so many complaints, and says that there are more. */
export function atMost(most: number, complain: Complain): Complain {
  let count = 0;
  return (path, message) => {
    count++;
    if (count <= most) complain(path, message);
    else if (count === most + 1) complain([], 'More is wrong than is shown here.');
  };
}

/** One text, or the texts of a list; none where anything else stands there. */
export const listOfTexts = (value: unknown): readonly string[] => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((each): each is string => typeof each === 'string' && each !== '') ? list : [];
};
