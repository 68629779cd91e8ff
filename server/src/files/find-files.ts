/** The policy files of folders: `.json` and `.jsonc`, what `.gitignore` and `node_modules` hold left out. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';

const POLICY_FILE = /\.jsonc?$/i;

interface Ignoring {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The files below the given paths or globs, each once, in order. What names no file throws with its name. */
export async function findFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const visited = new Set<string>();
  for (const start of paths) {
    const info = await stat(start).catch(() => undefined);
    if (info?.isDirectory()) await walk(start, [], found, visited);
    else if (info) found.add(start);
    else for (const file of await expand(start)) found.add(file);
  }
  return [...found];
}

/**
 * The real paths of the given files and folders, and of the folders in which globs begin: `--fix` writes nothing outside of
 * them. Called after `findFiles`, which reports paths that do not exist.
 */
export async function rootsOf(paths: readonly string[]): Promise<readonly string[]> {
  const starts = await Promise.all(
    paths.map(async (start) => ((await stat(start).catch(() => undefined)) ? start : baseOf(start))),
  );
  return Promise.all(starts.map((start) => realpath(start)));
}

const slashed = (pattern: string): string => pattern.split(path.sep).join('/');
const baseOf = (pattern: string): string => picomatch.scan(slashed(pattern)).base || '.';

/** The files that a glob names: some shells pass globs on unexpanded. */
async function expand(pattern: string): Promise<readonly string[]> {
  const glob = slashed(pattern);
  if (!picomatch.scan(glob).isGlob) throw new Error(`${pattern}: there is no such file or directory.`);
  const below = new Set<string>();
  const folder = baseOf(pattern);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) await walk(folder, [], below, new Set());
  const matches = picomatch(glob.replace(/^\.\//, ''), { dot: true });
  const files = [...below].filter((file) => matches(file.split(path.sep).join('/')));
  if (files.length === 0) throw new Error(`${pattern}: no policy file (*.json, *.jsonc) matches this.`);
  return files;
}

async function walk(
  folder: string,
  outer: readonly Ignoring[],
  found: Set<string>,
  visited: Set<string>,
): Promise<void> {
  const real = await realpath(folder);
  if (visited.has(real)) return; // a symbolic link back to where we were
  visited.add(real);
  const own = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  const ignoring = own === undefined ? outer : [...outer, { folder, rules: ignore().add(own) }];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules' || entry.name === '.git') continue;
    const full = path.join(folder, entry.name);
    const isFolder =
      entry.isDirectory() ||
      (entry.isSymbolicLink() && ((await stat(full).catch(() => undefined))?.isDirectory() ?? false));
    if (isIgnored(full, isFolder, ignoring)) continue;
    if (isFolder) await walk(full, ignoring, found, visited);
    else if (POLICY_FILE.test(entry.name)) found.add(full);
  }
}

function isIgnored(file: string, isFolder: boolean, ignoring: readonly Ignoring[]): boolean {
  return ignoring.some(({ folder, rules }) => {
    const relative = path.relative(folder, file).split(path.sep).join('/');
    return rules.ignores(isFolder ? `${relative}/` : relative);
  });
}
