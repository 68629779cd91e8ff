/** `npm run docs`: writes docs/rules from the rules' own meta, so that the pages cannot differ from what is checked. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pages } from './docs/pages.ts';

const folder = path.resolve('docs/rules');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
for (const [name, text] of pages()) writeFileSync(path.join(folder, name), text);
