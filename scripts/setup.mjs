// What `npm start` and `npm test` share: dependencies and VS Code, on a machine that has neither.
// Plain JavaScript for any Node from 20 on: nothing is installed yet when it runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const windows = process.platform === 'win32';

/** Where progress is written. */
export const log = { stream: process.stdout };

const say = (text) => log.stream.write(`${text}\n`);

/** An explanation for a person: printed without a stack. */
export class SetupError extends Error {}

/** Runs a command, its output shown; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: windows && !command.endsWith('.exe'),
      ...options,
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

/** Runs a command quietly; its output is shown only when it fails. */
async function quietly(what, command, args, options = {}) {
  const started = Date.now();
  const interactive = log.stream.isTTY;
  log.stream.write(`${what} …${interactive ? '' : '\n'}`);
  const ticking = interactive ? setInterval(() => log.stream.write('.'), 1000) : undefined;
  const output = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: windows, ...options });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('exit', resolve);
  });
  clearInterval(ticking);
  say(
    `${interactive ? ' ' : `${what}: `}${code === 0 ? 'done' : 'failed'}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  if (code !== 0) throw new SetupError(`${what} failed:\n${Buffer.concat(output).toString().slice(-4000)}`);
}

/** Installs what package-lock.json names, unless that was done already. */
export async function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.bedrock-policy-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await quietly('Installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

/** The environment of npm scripts: the pinned Node before the machine's own. */
export function environment(extra = {}) {
  const bin = path.join(root, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, ...extra };
}

export const node = path.join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** The pinned Node where its package brought a binary, else the one that runs this. */
export const pinnedNode = () => (existsSync(node) ? node : process.execPath);

/** The desktop VS Code on the PATH: the path of its `code` command. */
export function desktopOnPath() {
  const found = spawnSync(windows ? 'where' : 'which', ['code'], { encoding: 'utf8' });
  const [first] = found.status === 0 ? found.stdout.split(/\r?\n/) : [];
  return first?.trim() || undefined;
}

/** The application behind a `code` command: what extension tests must start. */
export function desktopApplication(command) {
  const folder = path.dirname(path.dirname(realpathSync(command)));
  const candidates = windows
    ? [path.join(folder, 'Code.exe')]
    : process.platform === 'darwin'
      ? [path.resolve(folder, '../..', 'MacOS', 'Electron'), path.resolve(folder, '../..', 'MacOS', 'Code')]
      : [path.join(folder, 'code')];
  return candidates.find((file) => existsSync(file));
}

/** Whether a window can be shown here. */
export const hasScreen = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Downloads desktop VS Code with @vscode/test-electron; undefined where it cannot be had. */
export async function downloadDesktop() {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', timeout: 15_000 });
  } catch (error) {
    say(`Desktop VS Code cannot be downloaded here (${String(error?.message ?? error).split('\n')[0]}).`);
    return undefined;
  }
}

const CODE_SERVER = '4.139.1';
const webRoot = path.join(root, '.vscode-test', 'code-server', 'node_modules', 'code-server', 'lib', 'vscode');

/** Installs the real VS Code as the npm package code-server brings it. Gives the folder of its workbench. */
export async function installWorkbench() {
  const folder = path.join(root, '.vscode-test', 'code-server');
  const stamp = path.join(folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === CODE_SERVER) return webRoot;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = environment();
  await quietly(
    'Installing VS Code (code-server)',
    'npm',
    ['install', ...quiet, '--no-save', `code-server@${CODE_SERVER}`],
    { cwd: folder, env },
  );
  await quietly('Installing its server', 'npm', ['install', '--omit=dev', ...quiet], { cwd: webRoot, env });
  writeFileSync(stamp, CODE_SERVER);
  return webRoot;
}

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of windows ? [] : CHROMIUM) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(mac) ? mac : undefined;
}

/** A Chromium: found, or installed with apt where that is allowed. */
export async function installChromium() {
  const found = findChromium();
  if (found) return found;
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (isDebian) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await quietly('Updating the package lists', 'apt-get', ['update', '-q'], { env });
    await quietly('Installing Chromium', 'apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
      env,
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new SetupError(
    'No VS Code and no browser were found. Install VS Code with its "code" command on the PATH, or Chromium (Debian: apt-get install chromium), or say where one is: CHROMIUM=/path/to/chromium',
  );
}

/** Runs a script's main function; an explanation is printed as it is, anything else with its stack. */
export function main(work) {
  process.chdir(root);
  work().then(
    (code) => {
      process.exitCode = code ?? 0;
    },
    (error) => {
      process.stderr.write(`${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
      process.exitCode = 1;
    },
  );
}
