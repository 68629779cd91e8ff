// Mocha's dots for people, and its JSON report for scripts/test.mjs, in one run.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class Reporter {
  constructor(runner, options) {
    new Mocha.reporters.Dot(runner, options);
    runner.once('end', () => {
      const file = process.env.MOCHA_RESULTS;
      if (file) writeFileSync(file, JSON.stringify({ stats: runner.stats }));
    });
  }
};
