/** What VS Code runs in its extension host, with mocha: all editor tests, or those of an installed package. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type MochaType from 'mocha';
import * as vscode from 'vscode';

export async function run(): Promise<void> {
  const root = process.env.BEDROCK_POLICY_ROOT ?? path.resolve(__dirname, '../../..');
  const require = createRequire(path.join(root, 'package.json'));
  const Mocha = require('mocha') as typeof MochaType;
  const { record } = require('./scripts/reporter.cjs') as { record: (runner: MochaType.Runner) => void };
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  if (process.env.BEDROCK_POLICY_SUITE === 'smoke') {
    await import('./smoke.test.ts');
  } else if (process.env.BEDROCK_POLICY_SUITE === 'typing') {
    await import('./typing-table.ts');
  } else {
    await import('./person.test.ts'); // first: completion takes Regions from the documents that were open
    await import('./typing.test.ts');
    await import('./findings.test.ts');
    await import('./completions.test.ts');
    await import('./commands.test.ts');
    await import('./snippets.test.ts');
    await import('./policy-tests.test.ts');
    await import('./team.test.ts');
    await import('./restart.test.ts');
  }
  if (process.env.BEDROCK_POLICY_SCREENSHOTS) await clear();
  const failures = await new Promise<number>((resolve) => record(mocha.run(resolve)));
  if (failures > 0) throw new Error(`${failures} editor tests failed`);
}

/** Leaves the window to the editor, for its pictures. */
async function clear(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
  await vscode.workspace.getConfiguration('editor').update('minimap.enabled', false, vscode.ConfigurationTarget.Global);
}
