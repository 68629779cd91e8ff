import { fuzzCommandLine } from '../fuzz/command-line.ts';
import { fuzz, GROUNDS } from '../fuzz/fuzz.ts';

/** A short run; `npm run fuzz` goes on from other seeds. */
describe('random edits of real and hostile policies', () => {
  for (const [name, ground] of Object.entries(GROUNDS))
    for (const seed of name === 'JSON' ? [1, 2, 3] : [1, 2])
      it(`leave the server well, in ${name} from seed ${seed}`, async () => {
        await fuzz(seed, 8, 40, ground);
      });
});

describe('folders of hostile files', () => {
  for (const seed of [1, 2, 3, 4, 5, 6])
    it(`leave the command line well, from seed ${seed}`, () => fuzzCommandLine(seed));
});
