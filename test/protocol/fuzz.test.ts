import { fuzzCommandLine } from '../fuzz/command-line.ts';
import { fuzz } from '../fuzz/fuzz.ts';

/** A short run; `npm run fuzz` goes on from other seeds. */
describe('random edits of real and hostile policies', () => {
  for (const seed of [1, 2, 3]) {
    it(`leave the server well, from seed ${seed}`, async () => {
      await fuzz(seed, 8, 40);
    }).timeout(60_000);
  }
});

describe('folders of hostile files', () => {
  for (const seed of [1, 2, 3, 4, 5, 6])
    it(`leave the command line well, from seed ${seed}`, () => fuzzCommandLine(seed)).timeout(120_000);
});
