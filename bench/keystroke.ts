/** Key to diagnostics, and start to first diagnostics, over stdio: all servers in turns, in one run. */
import { placesToType, policyOf } from './policy.ts';
import { OURS, type Server, UNCOMPILED } from './servers.ts';
import { quantile, Session } from './session.ts';

export interface Figure {
  readonly what: string;
  /** In ms, by server; undefined where it was not measured. */
  readonly times: readonly (number | undefined)[];
}

const QUANTILES = [
  ['p50', 0.5],
  ['p95', 0.95],
] as const;

/** The key strokes that are not counted: engines compile in the first ones. */
const WARM_UP = 40;

async function keystrokes(
  statements: number,
  rounds: number,
  servers: readonly Server[],
  hasFindings = false,
): Promise<readonly Figure[]> {
  const text = policyOf(statements, hasFindings);
  const places = placesToType(text, statements);
  const sessions = servers.map((server) => new Session(server));
  const times: number[][] = servers.map(() => []);
  for (const session of sessions) {
    await session.start();
    await session.open(text);
  }
  for (let round = 0; round < rounds + WARM_UP; round++) {
    const place = places[(round >> 1) % places.length];
    if (!place) throw new Error('There is no place to type at');
    for (const [index, session] of sessions.entries()) {
      const time = await session.type(place);
      if (round >= WARM_UP) times[index]?.push(time);
    }
  }
  for (const session of sessions) await session.end();
  return QUANTILES.map(([label, at]) => ({
    what: `key to diagnostics, ${statements} statements${hasFindings ? ', each with a finding' : ''}, ${label}`,
    times: times.map((own) => quantile(own, at)),
  }));
}

async function starts(servers: readonly Server[]): Promise<readonly Figure[]> {
  const text = policyOf(20);
  const times: number[][] = servers.map(() => []);
  for (let round = 0; round < 22; round++) {
    for (const [index, server] of servers.entries()) {
      const began = performance.now();
      const session = new Session(server);
      await session.start();
      await session.open(text);
      if (round >= 2) times[index]?.push(performance.now() - began);
      await session.end();
    }
  }
  return QUANTILES.map(([label, at]) => ({
    what: `start to first diagnostics, ${label}`,
    times: times.map((own) => quantile(own, at)),
  }));
}

/** The peers take part where they end in good time. */
export async function benchKeystrokes(main: readonly Server[], peers: readonly Server[]): Promise<readonly Figure[]> {
  return [
    ...(await keystrokes(20, 2000, main)),
    ...(await keystrokes(200, 600, main)),
    ...(await keystrokes(2000, 80, main)),
    ...(await keystrokes(20, 1000, main, true)),
    ...(await keystrokes(200, 300, main, true)),
    ...(await keystrokes(2000, 60, main, true)),
    ...(await starts(main)),
    ...(await starts([UNCOMPILED, OURS])).map(({ what, times }) => ({
      what: `${what}, ours without and with compiled code`,
      times,
    })),
    ...(await keystrokes(20, 40, peers)),
    ...(await keystrokes(200, 24, peers)),
  ];
}
