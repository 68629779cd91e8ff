/** Where rules live: one rule a file, named by its id. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { exportOf, REGISTRY, registryText, ruleFiles } from '../../../scripts/rules/registry.ts';
import { RULES } from '../../../server/src/rules/registry.ts';

describe('the folder of rules', () => {
  const files = ruleFiles();
  const textOf = (path: string) => readFileSync(`server/src/rules/${path}`, 'utf8');
  const idsIn = (text: string) => RULES.map(({ id }) => id).filter((id) => text.includes(`'${id}'`));

  for (const { path, name, isFamily } of files) {
    it(`has in ${path} ${isFamily ? 'a family of rules' : 'the rule of that name'}, and exports nothing else`, () => {
      const text = textOf(path);
      const exported = [...text.matchAll(/^export (?:const|function\*?|class|interface|type) (\w+)/gm)];
      assert.deepEqual(
        exported.map(([, export_]) => export_),
        [exportOf(name)],
      );
      const declared = [...text.matchAll(/\bid: '([^']+)'/g)].map(([, id]) => id);
      if (!isFamily) assert.deepEqual(declared, [name]);
      else assert.ok(idsIn(text).length > 1);
    });
  }

  it('holds every rule exactly once, its id written out, so that a search finds it', () => {
    const found = files.flatMap(({ path, name, isFamily }) => (isFamily ? idsIn(textOf(path)) : [name]));
    assert.deepEqual(
      found.toSorted(),
      RULES.map(({ id }) => id),
    );
  });

  it('has a registry that is current', () => {
    assert.equal(readFileSync(REGISTRY, 'utf8'), registryText(), '`npm run rules` writes it again');
  });

  it('gives each rule an id of its own', () => {
    assert.equal(new Set(RULES.map(({ id }) => id)).size, RULES.length);
  });
});
