/** What the editor writes into a config file: it holds afterwards, and nothing that was there is lost. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addException, globOf, kindWrittenFor, writeKind } from '../../../server/src/config/config-edits.ts';
import { exceptionsOfPath, readConfigFile } from '../../../server/src/config/config-file.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { POLICY_KINDS, type PolicyKind } from '../../../server/src/policy/kind.ts';
import { holds } from '../../properties.ts';

describe('an exception that the editor writes', () => {
  const written = { rule: 'full-admin', files: 'a.json', sid: 'All', reason: 'break "glass"' };

  for (const text of [
    '',
    '// ours\n',
    '{}',
    '{\n}\n',
    '// ours\n{\n  "rules": { "full-admin": "error" } // loud\n}\n',
    '{\r\n\t"exceptions": []\r\n}',
    '{ "exceptions": [{ "rule": "full-admin", "files": "b.json", "reason": "x" }] }',
  ])
    it(`stands in the file, with all that was there: ${JSON.stringify(text)}`, () => {
      const after = applyEdits(text, addException(text, written) ?? []);
      const before = readConfigFile(text.includes('{') ? text : '{}').options;
      const { options, problems: wrong } = readConfigFile(after);
      assert.deepEqual(wrong, []);
      const { index, ...last } = options.exceptions.at(-1) ?? { index: -1 };
      assert.deepEqual(last, { ...written, files: ['a.json'] });
      assert.equal(index, before.exceptions.length);
      assert.deepEqual({ ...options, exceptions: before.exceptions }, before);
      for (const comment of text.match(/\/\/.*/g) ?? []) assert.ok(after.includes(comment));
      if (text.includes('\r')) assert.ok(!/[^\r]\n/.test(after), JSON.stringify(after));
    });

  it('is not written into what is no config file', () => {
    for (const text of ['[]', '{ "a": ', '{ "exceptions": {} }', '"x"'])
      assert.equal(addException(text, written), undefined, text);
  });

  it('names its file and hardly another', () => {
    assert.equal(globOf('a (1)/b[2].json'), 'a (1)/b?2?.json');
    const { options } = readConfigFile(
      `{ "exceptions": [{ "rule": "full-admin", "files": "${globOf('a (1)/b[2].json')}", "reason": "x" }] }`,
    );
    assert.equal(exceptionsOfPath(options, 'a (1)/b[2].json').length, 1);
    assert.equal(exceptionsOfPath(options, 'a (1)/b2.json').length, 0);
  });
});

describe('a kind that the editor writes', () => {
  const written = (text: string, kind: PolicyKind | undefined) =>
    applyEdits(text, writeKind(text, 'a.json', kind) ?? []);

  it('stands first where a glob would count before it', () => {
    assert.equal(
      written('{\n  "kinds": {\n    "*.json": "trust"\n  }\n}\n', 'scp'),
      '{\n  "kinds": {\n    "a.json": "scp",\n    "*.json": "trust"\n  }\n}\n',
    );
  });

  it('goes with its line and its comma, and leaves the comments', () => {
    const before = '{\n  "kinds": {\n    "b.json": "trust", // b\n    // a is ours\n    "a.json": "scp"\n  }\n}\n';
    const after = '{\n  "kinds": {\n    "b.json": "trust" // b\n    // a is ours\n  }\n}\n';
    assert.equal(written(before, undefined), after);
  });

  it('is not written into what is no config file', () => {
    for (const text of ['[]', '{ "a": ', '{ "kinds": [] }', '{ "kinds": 3 }', '"x"'])
      assert.equal(writeKind(text, 'a.json', 'scp'), undefined, text);
  });

  it('holds, whatever the file says before, and for no other file', () => {
    const kind = fc.constantFrom(...POLICY_KINDS);
    const entry = fc.record({
      glob: fc.constantFrom('a.json', 'b.json', '*.json', '{a,b}.json', 'x/*'),
      kind,
      above: fc.constantFrom('', '// above\n', '/* above */ '),
      behind: fc.constantFrom('', ' // behind', ' /* behind */'),
      lineBreak: fc.constantFrom('\n    ', ' ', '\r\n\t'),
    });
    const config = fc.uniqueArray(entry, { selector: ({ glob }) => glob, maxLength: 4 }).map((entries) => {
      const lines = entries.map(({ glob, kind: own, above, behind, lineBreak }, index) => {
        const comma = index === entries.length - 1 ? '' : ',';
        return `${lineBreak}${above}"${glob}": "${own}"${comma}${behind}${behind.startsWith(' //') ? '\n' : ''}`;
      });
      return `{ "kinds": {${lines.join('')} }, "defaultRegion": "eu-west-1" }`;
    });
    holds(
      fc.property(config, fc.option(kind, { nil: undefined }), (text, wanted) => {
        const after = written(text, wanted);
        const { problems, options } = readConfigFile(after);
        assert.deepEqual(problems, [], after);
        assert.equal(options.defaultRegion, 'eu-west-1');
        assert.equal(kindWrittenFor(after, 'b.json'), kindWrittenFor(text, 'b.json'), after);
        if (wanted) assert.equal(kindWrittenFor(after, 'a.json'), wanted, after);
        else assert.ok(!Object.hasOwn(options.kinds, 'a.json'), after);
        const comments = (each: string) => each.match(/above|behind/g)?.length;
        assert.equal(comments(after), comments(text), after);
      }),
      1000,
    );
  });
});
