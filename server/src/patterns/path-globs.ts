/**
 * Globs of paths, as config files and `.gitignore` hold them. The libraries that match them make regular expressions of them,
 * which try every way to divide a path among the wildcards: with many wildcards that takes longer than anybody waits.
 */
const LONGEST = 500;
const MOST_STARS = 3;
const MOST_BRACES = 3;

/** Whether a glob can be matched in a short time, however long the path is. */
export function isBoundedGlob(glob: string): boolean {
  if (glob.length > LONGEST) return false;
  const parts = glob.split('/');
  const isDeep = (part: string) => part.includes('**');
  const stars = (part: string) => part.replace(/\*+/g, '*').split('*').length - 1;
  return (
    parts.filter(isDeep).length <= MOST_STARS &&
    parts.every((part) => stars(part) <= MOST_STARS) &&
    glob.split('{').length - 1 <= MOST_BRACES
  );
}

/** What a message says of a glob that is not. */
export const BOUNDS = `at most ${LONGEST} characters, ${MOST_STARS} stars in a part of a path, ${MOST_STARS} times ** and ${MOST_BRACES} times {…}`;
