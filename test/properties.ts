/**
 * Property tests: the same examples in every `npm test`, so that a change fails by its own fault; new ones in
 * `npm run properties`. `PROPERTIES_TIMES` multiplies how many are tried: fewer in `npm run test:fast` and in `npm run mutation`.
 */
import fc from 'fast-check';

const seed = Number(process.env.PROPERTIES_SEED ?? 1);
const times = Number(process.env.PROPERTIES_TIMES ?? 1);

/** Asserts a property for `runs` examples. */
export const holds = <Values>(property: fc.IRawProperty<Values, false>, runs = 100): void =>
  fc.assert(property, { seed, numRuns: Math.max(1, Math.round(runs * times)) });
