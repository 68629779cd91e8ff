/** The command line on many files: CPU a file after start, and memory. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { policyOf } from './policy.ts';

export interface CommandLineFigure {
  readonly what: string;
  readonly files: number;
  readonly kilobytes: number;
  /** CPU in ms a file, what one file alone takes being start. */
  readonly perFile: number;
  readonly start: number;
  readonly megabytes: number;
}

const USAGE = path.resolve('out/bench/usage.cjs');

function run(folder: string): { readonly cpu: number; readonly megabytes: number } {
  const { stderr } = spawnSync(process.execPath, ['-r', USAGE, 'dist/cli.js', 'check', '--fail-on', 'never', folder], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const [cpu = 0, megabytes = 0] = stderr.split('\n').at(-2)?.split(' ').map(Number) ?? [];
  return { cpu, megabytes };
}

function write(name: string, texts: readonly string[]): string {
  const folder = path.resolve('out/bench/files', name);
  mkdirSync(folder, { recursive: true });
  for (const [index, text] of texts.entries()) writeFileSync(path.join(folder, `${index}.policy.json`), text);
  return folder;
}

function figure(what: string, texts: readonly string[]): CommandLineFigure {
  const alone = run(write(`${what} alone`, texts.slice(0, 1)));
  const all = run(write(what, texts));
  const bytes = texts.reduce((sum, { length }) => sum + length, 0);
  return {
    what,
    files: texts.length,
    kilobytes: bytes / texts.length / 1000,
    perFile: (all.cpu - alone.cpu) / (texts.length - 1),
    start: alone.cpu,
    megabytes: all.megabytes,
  };
}

/** Policies as a team has them, about Bedrock; and AWS's managed ones, which name hundreds of services. */
export function benchCommandLine(): readonly CommandLineFigure[] {
  mkdirSync(path.dirname(USAGE), { recursive: true });
  writeFileSync(
    USAGE,
    `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(\`\\n\${(user + system) / 1000} \${process.resourceUsage().maxRSS / 1024}\\n\`);
});`,
  );
  const managed = readFileSync('test/fixtures/corpus/aws-managed-policies.jsonl', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.stringify((JSON.parse(line) as { document: unknown }).document, undefined, 2));
  const many = Array.from({ length: 2000 }, (_, index) => managed[index % managed.length] ?? '');
  const bedrock = Array.from({ length: 2000 }, (_, index) =>
    policyOf(5)
      .replaceAll('capacity', `capacity-${index}-`)
      .replaceAll('222233334444', String(222233330000 + index)),
  );
  return [figure('policies for Bedrock', bedrock), figure('managed policies', many)];
}
