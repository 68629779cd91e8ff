// `npm test`: type check, lint, unit, protocol, editor and package tests; ends with one line `N passed, N failed`.
// `npm test -- unit protocol` runs only those stages.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { environment, installDependencies, main, pinnedNode, root, run } from './setup.mjs';

const results = path.join(root, 'out', 'results');

/** Mocha's JSON report of a stage; a stage without one has failed as a whole. */
function count(stage, code) {
  const file = path.join(results, `${stage}.json`);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  // A suite that was cut short, or that ran nothing, is no success.
  const failed =
    stats.failures + stats.pending + (code !== 0 && stats.failures === 0 ? 1 : 0) + (stats.tests === 0 ? 1 : 0);
  return { passed: stats.passes, failed };
}

const tool = (name) => path.join(root, 'node_modules', '.bin', name);
const script = (...args) => run(pinnedNode(), args, { shell: false, env: environment() });
const mocha = async (stage, ...extra) => {
  const args = [
    'node_modules/mocha/bin/mocha.js',
    '--enable-source-maps',
    '--reporter',
    path.join(root, 'scripts', 'reporter.cjs'),
  ];
  const code = await run(pinnedNode(), [...args, ...extra, `out/test/${stage}/**/*.test.js`], {
    shell: false,
    env: environment({ MOCHA_RESULTS: path.join(results, `${stage}.json`) }),
  });
  return count(stage, code);
};
const single = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });

const stages = {
  types: async () => single(await run(tool('tsc'), ['--noEmit', '-p', '.'], { env: environment() })),
  lint: async () => single(await run(tool('biome'), ['check', '--error-on-warnings', '.'], { env: environment() })),
  unit: () => mocha('unit'),
  protocol: () => mocha('protocol', '--timeout', '30000'),
  editor: async () => count('editor', await script('scripts/test-editor.mjs')),
  package: async () => {
    if ((await script('scripts/package.ts')) !== 0) return { passed: 0, failed: 1 };
    const contents = await mocha('package', '--timeout', '60000');
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
  await installDependencies();
  const asked = process.argv.slice(2).filter((name) => name in stages);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const built = await script('scripts/build.ts', '--tests');
  const total = { passed: 0, failed: built === 0 ? 0 : 1 };
  for (const name of asked.length > 0 ? asked : Object.keys(stages)) {
    process.stdout.write(`\n== ${name} ==\n`);
    const started = Date.now();
    const { passed, failed } = await stages[name]().catch((error) => {
      process.stderr.write(`${error?.stack ?? error}\n`);
      return { passed: 0, failed: 1 };
    });
    process.stdout.write(
      `${name}: ${passed} passed, ${failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
    total.passed += passed;
    total.failed += failed;
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
