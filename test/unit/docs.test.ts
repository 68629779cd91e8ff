import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { configSchema, withRuleIds } from '../../scripts/docs/config-schema.ts';
import { pages } from '../../scripts/docs/pages.ts';
import { ACCESS_ANALYZER_CHECKS, stateOf } from '../../scripts/docs/parity.ts';
import { policyTestSchema } from '../../scripts/docs/policy-test-schema.ts';
import { MOST_ENTRIES } from '../../server/src/config/values.ts';
import { MOST_LEVELS } from '../../server/src/policy/read-text.ts';
import { FEWEST_STEPS, MOST_FINDINGS, STEPS_FOR_CHARACTER } from '../../server/src/rules/engine/bounds.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import { readSnippets } from '../../server/src/snippets/snippets.ts';

describe('the numbers in README and CHANGELOG', () => {
  const examples = readFileSync('test/fixtures/corpus/aws-documentation.jsonl', 'utf8').trimEnd().split('\n').length;

  for (const file of ['README.md', 'CHANGELOG.md'])
    it(`${file} counts the rules and AWS's examples as they are`, () => {
      const text = readFileSync(file, 'utf8');
      const numbers = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => Number(number));
      assert.deepEqual(numbers(/(\d+) rules:/g), [RULES.length]);
      assert.deepEqual(numbers(/(\d+) example\s+policies of AWS's guides/g), [examples]);
    });
});

describe('the example policies', () => {
  const labels = readSnippets((group) => readFileSync(`snippets/${group}.json`, 'utf8'))
    .filter(({ form }) => form === 'policy')
    .map(({ prefix }) => prefix);

  it('are counted in README and CHANGELOG, and listed in docs/commands.md', () => {
    assert.match(readFileSync('README.md', 'utf8'), new RegExp(`${labels.length} of them`));
    assert.match(readFileSync('CHANGELOG.md', 'utf8'), new RegExp(`${labels.length} example policies`));
    const listed = readFileSync('docs/commands.md', 'utf8');
    assert.match(listed, new RegExp(`${labels.length} policies`));
    assert.deepEqual(
      labels.filter((label) => !listed.includes(`\`${label}\``)),
      [],
    );
  });
});

describe('docs/security.md', () => {
  it('states the bounds as they are', () => {
    const text = readFileSync('docs/security.md', 'utf8');
    const { format } = new Intl.NumberFormat('en-US');
    for (const bound of [
      `more than ${MOST_LEVELS} levels`,
      `| findings of a document | ${MOST_FINDINGS},`,
      `compare ${STEPS_FOR_CHARACTER} characters of patterns`,
      `(at least ${format(FEWEST_STEPS)})`,
      `${MOST_ENTRIES}; a config file`,
    ])
      assert.ok(text.includes(bound), bound);
    for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)/g))
      assert.ok(existsSync(path.join('docs', target)), target);
  });
});

describe('docs/rules', () => {
  it('is what the rules say', () => {
    const wanted = pages();
    assert.deepEqual(readdirSync('docs/rules').toSorted(), [...wanted.keys()].toSorted(), 'run npm run docs');
    for (const [name, text] of wanted)
      assert.equal(readFileSync(path.join('docs/rules', name), 'utf8'), text, `${name}: run npm run docs`);
  });

  it('states for each check of Access Analyzer that it is done, or why not', () => {
    assert.equal(ACCESS_ANALYZER_CHECKS.length, 152);
    const untold = ACCESS_ANALYZER_CHECKS.filter((each) => stateOf(each) === undefined);
    assert.deepEqual(untold, []);
  });

  it('the schemas of the config file and of the setting know all rules', () => {
    assert.equal(readFileSync('syntaxes/config.schema.json', 'utf8'), configSchema(), 'run npm run docs');
    assert.equal(readFileSync('syntaxes/policy-test.schema.json', 'utf8'), policyTestSchema(), 'run npm run docs');
    const manifest = readFileSync('package.json', 'utf8');
    assert.deepEqual(JSON.parse(manifest), JSON.parse(withRuleIds(manifest)), 'run npm run docs');
  });
});
