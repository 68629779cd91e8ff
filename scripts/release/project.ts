/** What is released, as package.json says it: the one place of the version, the names, the publisher and the repository. */
import { readFileSync } from 'node:fs';

export interface Project {
  /** Of the npm package, and of the extension. */
  readonly name: string;
  readonly version: string;
  /** On the Visual Studio Marketplace and on Open VSX. */
  readonly publisher: string;
  readonly repository: { readonly url: string };
}

/** Reads it in the working directory. */
export const readProject = (): Project => JSON.parse(readFileSync('package.json', 'utf8')) as Project;
