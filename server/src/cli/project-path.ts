/** The names of files as a CI server knows them. */
import path from 'node:path';

/** A file's path from the root of the project, with slashes; from the working directory, where the file is not below the root. */
export function projectPath(file: string, root: string | undefined): string {
  const below = (folder: string) => path.relative(folder, path.resolve(file));
  const isOutside = (relative: string) => relative === '' || relative.startsWith('..') || path.isAbsolute(relative);
  const own = root ? below(root) : '..';
  return (isOutside(own) ? path.relative('', file) || file : own).split(path.sep).join('/');
}
