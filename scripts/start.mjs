// `npm start`: opens VS Code on examples/ with the extension running: an example with a finding, and the walkthrough
// beside it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  desktopOnPath,
  downloadDesktop,
  environment,
  hasScreen,
  installDependencies,
  installWorkbench,
  main,
  pinnedNode,
  root,
  run,
  SetupError,
} from './setup.mjs';

/** Opens the example and the walkthrough. */
const opener = path.join(root, 'scripts', 'start-extension');

main(async () => {
  await installDependencies();
  process.stdout.write('Building …\n');
  if ((await run(pinnedNode(), ['scripts/build.ts'], { shell: false, env: environment() })) !== 0)
    throw new SetupError('The build failed.');

  const examples = path.join(root, 'examples');
  const wantsDesktop = hasScreen() && !process.env.BEDROCK_POLICY_BROWSER;
  const desktop = wantsDesktop ? (desktopOnPath() ?? (await downloadDesktop())) : undefined;
  if (desktop) {
    const profile = path.join(root, '.vscode-test', 'start-profile');
    process.stdout.write(`Opening ${desktop}\n`);
    return run(desktop, [
      '--new-window',
      `--extensionDevelopmentPath=${root}`,
      `--extensionDevelopmentPath=${opener}`,
      `--user-data-dir=${profile}`,
      '--disable-workspace-trust',
      examples,
    ]);
  }
  return serve(await installWorkbench(), examples);
});

/** Serves the workbench on loopback until Ctrl+C. */
function serve(workbench, folder) {
  const home = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-'));
  const user = path.join(home, 'data', 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(
    path.join(user, 'settings.json'),
    JSON.stringify({
      'security.workspace.trust.enabled': false,
      'workbench.startupEditor': 'none',
      'telemetry.telemetryLevel': 'off',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'chat.disableAIFeatures': true,
    }),
  );
  // Installed, not as an extension under development: VS Code then shows its messages as it does to every user.
  const extensions = path.join(home, 'extensions');
  mkdirSync(extensions);
  symlinkSync(root, path.join(extensions, 'bedrock-policy'), 'junction');
  symlinkSync(opener, path.join(extensions, 'bedrock-policy-start'), 'junction');
  const port = process.env.PORT ?? '0';
  const server = spawn(
    pinnedNode(),
    [
      ...[
        path.join(workbench, 'out', 'server-main.js'),
        '--host',
        '127.0.0.1',
        '--port',
        port,
        '--without-connection-token',
      ],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--server-data-dir', path.join(home, 'data'), '--extensions-dir', extensions],
    ],
    { env: environment({ NODE_OPTIONS: '' }), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  let announced = false;
  const read = (chunk) => {
    log = (log + chunk).slice(-8000);
    const [, actual] = /Extension host agent listening on (\d+)/.exec(log) ?? [];
    if (!actual || announced) return;
    announced = true;
    const payload = JSON.stringify([['skipWelcome', 'true']]);
    process.stdout.write(
      `\nVS Code with Bedrock Policy, on the examples:\n\n  http://127.0.0.1:${actual}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}\n\nCtrl+C ends it.\n`,
    );
  };
  server.stdout.on('data', read);
  server.stderr.on('data', read);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill());
  return new Promise((resolve, reject) => {
    server.on('exit', (code) => {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      if (announced) resolve(0);
      else reject(new SetupError(`VS Code did not start (exit code ${code}):\n${log}`));
    });
  });
}
