/** What a run that looks for new examples is asked for: `[SEED [MINUTES]]`, in words that say what to write when it is neither. */
export function seedAndMinutes(args: readonly string[]): { readonly seed: number; readonly minutes: number } {
  const [seed = Date.now() % 1e6, minutes = 2] = args.map(Number);
  if (args.length <= 2 && Number.isSafeInteger(seed) && minutes > 0) return { seed, minutes };
  process.stderr.write(
    `"${args.join(' ')}" is not a whole number to begin with and a number of minutes, as in "7 2".\n`,
  );
  process.exit(2);
}
