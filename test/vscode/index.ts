/** What VS Code runs in its extension host, with mocha: all editor tests, or those of an installed package. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type MochaType from 'mocha';

export async function run(): Promise<void> {
  const root = process.env.BEDROCK_POLICY_ROOT ?? path.resolve(__dirname, '../../..');
  const require = createRequire(path.join(root, 'package.json'));
  const Mocha = require('mocha') as typeof MochaType;
  const { record } = require('./scripts/reporter.cjs') as { record: (runner: MochaType.Runner) => void };
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  if (process.env.BEDROCK_POLICY_SUITE === 'smoke') {
    await import('./smoke.test.ts');
  } else {
    await import('./typing.test.ts');
    await import('./completions.test.ts');
    await import('./commands.test.ts');
    await import('./snippets.test.ts');
    await import('./restart.test.ts');
  }
  const failures = await new Promise<number>((resolve) => record(mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} editor tests failed`);
}
