/** The analysis over the generated catalog, as the server and the command line use it. */
import { openService } from '../server/src/service.ts';
import { catalog } from './catalog.ts';

export const service = openService(catalog);
