/** `npm run release:dry-run`: does all of a release but the publishing, and says what would be published where. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sectionOf } from './changelog.ts';
import { readProject } from './project.ts';

const OUT = path.join('out', 'packages');
const SUMS = 'SHA256SUMS';

const { name, version, publisher, repository } = readProject();
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The tag of the workflow's run; undefined on a machine of one's own. */
const tag = process.env.GITHUB_REF_TYPE === 'tag' ? process.env.GITHUB_REF_NAME : undefined;
if (tag !== undefined && tag !== `v${version}`)
  throw new Error(`The tag is ${tag}, and package.json says ${version}. Make both with: npm version minor`);
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const notes = sectionOf(changelog, version);
if (!notes) throw new Error(`CHANGELOG.md has no section "## ${version}". Make it with: npm version minor`);
if (tag !== undefined && changelog.includes(`## ${version} (unreleased)`))
  throw new Error(`CHANGELOG.md says that ${version} is not released. Make the section with: npm version minor`);

execFileSync(process.execPath, ['scripts/package.ts'], { stdio: 'inherit' });
const files = [`${name}-${version}.vsix`, `${name}-${version}.tgz`];
const found = readdirSync(OUT);
for (const file of files) if (!found.includes(file)) throw new Error(`${path.join(OUT, file)} was not made.`);
const sums = files.map((file) => {
  const digest = createHash('sha256')
    .update(readFileSync(path.join(OUT, file)))
    .digest('hex');
  return `${digest}  ${file}\n`;
});
writeFileSync(path.join(OUT, SUMS), sums.join(''));
writeFileSync(path.join(OUT, 'NOTES.md'), `${notes}\n`);

// npm itself says what it would take; it reads the package, and sends nothing.
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
execFileSync(npm, ['publish', '--dry-run', '--offline', '--ignore-scripts', path.join('.', OUT, files[1] ?? '')], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});

say(`\nRelease ${version} of ${repository.url}`);
say(`  Visual Studio Marketplace  ${publisher}.${name}  ${files[0]}`);
say(`  Open VSX                   ${publisher}.${name}  ${files[0]}`);
say(`  npm                        ${name}  ${files[1]}`);
say(`  GitHub release             v${version}  ${[...files, SUMS].join(', ')}`);
say('Nothing was published: the workflow release.yml does it on the tag.');
