/** Clients that do what they should not, and more than they should. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVER, startClient } from './client.ts';

const frame = (message: object | string) => {
  const text = typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};

/** A server without a client library in between. */
function raw(): {
  server: ChildProcess;
  send: (text: string) => void;
  answer: (id: number) => Promise<{ error?: { code: number }; result?: unknown }>;
} {
  const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let said = '';
  server.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return {
    server,
    send: (text) => void server.stdin?.write(text),
    async answer(id) {
      for (;;) {
        const found = said.split(/Content-Length: \d+\r\n\r\n/).find((each) => new RegExp(`"id":${id}[,}]`).test(each));
        if (found) return JSON.parse(found) as { error?: { code: number } };
        await sleep(5);
      }
    },
  };
}

const INITIALIZE = frame({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
const hover = (id: number) =>
  frame({
    id,
    method: 'textDocument/hover',
    params: { textDocument: { uri: 'file:///a.json' }, position: { line: 0, character: 0 } },
  });
const WRONG =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }] }';

describe('a client that is wrong', () => {
  it('hears so before initialize, after shutdown, and of methods that are none', async () => {
    const { server, send, answer } = raw();
    send(hover(7));
    assert.equal((await answer(7)).error?.code, -32002);
    send(INITIALIZE);
    await answer(1);
    send(frame({ id: 8, method: 'textDocument/nonsense', params: {} }));
    assert.equal((await answer(8)).error?.code, -32601);
    send(frame({ id: 2, method: 'shutdown' }));
    await answer(2);
    send(hover(9));
    assert.equal((await answer(9)).error?.code, -32600);
    send(frame({ method: 'exit' }));
    assert.equal(await new Promise((resolve) => server.once('exit', resolve)), 0);
  });

  it('is served on after messages that are none, and parameters that are wrong', async () => {
    const { server, send, answer } = raw();
    send(INITIALIZE);
    await answer(1);
    send(frame('{ this is no JSON'));
    send(
      frame({
        method: 'textDocument/didChange',
        params: { textDocument: { uri: 'file:///never-opened.json', version: 2 }, contentChanges: [{ text: 'x' }] },
      }),
    );
    send(frame({ id: 5, method: 'textDocument/hover', params: null }));
    assert.ok((await answer(5)).error);
    send(hover(6));
    assert.equal((await answer(6)).result, null);
    server.kill();
  });

  it('gets its last diagnostics once it reads, and no heap of them', async () => {
    const { server, send } = raw();
    send(INITIALIZE);
    send(frame({ method: 'initialized', params: {} }));
    server.stdout?.pause();
    const uri = 'file:///a.json';
    send(
      frame({
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'json', version: 1, text: WRONG } },
      }),
    );
    const padding = `{ "Version": "2012-10-17", "Statement": [${Array.from({ length: 300 }, () => '{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }').join(',')}] }`;
    for (let version = 2; version <= 300; version++) {
      send(
        frame({
          method: 'textDocument/didChange',
          params: { textDocument: { uri, version }, contentChanges: [{ text: version % 2 ? padding : WRONG }] },
        }),
      );
      if (version % 20 === 0) await sleep(5);
    }
    await sleep(500);
    let bytes = 0;
    let last = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      last = (last + chunk.toString()).slice(-400_000);
    });
    server.stdout?.resume();
    for (let round = 0; round < 6000 && !last.includes('"version":300'); round++) await sleep(10);
    assert.ok(last.includes('"version":300'));
    assert.ok(bytes < 5_000_000, `${bytes} bytes were waiting`);
    server.kill();
  });
});

describe('many documents', () => {
  it('a thousand open at once, half of them closed while they are checked', async () => {
    const client = await startClient();
    const uri = (index: number) => `file:///many/${index}.json`;
    for (let index = 0; index < 1000; index++) {
      client.open(WRONG, uri(index));
      if (index % 2) client.close(uri(index));
    }
    await Promise.all(Array.from({ length: 500 }, (_, index) => client.diagnostics(1, uri(2 * index))));
    assert.equal(await client.stop(), 0);
  });
});

describe('the parent of the server', () => {
  it('takes the server with it', async () => {
    const code = `const { spawn } = require('node:child_process'); const s = spawn(process.execPath, [${JSON.stringify(SERVER)}, '--stdio'], { stdio: ['pipe', 'ignore', 'ignore'] }); console.log(s.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(
      await new Promise<string>((resolve) => parent.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))),
    );
    await sleep(300);
    parent.kill('SIGKILL');
    const isAlive = () => {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    };
    for (let round = 0; round < 2400 && isAlive(); round++) await sleep(25);
    assert.ok(!isAlive(), 'the server still runs');
  });
});
