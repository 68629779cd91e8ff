// Mocha's dots for people, and its results as JSON for scripts/test.mjs, in one run.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

/** Writes what a run found to the file that MOCHA_RESULTS names, once the run has ended. */
function record(runner) {
  const failed = [];
  const fail = (test, what) => failed.push({ title: test.fullTitle(), what });
  runner.on('fail', (test, error) => fail(test, error?.message ?? String(error)));
  runner.on('pending', (test) => fail(test, 'did not run'));
  runner.on('retry', (test, error) => console.log(`Tried again: ${test.fullTitle()}\n${error?.message ?? error}`));
  runner.once('end', () => {
    const file = process.env.MOCHA_RESULTS;
    if (file) writeFileSync(file, JSON.stringify({ stats: runner.stats, failed }));
  });
}

module.exports = class Reporter {
  static record = record;

  constructor(runner, options) {
    new Mocha.reporters.Dot(runner, options);
    record(runner);
  }
};
