#!/usr/bin/env node
// Runs the command line of this commit, in the folder from which it is called, and builds it first where that was not done yet.
// action.yml and .pre-commit-hooks.yaml call it, so that nothing needs to be published. Only the command's own output goes to
// standard output.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { environment, installDependencies, log, pinnedNode, root, SetupError } from './setup.mjs';

const cli = path.join(root, 'dist', 'cli.js');

async function build() {
  log.stream = process.stderr;
  await installDependencies();
  log.stream.write('Building …\n');
  const { status } = spawnSync(pinnedNode(), ['scripts/build.ts'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new SetupError('The build failed.');
}

try {
  if (!existsSync(cli)) await build();
  process.exitCode = spawnSync(pinnedNode(), [cli, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 2;
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
  process.exitCode = 2;
}
