/** Which exceptions of the config file a run has judged: only where everything was checked that they are about can they be unused. */
import path from 'node:path';
import type { ConfigException } from '../config/exceptions.ts';
import { foldersOf, isWithin } from '../files/find-files.ts';
import type { Config } from './config.ts';

/**
 * Whether a run has checked all files of an exception. `paths`: the files and folders that were given; `files`: those that were
 * checked.
 */
export async function covering(
  config: Config,
  paths: readonly string[],
  files: readonly string[],
): Promise<(exception: ConfigException) => boolean> {
  const folders = (await foldersOf(paths)).map((each) => path.resolve(each));
  const checked = new Set(files.map((each) => path.resolve(each)));
  return ({ files: globs }) =>
    globs.every((glob) => {
      const named = path.resolve(config.folder, glob);
      if (checked.has(named)) return true;
      const base = path.resolve(config.folder, baseOf(glob));
      return folders.some((folder) => isWithin(folder, base));
    });
}

/** The folder in which all files are that a glob names: the parts before the first with a wildcard, without the last. */
function baseOf(glob: string): string {
  const parts = glob.split('/');
  const first = parts.findIndex((part) => /[*?{[]/.test(part));
  return parts.slice(0, first < 0 ? -1 : first).join('/') || '.';
}
