/** `npm run package`: the extension as a .vsix, and the npm package with the two commands, both in `out/packages`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';

const out = path.resolve('out/packages');
/** What a person on a slow line still waits for. */
const MOST_BYTES = 2_500_000;

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
execFileSync(process.execPath, ['scripts/build.ts', '--minify'], { stdio: 'inherit' });

const extension = path.join(out, `${name}-${version}.vsix`);
/** The readme that VS Code shows: its pictures are in it, since VS Code loads none from a package. */
const readme = path.join(out, 'README.md');
writeFileSync(
  readme,
  readFileSync('docs/marketplace.md', 'utf8').replace(
    /\]\((images\/[\w-]+\.png)\)/g,
    (_, picture: string) => `](data:image/png;base64,${readFileSync(path.join('docs', picture)).toString('base64')})`,
  ),
);
await createVSIX({
  packagePath: extension,
  dependencies: false,
  readmePath: path.relative('.', readme),
  rewriteRelativeLinks: false,
});
rmSync(readme);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
execFileSync(npm, ['pack', '--ignore-scripts', '--silent', '--pack-destination', out], {
  shell: process.platform === 'win32',
});

for (const file of [extension, path.join(out, `${name}-${version}.tgz`)]) {
  const { size } = statSync(file);
  process.stdout.write(`${path.relative('.', file)}: ${(size / 1e6).toFixed(2)} MB\n`);
  if (size > MOST_BYTES)
    throw new Error(`${file} has more than ${MOST_BYTES / 1e6} MB. Pictures shrink most: CONTRIBUTING.md says how.`);
}
