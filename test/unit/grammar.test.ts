import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The colours of test/grammar, as VS Code's own grammars with ours injected give them. `npm run grammar` renews them. */
describe('the grammar', () => {
  for (const [scope, files] of [
    ['source.json', 'test/grammar/*.json'],
    ['source.json.comments', 'test/grammar/*.jsonc'],
  ] as const) {
    it(`gives ${files} the colours of its snapshots`, () => {
      const { status, stdout } = spawnSync(
        process.execPath,
        [
          'node_modules/vscode-tmgrammar-test/dist/snapshot.js',
          ...['--config', 'package.json', '--scope', scope],
          ...[
            '-g',
            'test/fixtures/grammars/JSON.tmLanguage.json',
            '-g',
            'test/fixtures/grammars/JSONC.tmLanguage.json',
          ],
          files,
        ],
        { encoding: 'utf8', env: { ...process.env, CI: 'true' } },
      );
      assert.equal(status, 0, stdout);
    });
  }

  it('leaves ordinary JSON its own colours', () => {
    assert.doesNotMatch(readFileSync('test/grammar/ordinary.json.snap', 'utf8'), /\.policy(?!-string)/);
  });

  it('shows prefixes, names, wildcards, ARN fields, variables, operators, keys, Allow and Deny apart', () => {
    const snapshot = readFileSync('test/grammar/policy.json.snap', 'utf8');
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
      assert.ok(snapshot.includes(scope), scope);
    assert.doesNotMatch(snapshot, /invalid\.illegal/);
  });
});
