/**
 * Files like those that people keep: written for this test after real ones, in the forms that were found there. Each says in
 * its first lines, behind `#=`, which policies it holds: their kinds, and their actions as in forms.test.ts.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readDocument } from '../../../server/src/service.ts';
import { policiesIn } from '../../hosts/forms/form.ts';
import { service } from '../../service.ts';

const FOLDER = 'test/fixtures/lookalikes';

const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));

describe('files like those that people keep', () => {
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const name = path.relative(FOLDER, file);
    it(`${name}: no policy is overlooked, and nothing else is taken for one`, () => {
      const wanted = [...text.matchAll(/^#= ?(.*)$/gm)].map(([, policy = '']) => policy.trim());
      assert.deepEqual(
        policiesIn(text, file).map((each) => each.trim()),
        wanted,
      );
    });

    it(`${name}: nothing is called wrong`, () => {
      const found = service.check(readDocument(text, { path: file })).filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(
        found.map(({ rule, span, severity }) => `${severity} ${rule.id}: ${text.slice(span.start, span.end)}`),
        [],
      );
    });
  }
});
