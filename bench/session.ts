/** One server with one client, as an editor has it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Position } from './policy.ts';
import type { Server } from './servers.ts';

const FIRST = 'file:///bench/policy.json';

export class Session {
  readonly #connection: ProtocolConnection;
  readonly #process: ChildProcess;
  readonly #server: Server;
  #version = 1;
  readonly #waiting = new Map<string, () => void>();

  constructor(server: Server) {
    const child = spawn(process.execPath, [server.script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#server = server;
    this.#process = child;
    this.#connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.#connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, version }: { uri: string; version?: number }) => {
        const key = version === undefined ? uri : `${uri} ${version}`;
        this.#waiting.get(key)?.();
        this.#waiting.delete(key);
      },
    );
    this.#connection.listen();
  }

  /** The JSON server sends no versions: its next diagnostics of the document count. */
  #published(uri: string, version: number): Promise<void> {
    const key = this.#server.settings ? uri : `${uri} ${version}`;
    return new Promise((resolve) => this.#waiting.set(key, resolve));
  }

  async start(): Promise<void> {
    const { initializationOptions, settings } = this.#server;
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions,
    });
    void this.#connection.sendNotification('initialized', {});
    if (settings) void this.#connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  /** Opens a document, and waits for its diagnostics. */
  async open(text: string, uri = FIRST): Promise<void> {
    const published = this.#published(uri, 1);
    void this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text },
    });
    await published;
  }

  /** Types one character, or takes it out again at the next call. Gives the time to the diagnostics, in ms. */
  async type({ line, character }: Position): Promise<number> {
    this.#version++;
    const isTyping = this.#version % 2 === 0;
    const start = { line, character };
    const range = { start, end: isTyping ? start : { line, character: character + 1 } };
    const published = this.#published(FIRST, this.#version);
    const began = performance.now();
    void this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: FIRST, version: this.#version },
      contentChanges: [{ range, text: isTyping ? 'x' : '' }],
    });
    await published;
    return performance.now() - began;
  }

  request(method: string, position: Position, uri = FIRST): Promise<unknown> {
    return this.#connection.sendRequest(method, { textDocument: { uri }, position });
  }

  /** Resident memory in MB, where the system provides it as Linux does. */
  memory(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  /** The CPU time of all the process's threads, in ms, where the system provides it as Linux does. */
  cpu(): number {
    const threads = `/proc/${this.#process.pid}/task`;
    const times = readdirSync(threads).map((id) => readFileSync(`${threads}/${id}/schedstat`, 'utf8').split(' ')[0]);
    return times.reduce((sum, nanoseconds) => sum + Number(nanoseconds), 0) / 1e6;
  }

  /** In order, as editors do it: a process that is killed keeps no compiled code for the next start. */
  async end(): Promise<void> {
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.#connection.sendRequest('shutdown');
    void this.#connection.sendNotification('exit');
    await exited;
    this.#connection.dispose();
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const quantile = (values: readonly number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * at)] ?? 0;
