/**
 * `npm run catalog`: writes server/src/catalog/data, and lists where the packages and AWS's model cards disagree.
 * `npm run catalog -- --diff`: writes nothing, and prints what would change, as Markdown.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCatalog } from '../server/src/catalog/catalog.ts';
import { filesIn } from '../server/src/catalog/files.ts';
import { generate } from './catalog/generate.ts';
import { disagreements } from './catalog/models.ts';
import { newsOf } from './catalog/news.ts';

const [flag, ...more] = process.argv.slice(2);
const target = path.resolve('server/src/catalog/data');

if (more.length > 0 || (flag !== undefined && flag !== '--diff')) {
  process.stderr.write('Usage: npm run catalog [-- --diff]\n');
  process.exitCode = 2;
} else {
  const files = await generate();
  if (flag === '--diff') printNews(files);
  else write(files);
}

function printNews(files: ReadonlyMap<string, string>): void {
  const generated = openCatalog((name) => {
    const text = files.get(name);
    if (text === undefined) throw new Error(`The packages have no ${name}.`);
    return text;
  });
  process.stdout.write(newsOf(openCatalog(filesIn(target)), generated, new Date().toISOString().slice(0, 10)));
}

function write(files: ReadonlyMap<string, string>): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.join(target, 'services'), { recursive: true });
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
}
