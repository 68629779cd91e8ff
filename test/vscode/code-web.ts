#!/usr/bin/env node
/**
 * Stands in for the VS Code executable where desktop VS Code cannot be had: serves the real VS Code (workbench and
 * extension host, as the npm package code-server brings them) and opens it in headless Chromium. Takes the arguments
 * that @vscode/test-electron passes, prints what the extension tests print, and exits with their exit code.
 * A test that prints `@@screenshot FILE` gets a picture of the page in that file; one that prints `@@keys {"done": FILE,
 * "type": TEXT, "press": KEY}` has that typed as by a person, and then finds the file.
 * VSCODE_WEB_INSTALL names a .vsix to install first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const workbench = process.env.VSCODE_WEB_ROOT ?? '';
const timeout = Number(process.env.VSCODE_WEB_TIMEOUT_MS ?? 120_000);
const args = process.argv.slice(2);
const flag = (name: string) =>
  args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const folder = args.find((arg) => !arg.startsWith('-'));

const home = mkdtempSync(path.join(tmpdir(), 'code-web-'));
mkdirSync(path.join(home, 'data/data/User'), { recursive: true });
writeFileSync(
  path.join(home, 'data/data/User/settings.json'),
  JSON.stringify({
    'security.workspace.trust.enabled': false,
    'workbench.startupEditor': 'none',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'telemetry.telemetryLevel': 'off',
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'chat.disableAIFeatures': true,
  }),
);

const main = path.join(workbench, 'out/server-main.js');
const folders = ['--server-data-dir', path.join(home, 'data'), '--extensions-dir', path.join(home, 'extensions')];
const environment = { ...process.env, NODE_OPTIONS: '', BEDROCK_POLICY_KEYS: home };

const packaged = process.env.VSCODE_WEB_INSTALL;
if (packaged) {
  const install = [main, '--accept-server-license-terms', ...folders, '--install-extension', packaged, '--force'];
  const { status, stdout, stderr } = spawnSync(process.execPath, install, { env: environment, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${packaged} could not be installed:\n${stdout}${stderr}`);
    process.exit(1);
  }
}

const server = spawn(
  process.execPath,
  [
    ...[main, '--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
    ...['--server-data-dir', path.join(home, 'data'), '--extensions-dir', path.join(home, 'extensions')],
  ],
  {
    env: { ...process.env, NODE_OPTIONS: '', BEDROCK_POLICY_KEYS: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  },
);
let serverLog = '';
let browser: Browser | undefined;

async function finish(code: number, why = 'tests failed'): Promise<never> {
  if (code !== 0) console.error(`${why}\n--- server log (end) ---\n${serverLog.slice(-4000)}`);
  await browser?.close().catch(() => undefined);
  try {
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
  } catch {
    // it has ended already
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void finish(130, signal));
setTimeout(() => void finish(124, `no result within ${timeout} ms`), timeout).unref();

const port = await new Promise<string>((resolve, reject) => {
  const read = (chunk: Buffer) => {
    serverLog += chunk.toString();
    const [, found] = /Extension host agent listening on (\d+)/.exec(serverLog) ?? [];
    if (found) resolve(found);
  };
  server.stdout.on('data', read);
  server.stderr.on('data', read);
  void once(server, 'exit').then(([code]) => reject(new Error(`VS Code's server exited with ${code}`)));
}).catch((error: unknown) => finish(1, String(error)));

const authority = `127.0.0.1:${port}`;
const remote = (file: string) => `vscode-remote://${authority}${path.resolve(file)}`;
const payload = [
  ...flag('extensionDevelopmentPath').map((file) => ['extensionDevelopmentPath', remote(file)]),
  ...flag('extensionTestsPath').map((file) => ['extensionTestsPath', remote(file)]),
  ['skipWelcome', 'true'],
  ['skipReleaseNotes', 'true'],
];
browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
/** Milliseconds between two keys: a quick typist's. */
const PACE = 60;
async function typeKeys({ done, type, press }: { done: string; type?: string; press?: string }): Promise<void> {
  if (type) await page.keyboard.type(type, { delay: PACE });
  if (press) await page.keyboard.press(press);
  writeFileSync(done, '');
}
const NOISE = /open-vsx|No signed-in|ENOTFOUND|bindings file|native-watchdog|Failed to load resource|punycode/;
await page.exposeFunction('codeAutomationLog', async (_type: string, values: unknown[]) => {
  const line = format(...values);
  const [, picture, clip = 'null'] = /^@@screenshot (\S+) (.*)$/.exec(line) ?? [];
  const [, keys] = /^@@keys (.*)$/s.exec(line) ?? [];
  if (picture) await page.screenshot({ path: picture, clip: JSON.parse(clip) ?? undefined });
  else if (keys) await typeKeys(JSON.parse(keys));
  else if (!NOISE.test(line)) console.log(line);
});
await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
const query = `${folder ? `folder=${encodeURIComponent(path.resolve(folder))}&` : ''}payload=${encodeURIComponent(JSON.stringify(payload))}`;
await page.goto(`http://${authority}/?${query}`);
