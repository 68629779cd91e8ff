#!/usr/bin/env node
/**
 * Stands in for the VS Code executable where desktop VS Code cannot be had: serves the real VS Code (workbench and
 * extension host, as the npm package code-server brings them) and opens it in headless Chromium. Takes the arguments
 * that @vscode/test-electron passes, prints what the extension tests print, and exits with their exit code.
 * A test that prints `@@screenshot FILE` gets a picture of the page in that file; one that prints `@@keys {"done": FILE,
 * "keys": [KEY, …], "pace": MS}` has them typed as by a person, and then finds the file. `@@results JSON` is kept as
 * MOCHA_RESULTS.
 * VSCODE_WEB_INSTALL names a .vsix to install first. With VSCODE_WEB_HOST=web the extension and its tests run in the
 * browser's own extension host, on a file system in memory, without VS Code's server behind them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
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
await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
/** The suggestion that Tab would take, once it stays the same: as a person does, who looks before choosing. */
async function focusedSuggestion(): Promise<string> {
  const focused = page.locator('.suggest-widget.visible .monaco-list-row.focused .label-name');
  const look = () => focused.textContent({ timeout: 5000 }).catch(() => null);
  let seen: string | null | undefined;
  for (;;) {
    const now = await look();
    if (now === seen) return now ?? '(no list)';
    seen = now;
    await page.waitForTimeout(100);
  }
}
/** Types keys one by one, and writes into the file `done` which suggestion was the first at each `list`. */
async function typeKeys({ done, keys, pace }: { done: string; keys: readonly string[]; pace: number }): Promise<void> {
  const first: string[] = [];
  for (const key of keys) {
    if (key === 'list') {
      first.push(await focusedSuggestion());
      continue;
    }
    if (key === 'input') {
      await page.locator('.quick-input-widget .quick-input-box input:focus').waitFor({ timeout: 8000 });
      continue;
    }
    if (key === 'status') {
      await page.locator('.statusbar-item[id$="bedrockPolicy.status"]').hover();
      first.push((await page.locator('.workbench-hover-container').innerText({ timeout: 8000 })).trim());
      await page.mouse.move(0, 0); // so that no later picture has the tooltip in it
      continue;
    }
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForTimeout(pace);
  }
  writeFileSync(`${done}.part`, JSON.stringify(first));
  renameSync(`${done}.part`, done); // whoever waits for the file finds it whole
}
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' };
const NOISE = /open-vsx|No signed-in|ENOTFOUND|bindings file|native-watchdog|Failed to load resource|punycode/;
await page.exposeFunction('codeAutomationLog', async (_type: string, values: unknown[]) => {
  const line = format(...values);
  const [, picture, clip = 'null'] = /^@@screenshot (\S+) (.*)$/.exec(line) ?? [];
  const [, results] = /^@@results (.*)$/s.exec(line) ?? [];
  const [, keys] = /^@@keys (.*)$/s.exec(line) ?? [];
  if (picture) await page.screenshot({ path: picture, clip: JSON.parse(clip) ?? undefined });
  else if (keys) await typeKeys(JSON.parse(keys));
  else if (results && process.env.MOCHA_RESULTS) writeFileSync(process.env.MOCHA_RESULTS, results);
  else if (!NOISE.test(line)) console.log(line);
});
await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
const isWebHost = process.env.VSCODE_WEB_HOST === 'web';
const where = folder && !isWebHost ? `folder=${encodeURIComponent(path.resolve(folder))}&` : '';
const origin = isWebHost ? await serveInBrowser() : `http://${authority}`;
await page.goto(`${origin}/?${where}payload=${encodeURIComponent(JSON.stringify(payload))}`);

/**
 * The workbench without VS Code's server behind it: a server of one origin that hands out extensions, and for all else
 * VS Code's own files, without what makes code-server the remote of every page and the keeper of its settings.
 */
async function serveInBrowser(): Promise<string> {
  const roots = {
    '/_own/': path.resolve(flag('extensionDevelopmentPath')[0] ?? '.'),
    '/_builtin/': path.join(workbench, 'extensions'),
  };
  const tests = path.relative(roots['/_own/'], path.resolve(flag('extensionTestsPath')[0] ?? '.'));
  const files = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${authority}`);
    const [prefix, base] = Object.entries(roots).find(([each]) => url.pathname.startsWith(each)) ?? [];
    try {
      if (prefix && base) {
        const file = path.join(base, decodeURIComponent(url.pathname.slice(prefix.length)));
        if (!file.startsWith(base)) throw new Error('outside');
        response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
        return response.end(readFileSync(file));
      }
      const answer = await fetch(url);
      response.statusCode = answer.status;
      const type = answer.headers.get('content-type') ?? '';
      response.setHeader('Content-Type', type);
      if (/html|javascript/.test(type))
        response.end(withoutServer(await answer.text(), request.headers.host ?? '', tests));
      else response.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  const address = files.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

/** Changes a page's configuration, and what code-server has put into the workbench's script. */
function withoutServer(text: string, host: string, tests: string): string {
  const at = (file: string) => ({ scheme: 'http', authority: host, path: file });
  return text
    .replace('remoteAuthority:location.host', 'remoteAuthority:undefined')
    .replace(/(P\.file\(this\.userDataPath\)\.with\(\{scheme:)[\w.]+\}/, '$1"vscode-userdata"}')
    .replace(
      /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
      (_, start: string, settings: string) => {
        const { remoteAuthority: _server, ...rest } = JSON.parse(settings.replaceAll('&quot;', '"')) as Record<
          string,
          unknown
        >;
        const configuration = {
          ...rest,
          folderUri: { scheme: 'tmp', path: '/work' },
          developmentOptions: {
            extensions: [at('/_own'), at('/_builtin/json')],
            extensionTestsPath: at(`/_own/${tests}`), // below the extension, whose host then runs them
          },
        };
        return `${start}${JSON.stringify(configuration).replaceAll('"', '&quot;')}"`;
      },
    );
}
