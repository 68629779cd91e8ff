/** The server ends by itself: the editor goes on. Runs last, since the library counts the ends. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { restarting } from '../../client/src/restarts.ts';
import { after as behind, closeAll, command, eventually, expectFindings, openFile } from './editor.ts';

const policy = (action: string) =>
  `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "${action}", "Resource": "*" } }`;

/** Prints a line a process: its id, its parent's, its command. */
const LIST: readonly [string, string[]] =
  process.platform === 'win32'
    ? [
        'powershell',
        [
          '-NoProfile',
          '-Command',
          'Get-CimInstance Win32_Process | % { "$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)" }',
        ],
      ]
    : ['ps', ['-eo', 'pid=,ppid=,args=']];

/** The process of the language server: the extension host's child. */
function serverProcess(): number {
  const lines = execFileSync(LIST[0], LIST[1], { encoding: 'utf8' }).split('\n');
  const own = lines.filter((line) => /dist[/\\]server[/\\]node\.js/.test(line) && line.includes('--node-ipc'));
  const found = own.map((line) => line.trim().split(/\s+/, 2).map(Number)).find(([, parent]) => parent === process.pid);
  return found?.[0] ?? assert.fail(`no server among\n${own.join('\n')}`);
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until the server answers: one that ends before it has started is not started again. */
const serves = (document: vscode.TextDocument) =>
  eventually(async () => {
    const hovers = await command('vscode.executeHoverProvider', document.uri, behind(document, '"Al'));
    const texts = (hovers as readonly vscode.Hover[]).flatMap(({ contents }) => contents);
    assert.ok(texts.some((text) => typeof text === 'object' && text.value.includes('IAM User Guide')));
  });

describe('a server that ends by itself', () => {
  after(closeAll);

  it('is started again, and knows the documents that are open', async () => {
    const { document } = await openFile('restart.policy.json', policy('bedrok:X'));
    await expectFindings(document, ['invalid-service-in-action: bedrok']);
    for (let round = 0; round < 2; round++) {
      const before = serverProcess();
      process.kill(before, 'SIGKILL');
      const now = await eventually(() => {
        const current = serverProcess();
        assert.notEqual(current, before);
        return current;
      });
      assert.ok(now > 0);
      const edit = await openFile('restart.policy.json', policy(round === 0 ? 'bedrock:Nope' : 'bedrock:GetAgent'));
      await expectFindings(edit.document, round === 0 ? ['invalid-action: Nope'] : []);
    }
  });

  it('is started again when much was sent to it after its end', async () => {
    const { document } = await openFile('restart.policy.json', policy('bedrok:X'));
    await serves(document);
    const before = serverProcess();
    process.kill(before, 'SIGKILL');
    const asked = [1, 2, 3, 4].map(() => command('vscode.executeHoverProvider', document.uri, behind(document, '"Al')));
    await new Promise(setImmediate); // the editor is asked, and
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500); // asks us, before we hear of the end
    await Promise.all(asked);
    await serves(document);
    assert.notEqual(serverProcess(), before);
  });

  it('is given up after the usual limit, until somebody restarts it', async () => {
    const { document } = await openFile('restart.policy.json', policy('bedrok:X'));
    for (let kill = 0; kill < 2; kill++) {
      await serves(document);
      const before = serverProcess();
      process.kill(before, 'SIGKILL');
      await eventually(() => assert.ok(!runs(before)));
    }
    await sleep(2000);
    assert.throws(serverProcess, /no server/, 'started a fifth time');
    await command('bedrockPolicy.restartServer');
    await serves(document);
    serverProcess();
    await expectFindings(document, ['invalid-service-in-action: bedrok']);
  });

  it('is reported once, however often the server is started again', async () => {
    const results: CloseHandlerResult[] = [
      { action: CloseAction.Restart },
      { action: CloseAction.Restart },
      { action: CloseAction.DoNotRestart, message: 'That is enough' },
    ];
    const library: ErrorHandler = {
      error: () => ({ action: ErrorAction.Shutdown }),
      closed: () => results.shift() ?? assert.fail('asked too often'),
    };
    let said = 0;
    const handler = restarting(library, () => said++);
    assert.deepEqual(await handler.closed(), { action: CloseAction.Restart });
    assert.deepEqual(await handler.closed(), { action: CloseAction.Restart });
    assert.deepEqual(await handler.closed(), { action: CloseAction.DoNotRestart, message: 'That is enough' });
    assert.equal(said, 1);
    assert.deepEqual(await handler.error(new Error('x'), undefined, 1), { action: ErrorAction.Shutdown });
    const late = Object.assign(new Error('Channel closed'), { code: 'ERR_IPC_CHANNEL_CLOSED' });
    assert.deepEqual(await handler.error(late, undefined, 4), { action: ErrorAction.Continue, handled: true });
  });
});
