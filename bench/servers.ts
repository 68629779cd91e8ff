/** The servers that are measured beside one another, each a node process that talks over stdio. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { filesIn } from '../server/src/catalog/files.ts';
import { openCatalog } from '../server/src/service.ts';

export interface Server {
  readonly name: string;
  readonly script: string;
  readonly initializationOptions?: object;
  /** The settings that are sent once it has started. */
  readonly settings?: object;
}

/** Parses with the same parser, publishes an empty list, and does no more. Minified as ours is. */
export async function buildFloor(): Promise<Server> {
  await build({
    entryPoints: ['bench/floor.ts'],
    outdir: 'out/bench',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'error',
  });
  return { name: 'floor', script: path.resolve('out/bench/floor.js') };
}

export const OURS: Server = { name: 'ours', script: path.resolve('dist/server/node.js') };

/** Our server without the compiled code that protocol/launch.ts keeps. */
export const UNCOMPILED: Server = { name: 'ours, not compiled', script: path.resolve('dist/server/serve.js') };

const PEER = 'vscode-langservers-extracted@4.10.0';

/** VS Code's JSON server with a schema of IAM policies; undefined where npm cannot give it. */
export function jsonServer(): Server | undefined {
  const folder = path.resolve('out/bench/peer');
  const script = path.join(folder, 'node_modules/vscode-langservers-extracted/bin/vscode-json-language-server');
  if (!existsSync(script)) {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', PEER], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
  }
  const schemas = [{ uri: 'iam://policy', fileMatch: ['*'], schema: policySchema() }];
  return {
    name: 'JSON server',
    script,
    initializationOptions: { provideFormatter: false },
    settings: { json: { validate: { enable: true }, schemas } },
  };
}

/** What a schema can say of a policy, its enum the actions of Bedrock. */
function policySchema(): object {
  const bedrock = openCatalog(filesIn('server/src/catalog/data')).service('bedrock');
  const oneOrMany = (items: object) => ({ oneOf: [items, { type: 'array', items }] });
  const actions = oneOrMany({
    type: 'string',
    anyOf: [{ enum: bedrock?.actions.map(({ name }) => `bedrock:${name}`) }, { pattern: '.' }],
  });
  const strings = oneOrMany({ type: 'string' });
  const statement = {
    type: 'object',
    required: ['Effect'],
    additionalProperties: false,
    properties: {
      Sid: { type: 'string' },
      Effect: { enum: ['Allow', 'Deny'] },
      Action: actions,
      NotAction: actions,
      Resource: strings,
      NotResource: strings,
      Principal: {},
      NotPrincipal: {},
      Condition: { type: 'object', additionalProperties: { type: 'object', additionalProperties: strings } },
    },
  };
  return {
    type: 'object',
    required: ['Statement'],
    properties: {
      Version: { enum: ['2012-10-17', '2008-10-17'] },
      Id: { type: 'string' },
      Statement: oneOrMany(statement),
    },
  };
}
