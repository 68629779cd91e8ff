/** `npm run properties [-- SEED [MINUTES]]`: the property tests with new examples, ten times as many, for the given number of minutes (two). */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { seedAndMinutes } from './seeds.ts';

const { seed: first, minutes } = seedAndMinutes(process.argv.slice(2));
const files = readdirSync('test/unit', { recursive: true, encoding: 'utf8' })
  .map((name) => path.join('test/unit', name))
  .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('properties.ts'));

const end = Date.now() + minutes * 60_000;
let seed = first;
do {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', '--reporter', 'dot', '--timeout', '0', ...files],
    { stdio: 'inherit', env: { ...process.env, PROPERTIES_SEED: String(seed), PROPERTIES_TIMES: '10' } },
  );
  if (status !== 0) {
    process.stdout.write(`seed ${seed} found an example that breaks a property\n`);
    process.exit(1);
  }
  seed++;
} while (Date.now() < end);
process.stdout.write(`seeds ${first} to ${seed - 1}: every property holds\n`);
