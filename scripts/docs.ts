/** `npm run docs`: writes docs/rules and the settings' schemas from the rules' own meta, so that they cannot differ from what is checked. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configSchema, withRuleIds } from './docs/config-schema.ts';
import { pages } from './docs/pages.ts';
import { policyTestSchema } from './docs/policy-test-schema.ts';

const folder = path.resolve('docs/rules');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
for (const [name, text] of pages()) writeFileSync(path.join(folder, name), text);
writeFileSync('syntaxes/config.schema.json', configSchema());
writeFileSync('syntaxes/policy-test.schema.json', policyTestSchema());
writeFileSync('package.json', withRuleIds(readFileSync('package.json', 'utf8')));
