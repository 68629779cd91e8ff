import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { StreamMessageWriter } from 'vscode-languageserver/node';
import { wholeMessages } from '../../../server/src/protocol/stdout.ts';

/** A way out that keeps what it got, and goes on when it is told to. */
function sink() {
  const got: string[] = [];
  const waiting: (() => void)[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      got.push(chunk.toString());
      waiting.push(done);
    },
  });
  return { out, got, goOn: () => waiting.shift()?.() };
}

const message = (text: string) => ({ jsonrpc: '2.0', method: 'say', params: [text] });

describe('messages on standard output', () => {
  it('go out in one piece each, in order', async () => {
    const { out, got, goOn } = sink();
    const writer = new StreamMessageWriter(wholeMessages(out));
    const sent = [writer.write(message('été')), writer.write(message('two'))];
    for (const [index, promise] of sent.entries()) {
      while (got.length <= index) await new Promise(setImmediate);
      goOn();
      await promise;
    }
    assert.equal(got.length, 2);
    assert.match(got[0] ?? '', /^Content-Length: 51\r\n\r\n\{.*été.*\}$/);
    assert.match(got[1] ?? '', /^Content-Length: 49\r\n\r\n\{.*two.*\}$/);
  });

  it('wait for a client that does not read', async () => {
    const { out, got, goOn } = sink();
    const writer = new StreamMessageWriter(wholeMessages(out));
    let isDone = false;
    const first = writer.write(message('one')).then(() => {
      isDone = true;
    });
    const second = writer.write(message('two'));
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    assert.equal(got.length, 1);
    assert.equal(isDone, false);
    goOn();
    await first;
    while (got.length < 2) await new Promise(setImmediate);
    goOn();
    await second;
  });

  it('fail where the client is gone', async () => {
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const writer = new StreamMessageWriter(wholeMessages(out));
    const failed = once(out, 'error');
    const told = new Promise<unknown>((resolve) => writer.onError(([error]) => resolve(error)));
    await assert.rejects(writer.write(message('lost')), /EPIPE/);
    await failed;
    assert.match(String(await told), /EPIPE/);
  });
});
