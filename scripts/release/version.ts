/**
 * npm runs this in `npm version minor`, between changing package.json and committing: the changelog gets the version and the day,
 * and the examples for CI name the new tag. https://docs.npmjs.com/cli/v11/commands/npm-version
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { released } from './changelog.ts';
import { readProject } from './project.ts';

const { version } = readProject();
const CHANGELOG = 'CHANGELOG.md';
/** Files that name the tag of the newest version. */
const NAMING_TAG = [...readdirSync('examples/ci').map((name) => path.join('examples/ci', name)), 'docs/adopting.md'];
const TAG = /(@|--branch |rev: )v\d+\.\d+\.\d+\b/g;

writeFileSync(CHANGELOG, released(readFileSync(CHANGELOG, 'utf8'), version, new Date().toISOString().slice(0, 10)));
for (const file of NAMING_TAG)
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(TAG, (_, before: string) => `${before}v${version}`),
  );
execFileSync('git', ['add', CHANGELOG, ...NAMING_TAG], { stdio: 'inherit' });
