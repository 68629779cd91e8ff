/** The sections of CHANGELOG.md: what is not released yet, and each version. */

/** `## Unreleased`, and `## 0.1.0 (unreleased)` before the first release. */
const UNRELEASED = /^## (?:Unreleased|\S+ \(unreleased\))$/im;

/** The text of a version's section; undefined where there is none, or nothing in it. */
export function sectionOf(changelog: string, version: string): string | undefined {
  const start = changelog
    .split('\n')
    .findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} (`));
  if (start < 0) return undefined;
  const lines = changelog.split('\n').slice(start + 1);
  const end = lines.findIndex((line) => line.startsWith('## '));
  return (end < 0 ? lines : lines.slice(0, end)).join('\n').trim() || undefined;
}

/** The changelog in which what is not released yet has become a version. Throws an error that says what to write first. */
export function released(changelog: string, version: string, day: string): string {
  if (!UNRELEASED.test(changelog))
    throw new Error('CHANGELOG.md has no section "## Unreleased". Write what has changed for users below one.');
  const after = changelog.replace(UNRELEASED, `## ${version} (${day})`);
  if (!sectionOf(after, version))
    throw new Error('The section "## Unreleased" of CHANGELOG.md is empty. Write what has changed for users.');
  return after;
}
