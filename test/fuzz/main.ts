/** `npm run fuzz [-- SEED [MINUTES]]`: fuzz runs from a seed on, for the given number of minutes (two). */
import { seedAndMinutes } from '../../scripts/seeds.ts';
import { fuzz } from './fuzz.ts';

async function main(): Promise<void> {
  const { seed, minutes } = seedAndMinutes(process.argv.slice(2));
  const end = Date.now() + minutes * 60_000;
  let edits = 0;
  let requests = 0;
  let next = seed;
  while (Date.now() < end) {
    const run = await fuzz(next++, 10, 60);
    edits += run.edits;
    requests += run.requests;
  }
  process.stdout.write(`seeds ${seed} to ${next - 1}: ${edits} edits, ${requests} requests, nothing wrong\n`);
}

void main();
