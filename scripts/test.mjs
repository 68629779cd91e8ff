// `npm test`: type check, lint, unused code, unit, protocol, editor and package tests; ends with one line
// `N passed, N failed`. `npm test -- unit protocol` runs only those stages. `npm run test:fast` is what a contributor runs
// after each edit: type check, lint and unit tests side by side, without the slow ones and with few examples for each
// property.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { environment, installDependencies, main, pinnedNode, root, run } from './setup.mjs';

const results = path.join(root, 'out', 'results');

/** What failed, listed again at the end: the output before is long, and often only its end is kept. */
const failures = [];

/** Mocha's results of a stage; a stage without them has failed as a whole. */
function count(stage, code) {
  const file = path.join(results, `${stage}.json`);
  if (!existsSync(file)) return whole(stage, false);
  const { stats, failed } = JSON.parse(readFileSync(file, 'utf8'));
  for (const { title, what } of failed) failures.push(`${stage}: ${title}\n${what.slice(0, 4000)}`);
  // A suite that was cut short, or that ran nothing, is no success.
  const isCut = stats.tests === 0 || (code !== 0 && stats.failures === 0);
  return { passed: stats.passes, failed: stats.failures + stats.pending + (isCut ? whole(stage, false).failed : 0) };
}

/** A stage that passes or fails as a whole. */
function whole(stage, passed) {
  if (!passed) failures.push(`${stage}: its output stands above, under "== ${stage} =="`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

const tool = async (stage, name, ...args) => {
  const code = await run(path.join(root, 'node_modules', '.bin', name), args, { env: environment() });
  return whole(stage, code === 0);
};
const script = (...args) => run(pinnedNode(), args, { shell: false, env: environment() });
/**
 * `TEST_NODE=own` runs the tests with the Node that npm runs with: CI does that with each version that we support. Asked for once
 * the dependencies are installed: before that there is no pinned one.
 */
const testNode = () => (process.env.TEST_NODE === 'own' ? process.execPath : pinnedNode());
const isFast = process.argv.includes('--fast');
/** Tests with this word at the end of their title, or of their suite's, are left out of the fast run. */
const SLOW = '\\(slow\\)';
/** In milliseconds. It ends a test that hangs, and says nothing about time: another machine may be five times slower. */
const LIMIT = '240000';
const mocha = async (stage) => {
  const args = [
    'node_modules/mocha/bin/mocha.js',
    '--enable-source-maps',
    '--reporter',
    path.join(root, 'scripts', 'reporter.cjs'),
    ...(isFast ? ['--grep', SLOW, '--invert'] : []),
    ...(stage === 'package' ? [] : ['--parallel', '--jobs', '2']),
    '--timeout',
    LIMIT,
  ];
  const code = await run(testNode(), [...args, `out/test/${stage}/**/*.test.js`], {
    shell: false,
    env: environment({
      MOCHA_RESULTS: path.join(results, `${stage}.json`),
      ...(isFast ? { PROPERTIES_TIMES: '0.02' } : {}),
    }),
  });
  return count(stage, code);
};

const stages = {
  types: () => tool('types', 'tsc', '--noEmit', '-p', '.'),
  lint: () => tool('lint', 'biome', 'check', '--error-on-warnings', '.'),
  unused: () => tool('unused', 'knip'),
  unit: () => mocha('unit'),
  protocol: () => mocha('protocol'),
  editor: async () => count('editor', await script('scripts/test-editor.mjs')),
  package: async () => {
    if ((await script('scripts/package.ts')) !== 0) return whole('package', false);
    const contents = await mocha('package');
    const installed = count('installed', await script('scripts/test-editor.mjs', '--packaged'));
    const web = count('web', await script('scripts/test-editor.mjs', '--web'));
    const all = [contents, installed, web];
    return {
      passed: all.reduce((sum, { passed }) => sum + passed, 0),
      failed: all.reduce((sum, { failed }) => sum + failed, 0),
    };
  },
};

main(async () => {
  const given = process.argv.slice(2).filter((argument) => argument !== '--fast');
  const asked = given.length > 0 || !isFast ? given : ['types', 'lint', 'unit'];
  const unknown = asked.filter((name) => !Object.hasOwn(stages, name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no stage ${unknown.join(', ')}. The stages: ${Object.keys(stages).join(', ')}.\n`);
    return 2;
  }
  await installDependencies();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const total = { passed: 0, failed: 0 };
  const onlyUnit = isFast && asked.every((name) => ['types', 'lint', 'unused', 'unit'].includes(name));
  const build = async () => {
    if ((await script('scripts/build.ts', onlyUnit ? '--unit' : '--tests')) !== 0)
      total.failed += whole('build', false).failed;
  };
  /** Only some stages need the build; side by side they do not wait for it. */
  const building = build();
  const runStage = async (name) => {
    if (!isFast || !['types', 'lint', 'unused'].includes(name)) await building;
    process.stdout.write(`\n== ${name} ==\n`);
    const started = Date.now();
    const { passed, failed } = await stages[name]().catch((error) => {
      process.stderr.write(`${error?.stack ?? error}\n`);
      return whole(name, false);
    });
    process.stdout.write(
      `${name}: ${passed} passed, ${failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
    total.passed += passed;
    total.failed += failed;
  };
  const names = asked.length > 0 ? asked : Object.keys(stages);
  if (isFast) await Promise.all(names.map(runStage));
  else for (const name of names) await runStage(name);
  if (failures.length > 0) process.stdout.write(`\nFailed:\n\n${failures.join('\n\n')}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
