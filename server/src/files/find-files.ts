/** The files of folders that may hold policies; what `.gitignore`, `node_modules` and `.terraform` hold is left out. */
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { isBoundedGlob } from '../patterns/path-globs.ts';
import { readTextFile, UnreadableFile } from './read-text.ts';

const POLICY_FILE = /\.(?:jsonc?|ya?ml|tf|tofu|hcl)$/i;
const isLeftOut = (name: string): boolean => name === 'node_modules' || name === '.git' || name === '.terraform';

export interface FoundFiles {
  /** Each once, in order. */
  readonly files: readonly string[];
  /** What could not be looked at, a sentence each: it names the path, and says why and what to do. */
  readonly problems: readonly string[];
  /** What was left out on purpose, a sentence each. */
  readonly notes: readonly string[];
}

/** The files below the given paths or globs, at most so many. */
export async function findFiles(paths: readonly string[], most = Number.POSITIVE_INFINITY): Promise<FoundFiles> {
  const walk = new Walk(most);
  for (const start of paths) {
    const info = await stat(start).catch(() => undefined);
    if (info?.isDirectory()) await walk.from(start);
    else if (info) walk.add(start);
    else await expand(start, walk);
  }
  return walk;
}

/** Whether `findFiles` would find a file below a folder: no `.gitignore` between the two leaves it out. */
export async function isFoundIn(folder: string, file: string): Promise<boolean> {
  const names = path.relative(folder, file).split(path.sep);
  if (names[0] === '..' || path.isAbsolute(names[0] ?? '') || !POLICY_FILE.test(file)) return false;
  let ignoring: readonly Ignoring[] = [];
  let at = folder;
  for (const [index, name] of names.entries()) {
    if (isLeftOut(name)) return false;
    ignoring = await withOwn(at, ignoring, () => {});
    at = path.join(at, name);
    if (isIgnored(at, index < names.length - 1, ignoring)) return false;
  }
  return true;
}

/**
 * The real paths of the given files and folders, and of the folders in which globs begin: `--fix` writes nothing outside of
 * them. Paths that do not exist have none.
 */
export async function rootsOf(paths: readonly string[]): Promise<readonly string[]> {
  const starts = await Promise.all(
    paths.map(async (start) => ((await stat(start).catch(() => undefined)) ? start : baseOf(start))),
  );
  const roots = await Promise.all(starts.map((start) => realpath(start).catch(() => undefined)));
  return roots.filter((root) => root !== undefined);
}

/** Those of the given paths that are folders. */
export async function foldersOf(paths: readonly string[]): Promise<readonly string[]> {
  const infos = await Promise.all(paths.map((each) => stat(each).catch(() => undefined)));
  return paths.filter((_, index) => infos[index]?.isDirectory());
}

/** Whether a path is in a folder, or is it. Both are real paths. */
export const isWithin = (folder: string, file: string): boolean =>
  file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);

const slashed = (pattern: string): string => pattern.split(path.sep).join('/');
const baseOf = (pattern: string): string => picomatch.scan(slashed(pattern)).base || '.';

/** The files that a glob names: some shells pass globs on unexpanded. */
async function expand(pattern: string, walk: Walk): Promise<void> {
  const glob = slashed(pattern);
  if (!picomatch.scan(glob).isGlob) {
    walk.problems.push(`${pattern}: there is no such file or directory.`);
    return;
  }
  const below = new Walk(Number.POSITIVE_INFINITY);
  const folder = baseOf(pattern);
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) await below.from(folder);
  const matches = picomatch(glob.replace(/^\.\//, ''), { dot: true });
  const files = below.files.filter((file) => matches(slashed(file)));
  if (files.length === 0)
    walk.problems.push(
      `${pattern}: no file of a kind that holds policies (*.json, *.jsonc, *.yaml, *.yml, *.tf, *.tofu, *.hcl) matches this.`,
    );
  for (const file of files) walk.add(file);
  walk.problems.push(...below.problems);
  walk.notes.push(...below.notes);
}

interface Ignoring {
  readonly folder: string;
  readonly rules: Ignore;
}

class Walk implements FoundFiles {
  readonly problems: string[] = [];
  readonly notes: string[] = [];
  readonly #files = new Map<string, string>();
  readonly #visited = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get files(): readonly string[] {
    return [...this.#files.values()];
  }

  add(file: string): void {
    const whole = path.resolve(file);
    if (this.#files.size < this.#most && !this.#files.has(whole)) this.#files.set(whole, file);
  }

  async from(folder: string): Promise<void> {
    const root = await realpath(folder).catch(() => undefined);
    if (root === undefined) this.problems.push(`${folder} cannot be read.`);
    else await this.#through(folder, root, []);
  }

  /** One folder that cannot be read does not hide the others. */
  async #through(folder: string, root: string, outer: readonly Ignoring[]): Promise<void> {
    if (this.#files.size >= this.#most) return;
    try {
      const real = await realpath(folder);
      if (!isWithin(root, real)) {
        this.notes.push(
          `${folder} is a link to a folder outside of ${root}, and is left out. Name it to have it checked.`,
        );
        return;
      }
      if (this.#visited.has(real)) return; // a symbolic link back to where we were
      this.#visited.add(real);
      const ignoring = await withOwn(folder, outer, (problem) => this.problems.push(problem));
      const entries = await readdir(folder, { withFileTypes: true });
      for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        if (isLeftOut(entry.name)) continue;
        const full = path.join(folder, entry.name);
        const isFolder =
          entry.isDirectory() ||
          (entry.isSymbolicLink() && ((await stat(full).catch(() => undefined))?.isDirectory() ?? false));
        if (isIgnored(full, isFolder, ignoring)) continue;
        if (isFolder) await this.#through(full, root, ignoring);
        else if (POLICY_FILE.test(entry.name)) this.add(full);
      }
    } catch (error) {
      this.problems.push(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** The rules of the folders around, and those of the folder's own `.gitignore`. */
async function withOwn(
  folder: string,
  outer: readonly Ignoring[],
  complain: (problem: string) => void,
): Promise<readonly Ignoring[]> {
  const file = path.join(folder, '.gitignore');
  const own = await readTextFile(file, 1).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile && error.isMissing))
      complain(error instanceof Error ? error.message : String(error));
    return undefined;
  });
  if (!own) return outer;
  const lines = own.text.split(/\r?\n/);
  const isUsable = (line: string) => line.startsWith('#') || isBoundedGlob(line);
  const usable = lines.filter(isUsable);
  if (usable.length < lines.length)
    complain(
      `${file} has a line with too many wildcards, which is left out: ${lines.find((line) => !isUsable(line))?.slice(0, 100)}`,
    );
  return [...outer, { folder, rules: ignore().add(usable) }];
}

function isIgnored(file: string, isFolder: boolean, ignoring: readonly Ignoring[]): boolean {
  return ignoring.some(({ folder, rules }) => {
    const relative = slashed(path.relative(folder, file));
    return rules.ignores(isFolder ? `${relative}/` : relative);
  });
}
