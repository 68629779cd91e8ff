/** What a server takes beside the typing: memory once ten services were used, and work while nobody does anything. */
import type { Server } from './servers.ts';
import { pause, Session } from './session.ts';

const SERVICES = [
  'bedrock:InvokeModel',
  's3:GetObject',
  'iam:PassRole',
  'ec2:RunInstances',
  'lambda:InvokeFunction',
  'dynamodb:GetItem',
  'sagemaker:CreateEndpoint',
  'kms:Decrypt',
  'logs:PutLogEvents',
  'ssm:GetParameter',
];

/** Resident memory in MB, at rest after a policy that names ten services was checked and hovered over. */
export async function memoryAfterTenServices(server: Server): Promise<number> {
  const session = new Session(server);
  await session.start();
  for (const [index, action] of SERVICES.entries()) {
    const uri = `file:///bench/${index}.policy.json`;
    const Statement = { Effect: 'Allow', Action: action, Resource: '*' };
    await session.open(JSON.stringify({ Version: '2012-10-17', Statement }), uri);
    // The floor knows no hover.
    await session
      .request('textDocument/hover', { line: 0, character: 70 + action.length / 2 }, uri)
      .catch(() => undefined);
  }
  await pause(3000);
  const megabytes = session.memory();
  await session.end();
  return megabytes;
}

/** After the last work the engine tidies its heap once, some seconds later; the work of an idle editor comes after that. */
const SETTLED = 15_000;

export interface IdleFigure {
  /** CPU in ms from the start until 50 JSON files without a policy have been opened. */
  readonly opening: number;
  /** CPU in ms of ten seconds after that in which nothing happens. */
  readonly idle: number;
}

export async function idleWithFiftyFiles(server: Server): Promise<IdleFigure> {
  const session = new Session(server);
  await session.start();
  await pause(2500);
  const before = session.cpu();
  for (let index = 0; index < 50; index++) {
    const name = `package-${index}`;
    const dependencies = Object.fromEntries(Array.from({ length: 200 }, (_, each) => [`dependency-${each}`, '^1.0.0']));
    await session.open(JSON.stringify({ name, dependencies }, undefined, 2), `file:///bench/${name}.json`);
  }
  const opened = session.cpu();
  await pause(SETTLED);
  const start = session.cpu();
  await pause(10_000);
  const idle = session.cpu() - start;
  await session.end();
  return { opening: opened - before, idle };
}
