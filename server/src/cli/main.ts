#!/usr/bin/env node
/** The command line: `check` has the findings of the editor, `list` the policies, and `simulate`, `diff` and `test` say what they allow. */
import path from 'node:path';
import { packedFilesIn } from '../catalog/files.ts';
import { openCatalog, openService } from '../service.ts';
import { checkCommand } from './check-command.ts';
import { diffCommand } from './diff-command.ts';
import { listCommand } from './list-command.ts';
import { writeTo } from './output.ts';
import { oneLine } from './printing.ts';
import { simulateCommand } from './simulate-command.ts';
import { testCommand } from './test-command.ts';
import { USAGE, UsageError } from './usage.ts';

const COMMANDS = new Map([
  ['check', checkCommand],
  ['diff', diffCommand],
  ['list', listCommand],
  ['simulate', simulateCommand],
  ['test', testCommand],
]);

async function main(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === '--help' || command === '-h' || command === 'help') {
    await writeTo(process.stdout, USAGE);
    return 0;
  }
  const service = openService(openCatalog(packedFilesIn(path.join(__dirname, 'catalog'))));
  if (command === '--version') {
    await writeTo(process.stdout, `${VERSION}\n${service.catalogVersion()}\n`);
    return 0;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await writeTo(process.stdout, USAGE);
    return 0;
  }
  if (command === undefined) throw new UsageError('Say what to do, such as: bedrock-policy check .');
  const run = COMMANDS.get(command);
  if (!run) throw new UsageError(`There is no command "${command}".`);
  return run(rest, {
    service,
    version: VERSION,
    output: process.stdout,
    errors: process.stderr,
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 2;
    const message = error instanceof Error ? error.message : String(error);
    const text = message.split('\n').map(oneLine).join('\n');
    // Nobody is left to be told where this cannot be written either.
    writeTo(process.stderr, `bedrock-policy: ${text}\n${error instanceof UsageError ? `\n${USAGE}` : ''}`).catch(
      () => {},
    );
  },
);
