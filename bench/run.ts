/** `npm run bench`: one table, each figure with the floor beside it, measured in the same run. */
import { build } from 'esbuild';
import { benchCatalog } from './catalog.ts';
import { benchKeystrokes, benchRequests } from './keystroke.ts';

await build({
  entryPoints: ['bench/floor.ts'],
  outdir: 'out/bench',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  logLevel: 'error',
});

const line = (...cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

line('key strokes', 'floor ms', 'ours ms', 'ratio');
line('---', '---:', '---:', '---:');
for (const { what, floor, ours } of await benchKeystrokes())
  line(what, floor.toFixed(2), ours.toFixed(2), (ours / floor).toFixed(2));

process.stdout.write('\n');
line('requests at 200 statements', 'p50 ms', 'p95 ms', 'bytes');
line('---', '---:', '---:', '---:');
for (const { what, p50, p95, bytes } of await benchRequests())
  line(what, p50.toFixed(2), p95.toFixed(2), String(bytes));

process.stdout.write('\n');
line('catalog', 'MB', 'first look-up ms', 'heap MB');
line('---', '---:', '---:', '---:');
for (const { name, bytes, firstLookUpMs, heapMb } of benchCatalog())
  line(name, (bytes / 1e6).toFixed(2), firstLookUpMs.toFixed(2), heapMb.toFixed(2));
