import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** The browser bundle in a worker, its messages as a page sends them. */
describe('the language server as a web worker', () => {
  it('answers with the catalog that is bundled with it', async () => {
    const bundle = readFileSync('dist/server/browser.js', 'utf8');
    const shim = `const { parentPort } = require('node:worker_threads');
      globalThis.self = globalThis; self.postMessage = (m) => parentPort.postMessage(m); self.addEventListener = () => {};
      parentPort.on('message', (data) => self.onmessage?.({ data }));`;
    const worker = new Worker(`${shim}\n${bundle}`, { eval: true });
    const answers = new Map<unknown, (value: unknown) => void>();
    worker.on('message', (message: { id?: unknown; result?: unknown }) => answers.get(message.id)?.(message.result));
    const send = (message: object) => worker.postMessage({ jsonrpc: '2.0', ...message });
    const request = (id: number, method: string, params: object) =>
      new Promise<unknown>((resolve) => {
        answers.set(id, resolve);
        send({ id, method, params });
      });
    await request(1, 'initialize', { processId: null, rootUri: null, capabilities: {} });
    send({ method: 'initialized', params: {} });
    const text = '{ "Version": "2012-10-17", "Statement": { "Action": "ec2:RunInstances" } }';
    send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: 'a:b', languageId: 'json', version: 1, text } },
    });
    const hover = await request(2, 'textDocument/hover', {
      textDocument: { uri: 'a:b' },
      position: { line: 0, character: 60 },
    });
    assert.match(JSON.stringify(hover), /ec2:RunInstances/);
    await worker.terminate();
  });
});
