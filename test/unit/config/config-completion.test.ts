/** What a config file completes and explains in editors that have no schema for it. ¦ is the cursor. */
import assert from 'node:assert/strict';
import { configCompletions, configHover } from '../../../server/src/config/config-completion.ts';
import { readConfigFile } from '../../../server/src/config/config-file.ts';
import { configShape } from '../../../server/src/config/shape.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { withoutTabStops } from '../../../server/src/model/tab-stops.ts';
import { catalog } from '../../catalog.ts';
import { readCursor } from '../../marks.ts';

const shape = configShape(catalog);

const items = (marked: string) => {
  const { text, offset } = readCursor(marked);
  return configCompletions(text, offset, shape);
};
const labels = (marked: string) => items(marked).map(({ label }) => label);

/** The text once an item is accepted, its tab stops with their defaults. */
function accepted(marked: string, label: string): string {
  const item = items(marked).find((each) => each.label === label) ?? assert.fail(`${label} is not offered`);
  return applyEdits(readCursor(marked).text, [{ span: item.replace, text: withoutTabStops(item.insert) }]);
}

describe('a config file completes', () => {
  it('its options, those that it has left out', () => {
    assert.deepEqual(labels('{ ¦ }'), [
      'extends',
      'rules',
      'kinds',
      'ignore',
      'defaultRegion',
      'defaultAccount',
      'exceptions',
      'organization',
    ]);
    assert.ok(!labels('{ "rules": {}, "¦" }').includes('rules'));
  });

  for (const [marked, expected] of [
    ['{ "rules": { "¦" } }', 'full-admin'],
    ['{ "rules": { "full-admin": "¦" } }', 'warning'],
    ['{ "rules": { "full-admin": ¦ } }', 'off'],
    ['{ "kinds": { "a/*.json": "¦" } }', 'scp'],
    ['{ "defaultRegion": "eu-¦" }', 'eu-central-1'],
    ['{ "exceptions": [{ "¦" }] }', 'expires'],
    ['{ "exceptions": [{ "rule": "¦" }] }', 'full-admin'],
    ['{ "organization": { "¦" } }', 'conditions'],
    ['{ "organization": { "models": { "allowed": ["¦"] } } }', 'amazon.nova-lite-v1:0'],
    ['{ "organization": { "regions": { "allowed": "¦" } } }', 'eu-central-1'],
    ['{ "organization": { "regions": { "severity": "¦" } } }', 'error'],
    ['{ "organization": { "forbidden": [{ "actions": ["¦"] }] } }', 'bedrock:DeleteGuardrail'],
    ['{ "organization": { "conditions": [{ "key": "¦" }] } }', 'aws:RequestedRegion'],
  ] as const)
    it(`${expected} at ${marked}`, () =>
      assert.ok(labels(marked).includes(expected), labels(marked).slice(0, 20).join()));

  it('so that what is written is right', () => {
    for (const [marked, label] of [
      ['{ ¦ }', 'exceptions'],
      ['{ "¦" }', 'organization'],
      ['{ "organization": { ¦ } }', 'conditions'],
      ['{ "organization": { ¦ } }', 'forbidden'],
      ['{ "rules": { ¦ } }', 'full-admin'],
      ['{ "exceptions": [¦] }', '{ … }'],
    ] as const) {
      const text = accepted(marked, label);
      assert.doesNotThrow(() => JSON.parse(text), text);
    }
    assert.deepEqual(readConfigFile(accepted('{ "kinds": { "a.json": "¦" } }', 'scp')).problems, []);
    assert.equal(accepted('{ "¦": {} }', 'rules'), '{ "rules": {} }', 'a name alone, where its value is there');
  });

  it('nothing where it knows nothing, whatever the text', () => {
    for (const marked of ['¦', '[¦]', '{ "nope": { "¦" } }', '{ "rules": ¦', '"¦', '{ "__proto__": { "¦" } }'])
      labels(marked);
    assert.deepEqual(labels('{ "nope": { "¦" } }'), []);
  });
});

describe('a config file explains', () => {
  const hover = (marked: string) => {
    const { text, offset } = readCursor(marked);
    return configHover(text, offset, shape)?.text;
  };

  it('its options and its values', () => {
    assert.match(hover('{ "excep¦tions": [] }') ?? '', /Findings that you take for right/);
    assert.match(hover('{ "rules": { "full-¦admin": "off" } }') ?? '', /./);
    assert.match(hover('{ "exceptions": [{ "rule": "full-¦admin" }] }') ?? '', /./);
    assert.match(hover('{ "exceptions": [{ "rea¦son": "x" }] }') ?? '', /Why the finding is right here/);
    assert.equal(hover('{ "no¦pe": 1 }'), undefined);
  });
});
