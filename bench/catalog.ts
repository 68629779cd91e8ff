/** Three ways to keep the catalog: size, time to the first look-up, and heap. Each runs in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

const data = path.resolve('server/src/catalog/data');
const out = path.resolve('out/bench');

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly firstLookUpMs: number;
  readonly heapMb: number;
}

/** The look-up of one action in a process of its own; `code` must leave the service in `service`. */
function measure(name: string, bytes: number, code: string): Measured {
  const runs = Array.from({ length: 7 }, () => {
    const script = `const { readFileSync } = require('node:fs'); const { inflateRawSync } = require('node:zlib');
      globalThis.gc(); const heap = process.memoryUsage().heapUsed; const start = performance.now();
      ${code}
      const action = service.actions.find(([name]) => name === 'InvokeModel');
      const ms = performance.now() - start; globalThis.gc();
      console.log(JSON.stringify([ms, (process.memoryUsage().heapUsed - heap) / 1e6, action.length > 0 && service.prefix]));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '-e', script], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as [number, number, string];
  });
  const middle = (index: 0 | 1) => runs.map((run) => run[index]).toSorted((a, b) => a - b)[3] ?? 0;
  return { name, bytes, firstLookUpMs: middle(0), heapMb: middle(1) };
}

export function benchCatalog(): readonly Measured[] {
  mkdirSync(out, { recursive: true });
  const files = readdirSync(path.join(data, 'services')).map((name) => path.join(data, 'services', name));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const whole = path.join(out, 'catalog.json');
  writeFileSync(whole, `[${texts.join(',')}]`);
  const packed = path.join(out, 'catalog.deflate.json');
  const blobs = Object.fromEntries(
    files.map((file, index) => [path.basename(file, '.json'), deflateRawSync(texts[index] ?? '').toString('base64')]),
  );
  writeFileSync(packed, JSON.stringify(blobs));
  const sum = files.reduce((total, file) => total + statSync(file).size, 0);
  const quoted = JSON.stringify(path.join(data, 'services', 'bedrock.json'));
  return [
    measure('one compact JSON a service (used)', sum, `const service = JSON.parse(readFileSync(${quoted}, 'utf8'));`),
    measure(
      'one JSON for all services',
      statSync(whole).size,
      `const service = JSON.parse(readFileSync(${JSON.stringify(whole)}, 'utf8')).find((each) => each.prefix === 'bedrock');`,
    ),
    measure(
      'one JSON, each service deflated',
      statSync(packed).size,
      `const blobs = JSON.parse(readFileSync(${JSON.stringify(packed)}, 'utf8')); const service = JSON.parse(inflateRawSync(Buffer.from(blobs.bedrock, 'base64')).toString()); globalThis.kept = blobs;`,
    ),
  ];
}
