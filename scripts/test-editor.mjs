// Runs the editor tests in VS Code: the desktop one where it is installed or can be had, else the same VS Code
// in Chromium. The test files are the same in both. `--screenshots` renews the pictures in docs/images.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  desktopApplication,
  desktopOnPath,
  downloadDesktop,
  hasScreen,
  installChromium,
  installWorkbench,
  main,
  root,
} from './setup.mjs';

main(async () => {
  const { runTests } = await import('@vscode/test-electron');
  const results = path.join(root, 'out', 'results', 'editor.json');
  const pictures = process.argv.includes('--screenshots') ? path.join(root, 'docs', 'images') : '';
  const options = {
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out', 'test', 'vscode', 'index.js'),
    extensionTestsEnv: {
      MOCHA_RESULTS: results,
      BEDROCK_POLICY_ROOT: root,
      BEDROCK_POLICY_SCREENSHOTS: pictures,
    },
  };
  const workspace = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-workspace-'));
  const desktop = hasScreen() && !process.env.BEDROCK_POLICY_BROWSER ? await findDesktop() : undefined;
  if (desktop) {
    const profile = mkdtempSync(path.join(tmpdir(), 'bp-'));
    const launchArgs = [workspace, '--disable-extensions', '--disable-workspace-trust', `--user-data-dir=${profile}`];
    return runTests({ ...options, vscodeExecutablePath: desktop, launchArgs });
  }
  process.env.VSCODE_WEB_ROOT = await installWorkbench();
  process.env.CHROMIUM = await installChromium();
  process.env.VSCODE_WEB_TIMEOUT_MS ??= '300000';
  return runTests({
    ...options,
    vscodeExecutablePath: path.join(root, 'out', 'test', 'vscode', 'code-web.mjs'),
    launchArgs: [workspace],
  });
});

async function findDesktop() {
  const command = desktopOnPath();
  return (await downloadDesktop()) ?? (command && desktopApplication(command));
}
