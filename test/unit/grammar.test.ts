import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const snapshot = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [
      'node_modules/vscode-tmgrammar-test/dist/snapshot.js',
      ...['-g', 'test/fixtures/grammars/JSON.tmLanguage.json', '-g', 'test/fixtures/grammars/JSONC.tmLanguage.json'],
      ...args,
    ],
    { encoding: 'utf8', env: { ...process.env, CI: 'true' } },
  );

/** The tokens of a snapshot that a theme may color, `meta` scopes left out. */
const colored = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/ (?:source|meta)\.\S+/g, ''))
    .filter((line) => /^>|\^ /.test(line));

/** The colors of test/grammar, as VS Code's own grammars with ours injected give them. `npm run grammar` renews them. */
describe('the grammar (slow)', () => {
  for (const [scope, files] of [
    ['source.json', 'test/grammar/*.json'],
    ['source.json.comments', 'test/grammar/*.jsonc'],
  ] as const) {
    it(`gives ${files} the colors of its snapshots`, () => {
      const { status, stdout } = snapshot('--config', 'package.json', '--scope', scope, files);
      assert.equal(status, 0, stdout);
    });
  }

  it('leaves ordinary JSON its own colors', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-grammar-'));
    const plain = path.join(folder, 'ordinary.json');
    const config = path.join(folder, 'config.json');
    copyFileSync('test/grammar/ordinary.json', plain);
    writeFileSync(config, '{ "contributes": { "grammars": [] } }');
    const { status, stderr } = snapshot('--config', config, '-u', '--scope', 'source.json', plain);
    assert.equal(status, 0, stderr);
    assert.deepEqual(colored('test/grammar/ordinary.json.snap'), colored(`${plain}.snap`));
  });

  it('shows prefixes, names, wildcards, ARN fields, variables, operators, keys, Allow and Deny apart', () => {
    const policy = readFileSync('test/grammar/policy.json.snap', 'utf8');
    for (const scope of [
      'entity.name.namespace.service.policy',
      'entity.name.function.action.policy',
      'constant.character.wildcard.policy',
      'constant.language.partition.policy',
      'constant.numeric.region.policy',
      'constant.numeric.account.policy',
      'entity.name.type.resource.policy',
      'variable.other.policy',
      'keyword.control.operator.policy',
      'variable.other.constant.key.policy',
      'constant.language.allow.policy',
      'keyword.control.deny.policy',
    ])
      assert.ok(policy.includes(scope), scope);
    assert.doesNotMatch(policy, /invalid\.illegal/);
  });
});
