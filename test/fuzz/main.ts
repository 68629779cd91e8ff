/** `npm run fuzz [-- SEED [MINUTES]]`: fuzz runs of the server and the command line, from a seed on, for so many minutes (two). */
import { seedAndMinutes } from '../../scripts/seeds.ts';
import { fuzzCommandLine } from './command-line.ts';
import { fuzz, GROUNDS } from './fuzz.ts';

async function main(): Promise<void> {
  const { seed, minutes } = seedAndMinutes(process.argv.slice(2));
  const end = Date.now() + minutes * 60_000;
  let edits = 0;
  let requests = 0;
  let folders = 0;
  let next = seed;
  let isDone = false;
  process.once('exit', () => {
    if (!isDone) process.stderr.write(`seed ${next} did not come to its end\n`);
  });
  while (Date.now() < end) {
    for (const ground of Object.values(GROUNDS)) {
      const run = await fuzz(next, 10, 60, ground);
      edits += run.edits;
      requests += run.requests;
    }
    for (let index = 0; index < 5; index++, folders++) await fuzzCommandLine(next * 5 + index);
    next++;
  }
  isDone = true;
  process.stdout.write(
    `seeds ${seed} to ${next - 1}: ${edits} edits, ${requests} requests, ${folders} folders on the command line, nothing wrong\n`,
  );
}

void main();
