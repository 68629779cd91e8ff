// Runs the editor tests in VS Code: the desktop one where it is installed or can be had, else the same VS Code
// in Chromium. The test files are the same in both. `--screenshots` renews the pictures in docs/images; `--packaged`
// installs the package from out/packages and runs the smoke tests on it; `--web` runs those of the browser's own
// extension host; `--typing` plays the typing tasks, for `npm run typing`.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
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
  run,
  SetupError,
} from './setup.mjs';

main(async () => {
  const { runTests } = await import('@vscode/test-electron');
  const packaged = process.argv.includes('--packaged') ? await packageFile() : undefined;
  const isWeb = process.argv.includes('--web');
  const isTyping = process.argv.includes('--typing');
  const name = isWeb ? 'web' : packaged ? 'installed' : isTyping ? 'typing' : 'editor';
  const results = path.join(root, 'out', 'results', `${name}.json`);
  const own = process.env.BEDROCK_POLICY_EXTENSION ?? root;
  const pictures = process.argv.includes('--screenshots') ? path.join(root, 'docs', 'images') : '';
  const options = {
    extensionDevelopmentPath: packaged ? path.join(root, 'test', 'vscode', 'host-extension') : own,
    extensionTestsPath: path.join(root, 'out', 'test', 'vscode', 'index.js'),
    extensionTestsEnv: {
      MOCHA_RESULTS: results,
      BEDROCK_POLICY_ROOT: root,
      BEDROCK_POLICY_SCREENSHOTS: pictures,
      BEDROCK_POLICY_SUITE: packaged ? 'smoke' : isTyping ? 'typing' : '',
      BEDROCK_POLICY_TABLE: process.env.BEDROCK_POLICY_TABLE,
      BEDROCK_POLICY_SERVER: path.join(root, 'dist', 'server', 'node.js'),
    },
  };
  const workspace = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-workspace-'));
  const desktop = hasScreen() && !isWeb && !process.env.BEDROCK_POLICY_BROWSER ? await findDesktop() : undefined;
  if (desktop) {
    const profile = mkdtempSync(path.join(tmpdir(), 'bp-'));
    const extensions = mkdtempSync(path.join(tmpdir(), 'bp-'));
    if (packaged) await installInDesktop(desktop, packaged, extensions);
    const only = packaged ? `--extensions-dir=${extensions}` : '--disable-extensions';
    const launchArgs = [workspace, only, '--disable-workspace-trust', `--user-data-dir=${profile}`];
    return runTests({ ...options, vscodeExecutablePath: desktop, launchArgs });
  }
  process.env.VSCODE_WEB_ROOT = await installWorkbench();
  process.env.CHROMIUM = await installChromium();
  process.env.VSCODE_WEB_TIMEOUT_MS ??= '600000';
  if (packaged) process.env.VSCODE_WEB_INSTALL = packaged;
  if (isWeb) {
    process.env.VSCODE_WEB_HOST = 'web';
    process.env.MOCHA_RESULTS = results;
    options.extensionTestsPath = path.join(root, 'out', 'test', 'vscode', 'web-smoke.js');
  }
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

/** The .vsix that `npm run package` has made. */
async function packageFile() {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(root, 'out', 'packages', `${name}-${version}.vsix`);
  if (!existsSync(file)) throw new SetupError(`There is no ${file}. Run npm run package first.`);
  return file;
}

async function installInDesktop(desktop, file, extensions) {
  const { resolveCliArgsFromVSCodeExecutablePath } = await import('@vscode/test-electron');
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(desktop);
  const code = await run(cli, [
    ...args.filter((each) => !each.startsWith('--extensions-dir')),
    `--extensions-dir=${extensions}`,
    '--install-extension',
    file,
  ]);
  if (code !== 0) throw new SetupError(`${file} could not be installed.`);
}
