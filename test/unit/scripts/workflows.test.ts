/** The workflows of GitHub: what they run is there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

describe('the workflows', () => {
  for (const name of readdirSync(FOLDER))
    it(`${name} runs scripts that exist`, () => {
      const { jobs } = parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Workflow;
      const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
      assert.ok(runs.length > 0);
      for (const [, script = ''] of runs.join('\n').matchAll(/npm run (?:--silent )?([\w:-]+)/g))
        assert.ok(scripts[script], `npm run ${script}`);
    });

  it('and the scripts of package.json run files that exist', () => {
    for (const [name, command] of Object.entries(scripts))
      for (const [file] of command.matchAll(/\b(?:scripts|bench)\/[\w/-]+\.(?:ts|mjs)/g))
        assert.ok(existsSync(file), `${name}: ${file}`);
  });
});
