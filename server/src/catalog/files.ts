/** The catalog's files on disk, as the node bundles find them: `dist/catalog`, beside them or one folder up. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReadCatalogFile } from './catalog.ts';

export const filesIn =
  (folder: string): ReadCatalogFile =>
  (name) =>
    readFileSync(path.join(folder, name), 'utf8');
