/** What is shipped: the contents of both packages, and the npm package run from a clean folder. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
const file = (extension: string) => path.resolve('out/packages', `${name}-${version}.${extension}`);

/** The names of a zip's files, from its central directory. */
function zipped(archive: string): string[] {
  const bytes = readFileSync(archive);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const length = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

const SNIPPETS = [
  'examples',
  'least-privilege',
  'protections',
  'resource-policies',
  'roles',
  'service-roles',
  'sign-in',
].map((each) => `snippets/${each}.json`);

describe('the .vsix', () => {
  it('holds what the extension needs, and nothing else', () => {
    const names = zipped(file('vsix'));
    assert.deepEqual(
      names.toSorted(),
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        ...[
          ...['LICENSE.txt', 'NOTICE', 'changelog.md', 'package.json', 'package.nls.json', 'readme.md'],
          ...[
            'dist/NOTICE',
            'dist/catalog/bedrock-models.json',
            'dist/catalog/index.json',
            'dist/catalog/services.json',
            'dist/catalog/services.txt',
          ],
          ...[
            'dist/client/desktop.js',
            'dist/client/web.js',
            'dist/server/browser.js',
            'dist/server/node.js',
            'dist/server/serve.js',
          ],
          ...['icon', 'walkthrough-fix', 'walkthrough-new', 'walkthrough-workspace', 'walkthrough-write'].map(
            (each) => `docs/images/${each}.png`,
          ),
          'l10n/bundle.l10n.json',
          ...SNIPPETS,
          ...['config.schema.json', 'policy-test.schema.json', 'policy.schema.json', 'policy.tmLanguage.json'].map(
            (each) => `syntaxes/${each}`,
          ),
          'syntaxes/terraform.language-configuration.json',
        ].map((each) => `extension/${each}`),
      ].toSorted(),
    );
  });
});

describe('the notices that go with both', () => {
  it('have the license of each bundled package', () => {
    const notices = readFileSync('dist/NOTICE', 'utf8');
    for (const name of [
      'jsonc-parser',
      'vscode-languageserver',
      'vscode-uri',
      'picomatch',
      'imurmurhash',
      'minimatch',
      'yaml',
    ])
      assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
    assert.ok(notices.split('Permission is hereby granted').length > 5);
  });
});

describe('the npm package', () => {
  let folder = '';
  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bedrock-policy-npm-')));
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['install', '--offline', '--no-audit', '--no-fund', '--silent', file('tgz')], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const bin = (command: string) =>
    path.join(folder, 'node_modules', '.bin', process.platform === 'win32' ? `${command}.cmd` : command);

  it('checks from the command line', () => {
    mkdirSync(path.join(folder, 'policies'));
    writeFileSync(
      path.join(folder, 'policies', 'p.json'),
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }] }',
    );
    const { status, stdout } = spawnSync(bin('bedrock-policy'), ['check', '--format', 'json', 'policies'], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    assert.equal(status, 1, stdout);
    assert.deepEqual(
      (JSON.parse(stdout) as { findings: { code: string }[] }).findings.map(({ code }) => code),
      ['bedrock-api-operation'],
    );
  });

  it('serves an editor', async () => {
    const server = spawn(bin('bedrock-policy-language-server'), ['--stdio'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let said = '';
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const send = (message: object) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message });
      server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    send({ method: 'initialized', params: {} });
    send({ id: 2, method: 'bedrockPolicy/snippets' });
    send({ id: 3, method: 'shutdown' });
    send({ method: 'exit' });
    assert.equal(await new Promise((resolve) => server.once('exit', resolve)), 0, said.slice(0, 2000));
    assert.match(said, /"name":"Bedrock Policy"/);
    assert.match(said, /bedrock-one-model/);
  });
});
