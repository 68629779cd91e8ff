import { fuzz } from '../fuzz/fuzz.ts';

/** A short run; `npm run fuzz` goes on from other seeds. */
describe('random edits of real policies', () => {
  for (const seed of [1, 2, 3]) {
    it(`leave the server well, from seed ${seed}`, async () => {
      await fuzz(seed, 8, 40);
    }).timeout(60_000);
  }
});
