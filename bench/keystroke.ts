/** Key to diagnostics, and start to first diagnostics, over stdio: ours beside the floor, in turns, in one run. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const SERVERS = { floor: path.resolve('out/bench/floor.js'), ours: path.resolve('dist/server/node.js') } as const;
export type ServerName = keyof typeof SERVERS;

/** Statements as people write them, each different, none with a finding: what is compared is the work, not what is said. */
export const policyOf = (statements: number): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: Array.from({ length: statements }, (_, index) => ({
        Sid: `Statement${index}`,
        Effect: index % 5 === 0 ? 'Deny' : 'Allow',
        Action: [
          'bedrock:InvokeModel',
          'bedrock:InvokeModelWithResponseStream',
          'bedrock:GetProvisionedModelThroughput',
        ],
        Resource: [`arn:aws:bedrock:eu-west-1:222233334444:provisioned-model/capacity${index}`],
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
      })),
    },
    undefined,
    2,
  );

interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where somebody types in the statement in the middle: within its Sid, an action, its resource, a condition's value. */
export function placesToType(text: string, statements: number): readonly Position[] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.includes(`"Statement${Math.floor(statements / 2)}"`));
  return ['"Statement', '"bedrock:Inv', 'provisioned-model/cap', '"eu-w'].map((typed) => {
    const line = lines.findIndex((each, index) => index >= first && each.includes(typed));
    return { line, character: (lines[line] ?? '').indexOf(typed) + typed.length };
  });
}

class Session {
  readonly #connection;
  readonly #process;
  #version = 0;
  #published = new Map<number, () => void>();
  readonly #uri = 'file:///bench/policy.json';

  constructor(name: ServerName) {
    this.#process = spawn(process.execPath, [SERVERS[name], '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ version }: { version: number }) => {
      this.#published.get(version)?.();
    });
    this.#connection.listen();
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#published.set(this.#version, resolve));
  }

  async open(text: string): Promise<void> {
    await this.#connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    void this.#connection.sendNotification('initialized', {});
    this.#version = 1;
    const published = this.#wait();
    void this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.#uri, languageId: 'json', version: 1, text },
    });
    await published;
  }

  /** Types one character, or takes it out again at the next call, and waits for the diagnostics. */
  async type({ line, character }: Position): Promise<number> {
    this.#version++;
    const isTyping = this.#version % 2 === 0;
    const start = { line, character };
    const range = { start, end: isTyping ? start : { line, character: character + 1 } };
    const published = this.#wait();
    const began = performance.now();
    void this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: this.#version },
      contentChanges: [{ range, text: isTyping ? 'x' : '' }],
    });
    await published;
    return performance.now() - began;
  }

  request(method: string, position: { line: number; character: number }): Promise<unknown> {
    return this.#connection.sendRequest(method, { textDocument: { uri: this.#uri }, position });
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

const quantile = (values: readonly number[], at: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * at)] ?? 0;

export interface Figure {
  readonly what: string;
  readonly floor: number;
  readonly ours: number;
}

export async function benchKeystrokes(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [statements, rounds] of [
    [20, 300],
    [200, 200],
    [2000, 60],
  ] as const) {
    const text = policyOf(statements);
    const sessions = { floor: new Session('floor'), ours: new Session('ours') };
    const times: Record<ServerName, number[]> = { floor: [], ours: [] };
    await Promise.all(Object.values(sessions).map((session) => session.open(text)));
    const places = placesToType(text, statements);
    for (let round = 0; round < rounds + 20; round++) {
      const place = places[(round >> 1) % places.length];
      for (const name of ['floor', 'ours'] as const) {
        const time = place ? await sessions[name].type(place) : 0;
        if (round >= 20) times[name].push(time);
      }
    }
    for (const [label, at] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      figures.push({
        what: `key to diagnostics, ${statements} statements, ${label}`,
        floor: quantile(times.floor, at),
        ours: quantile(times.ours, at),
      });
    }
    for (const session of Object.values(sessions)) await session.end();
  }
  const starts: Record<ServerName, number[]> = { floor: [], ours: [] };
  for (let round = 0; round < 15; round++) {
    for (const name of ['floor', 'ours'] as const) {
      const start = performance.now();
      const session = new Session(name);
      await session.open(policyOf(20));
      starts[name].push(performance.now() - start);
      await session.end();
    }
  }
  figures.push({
    what: 'start to first diagnostics, p50',
    floor: quantile(starts.floor, 0.5),
    ours: quantile(starts.ours, 0.5),
  });
  return figures;
}

/** Completion and hover at 200 statements, in milliseconds, and the size of the answer in bytes. */
export async function benchRequests(): Promise<readonly { what: string; p50: number; p95: number; bytes: number }[]> {
  const session = new Session('ours');
  const text = policyOf(200);
  await session.open(text);
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('"bedrock:InvokeModel"'));
  const position = { line, character: (lines[line] ?? '').indexOf('Invoke') + 3 };
  const results = [];
  for (const method of ['textDocument/completion', 'textDocument/hover']) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < 120; round++) {
      const start = performance.now();
      const answer = await session.request(method, position);
      if (round >= 20) times.push(performance.now() - start);
      bytes = JSON.stringify(answer).length;
    }
    results.push({ what: method, p50: quantile(times, 0.5), p95: quantile(times, 0.95), bytes });
  }
  await session.end();
  return results;
}
