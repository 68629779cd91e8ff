/** The generated catalog, for all tests. */
import path from 'node:path';
import { openCatalog } from '../server/src/catalog/catalog.ts';
import { filesIn } from '../server/src/catalog/files.ts';

export const catalog = openCatalog(filesIn(path.resolve('server/src/catalog/data')));
