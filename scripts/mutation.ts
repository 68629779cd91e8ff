/** `npm run mutation [-- --mutate FILES]`: Stryker, with few examples for each property test, since every mutant runs them. */
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, PROPERTIES_TIMES: '0.1' } },
);
process.exit(status ?? 1);
