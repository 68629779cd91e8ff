/**
 * `npm run bench [-- keys hosts access requests footprint files growth catalog] [--server NAME=SCRIPT]`: tables, each figure with the
 * floor beside it, measured in the same run. `--server` adds a language server that talks over stdio to the peers.
 */
import { parseArgs } from 'node:util';
import { benchAccess } from './access.ts';
import { benchCatalog } from './catalog.ts';
import { benchCommandLine } from './command-line.ts';
import { idleWithFiftyFiles, memoryAfterTenServices } from './footprint.ts';
import { type Growth, growthOfFeatures, growthOfRules } from './growth.ts';
import { benchHosts } from './hosts.ts';
import { benchKeystrokes } from './keystroke.ts';
import { benchRequests } from './requests.ts';
import { buildFloor, jsonServer, OURS, type Server } from './servers.ts';

const PARTS = ['keys', 'hosts', 'access', 'requests', 'footprint', 'files', 'growth', 'catalog'];

const { values, positionals } = argumentsOf();
const isOn = (part: string) => positionals.length === 0 || positionals.includes(part);

/** What was asked for, or a line about what cannot be. */
function argumentsOf() {
  try {
    const asked = parseArgs({
      allowPositionals: true,
      options: { server: { type: 'string', multiple: true, default: [] } },
    });
    const unknown = asked.positionals.filter((part) => !PARTS.includes(part));
    if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}. The parts: ${PARTS.join(', ')}.`);
    return asked;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}

const line = (...cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
function table(head: string, ...columns: readonly string[]): void {
  process.stdout.write('\n');
  line(head, ...columns);
  line('---', ...columns.map(() => '---:'));
}
const two = (value: number | undefined) => value?.toFixed(2) ?? '';

if (isOn('hosts')) {
  table('a key in a large file, ms', 'lines', 'a plain parse', 'ours', 'ratio');
  for (const { what, lines, floor: base, ours } of benchHosts())
    line(what, String(lines), two(base), two(ours), two(ours / base));
}

if (isOn('access')) {
  const { times, undecided } = benchAccess();
  table('two versions of 200 managed policies, ms', 'reading both', 'comparing');
  for (const { what, floor: base, ours } of times) line(what, two(base), two(ours));
  process.stdout.write(`\nNot decided completely: ${undecided} of 200.\n`);
}

const floor = await buildFloor();
const others: Server[] = values.server.map((each) => {
  const [name = '', script = ''] = each.split('=');
  return { name, script };
});
const wantsPeers = isOn('keys') || isOn('requests');
const json = wantsPeers ? jsonServer() : undefined;
if (wantsPeers && !json) process.stdout.write('Without the JSON server: npm could not install it.\n');
const peers = [...(json ? [json] : []), ...others];

if (isOn('keys')) {
  table('key strokes and start, ms', floor.name, OURS.name, 'ratio', ...peers.map(({ name }) => name));
  for (const { what, times } of await benchKeystrokes([floor, OURS], [floor, OURS, ...peers])) {
    const [base = 0, ours = 0, ...more] = times;
    line(what, two(base), two(ours), two(ours / base), ...more.map(two));
  }
  if (json) {
    process.stdout.write(
      '\nThe JSON server waits for 500 ms after each key before it begins. In the rows with it every server has been idle\n' +
        'for so long before each key, as between two words: with cold caches all take several times as long.\n',
    );
  }
}

if (isOn('requests')) {
  table('requests', 'p50 ms', 'p95 ms', 'bytes');
  const figures = [await benchRequests(OURS, 200, 120)];
  for (const peer of peers) figures.push(await benchRequests(peer, 20, 20));
  for (const { what, p50, p95, bytes } of figures.flat()) line(what, two(p50), two(p95), String(bytes));
}

if (isOn('footprint') && process.platform === 'linux') {
  table('footprint', floor.name, OURS.name, 'difference');
  const memory = [await memoryAfterTenServices(floor), await memoryAfterTenServices(OURS)] as const;
  line('memory after ten services, MB', ...memory.map(two), two(memory[1] - memory[0]));
  const idle = [await idleWithFiftyFiles(floor), await idleWithFiftyFiles(OURS)] as const;
  line(
    'opening 50 JSON files without a policy, ms of CPU',
    ...idle.map(({ opening }) => two(opening)),
    two(idle[1].opening - idle[0].opening),
  );
  line(
    'ten idle seconds with them, ms of CPU',
    ...idle.map(({ idle: work }) => two(work)),
    two(idle[1].idle - idle[0].idle),
  );
}

if (isOn('files')) {
  table('command line', 'files', 'KB a file', 'ms of CPU a file', 'start ms', 'MB');
  for (const { what, files, kilobytes, perFile, start, megabytes } of benchCommandLine())
    line(what, String(files), two(kilobytes), two(perFile), two(start), two(megabytes));
}

if (isOn('growth')) {
  table('growth, of time with length', 'ms at 2,000', 'exponent');
  const quick: Growth[] = [];
  for (const each of [...growthOfFeatures(), ...growthOfRules()]) {
    if (each.exponent === undefined) quick.push(each);
    else line(each.what, two(each.time), two(each.exponent));
  }
  process.stdout.write(`\n${quick.length} more take less than 0.3 ms at 2,000.\n`);
}

if (isOn('catalog')) {
  table('catalog', 'MB', 'first look-up ms', 'heap MB');
  for (const { name, bytes, firstLookUpMs, heapMb } of benchCatalog())
    line(name, two(bytes / 1e6), two(firstLookUpMs), two(heapMb));
}
