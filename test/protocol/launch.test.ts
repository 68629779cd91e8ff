import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startClient } from './client.ts';

describe('the command of the server', () => {
  for (const [argument, said] of [
    ['--help', /^Usage: bedrock-policy-language-server/],
    ['--version', /^\d+\.\d+\.\d+\ncatalog of \d{4}-\d\d-\d\d \(@cloud-copilot\/iam-data \d.*\)\n$/],
  ] as const)
    it(`answers ${argument}`, () => {
      const { status, stdout } = spawnSync(process.execPath, ['dist/server/node.js', argument], { encoding: 'utf8' });
      assert.equal(status, 0);
      assert.match(stdout, said);
    });
});

describe('the server’s compiled code', () => {
  let home: string;
  const folder = () => path.join(home, 'server', '.compiled');
  const files = () => readdirSync(folder()).map((name) => path.join(folder(), name));

  /** Starts a copy of the server, has a policy checked, and ends it. */
  const run = async () => {
    const client = await startClient({}, undefined, { server: path.join(home, 'server', 'node.js') });
    client.open(
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrok:X", "Resource": "*" } }',
    );
    const [found, ...more] = await client.diagnostics(1);
    assert.equal(await client.stop(), 0);
    assert.deepEqual([found?.code, more], ['invalid-service-in-action', []]);
    return String(found?.message);
  };

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'launch-'));
    mkdirSync(path.join(home, 'server'));
    for (const name of ['node.js', 'serve.js']) cpSync(`dist/server/${name}`, path.join(home, 'server', name));
    symlinkSync(path.resolve('dist/catalog'), path.join(home, 'catalog'), 'junction');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is kept beside it, once, and taken by the next start', async () => {
    await run();
    const [kept, more] = files();
    assert.equal(more, undefined);
    const before = readFileSync(kept ?? '');
    await run();
    assert.deepEqual(files(), [kept]);
    assert.ok(before.equals(readFileSync(kept ?? '')));
  });

  it('is made again where it is damaged, cut off or of an earlier build', async () => {
    await run();
    const [kept = ''] = files();
    const whole = readFileSync(kept);
    const damaged = Buffer.from(whole);
    damaged.fill(0x5a, 1000, 3000);
    for (const bytes of [damaged, whole.subarray(0, 1000), Buffer.alloc(0)]) {
      writeFileSync(kept, bytes);
      await run();
      assert.ok(readFileSync(kept).length > whole.length / 2);
    }
    const script = path.join(home, 'server', 'serve.js');
    writeFileSync(script, `${readFileSync(script, 'utf8')}\n`);
    await run();
    assert.equal(files().length, 1);
    assert.notDeepEqual(files(), [kept]);
  });

  it('is not taken for another source of the same length and time, and is the user’s own', async () => {
    await run();
    const script = path.join(home, 'server', 'serve.js');
    const { atime, mtime } = statSync(script);
    writeFileSync(script, readFileSync(script, 'utf8').replaceAll('Did you mean', 'Did you want'));
    utimesSync(script, atime, mtime);
    assert.match(await run(), /Did you want/);
    if (process.platform !== 'win32')
      assert.deepEqual(
        [folder(), ...files()].map((each) => statSync(each).mode & 0o777),
        [0o700, 0o600],
      );
  });

  it('is not kept by a server that had nothing to check: what the next one needs is not in it', async () => {
    const client = await startClient({}, undefined, { server: path.join(home, 'server', 'node.js') });
    client.open('{ "name": "no policy" }');
    await client.diagnostics(1);
    assert.equal(await client.stop(), 0);
    assert.throws(files, /ENOENT/);
  });

  it('is not needed: where nothing can be written, the server starts without', async () => {
    writeFileSync(folder(), 'a file where the folder would be');
    await run();
  });
});
