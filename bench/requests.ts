/** Completion and hover: times in ms, and the size of the answer in bytes. */
import { policyOf } from './policy.ts';
import type { Server } from './servers.ts';
import { quantile, Session } from './session.ts';

export interface RequestFigure {
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
  readonly bytes: number;
}

export async function benchRequests(
  server: Server,
  statements: number,
  rounds: number,
): Promise<readonly RequestFigure[]> {
  const session = new Session(server);
  const text = policyOf(statements);
  await session.start();
  await session.open(text);
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('"bedrock:InvokeModel"'));
  const position = { line, character: (lines[line] ?? '').indexOf('Invoke') + 3 };
  const figures = [];
  for (const method of ['textDocument/completion', 'textDocument/hover']) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds + 20; round++) {
      const start = performance.now();
      const answer = await session.request(method, position);
      if (round >= 20) times.push(performance.now() - start);
      bytes = JSON.stringify(answer).length;
    }
    const what = `${server.name}: ${method}, ${statements} statements`;
    figures.push({ what, p50: quantile(times, 0.5), p95: quantile(times, 0.95), bytes });
  }
  await session.end();
  return figures;
}
