/** `npm run catalog`: writes server/src/catalog/data, and lists where the packages and AWS's model cards disagree. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from './catalog/generate.ts';
import { disagreements } from './catalog/models.ts';

const target = path.resolve('server/src/catalog/data');
rmSync(target, { recursive: true, force: true });
mkdirSync(path.join(target, 'services'), { recursive: true });
const files = await generate();
let bytes = 0;
for (const [name, text] of files) {
  writeFileSync(path.join(target, name), text);
  bytes += Buffer.byteLength(text);
}
process.stdout.write(`${files.size} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
process.stdout.write(
  `Packages and model cards disagree:\n${disagreements()
    .map((line) => `  ${line}\n`)
    .join('')}`,
);
