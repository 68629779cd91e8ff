import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newAccess } from '../../server/src/access/compare.ts';
import { fixAll } from '../../server/src/features/fix-all.ts';
import { readDocument } from '../../server/src/policy/document.ts';
import type { PolicyKind } from '../../server/src/policy/kind.ts';
import { catalog } from '../catalog.ts';
import { service } from '../service.ts';

interface Entry {
  readonly name: string;
  readonly kind?: PolicyKind;
  readonly document: unknown;
}

const FOLDER = 'test/fixtures/corpus';
const FILES = ['aws-managed-policies.jsonl', 'aws-documentation.jsonl'];
const SNAPSHOT = path.join(FOLDER, 'findings.json');

const read = (file: string): readonly Entry[] =>
  readFileSync(path.join(FOLDER, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);

describe('real policies', () => {
  const counts: Record<string, Record<string, number>> = {};

  for (const file of FILES) {
    it(`finds no error in ${file}`, function () {
      this.timeout(120_000);
      const found: Record<string, number> = {};
      const errors: string[] = [];
      for (const { name, kind, document } of read(file)) {
        const text = JSON.stringify(document, undefined, 2);
        for (const { rule, severity, message } of service.check(readDocument(text, kind ? { kind } : {}))) {
          found[`${severity} ${rule.id}`] = (found[`${severity} ${rule.id}`] ?? 0) + 1;
          if (severity === 'error') errors.push(`${name}: ${rule.id}: ${message}`);
        }
      }
      counts[file] = Object.fromEntries(Object.entries(found).sort(([a], [b]) => a.localeCompare(b)));
      assert.deepEqual(errors, []);
    });
  }

  it('says the same after all safe fixes', function () {
    this.timeout(120_000);
    for (const file of FILES) {
      let changed = 0;
      for (const { name, kind, document } of read(file)) {
        const policy = readDocument(JSON.stringify(document, undefined, 2), kind ? { kind } : {});
        const { document: fixed, count } = fixAll(policy, service.checker({ kind }));
        if (count === 0) continue;
        changed++;
        assert.deepEqual(fixed.problems, [], name);
        assert.equal(newAccess(policy, fixed, catalog), undefined, `${name} lets more through`);
        assert.equal(newAccess(fixed, policy, catalog), undefined, `${name} lets less through`);
        assert.deepEqual(
          service.check(fixed).filter(({ severity }) => severity === 'error'),
          [],
          name,
        );
      }
      counts[file] = { ...counts[file], 'documents with safe fixes': changed };
    }
  });

  it('finds as much as before, by rule', () => {
    const lines = Object.entries(counts).flatMap(([file, found]) => [
      `    ${file}`,
      ...Object.entries(found).map(([rule, count]) => `    ${String(count).padStart(6)} ${rule}`),
    ]);
    console.log(lines.join('\n'));
    const text = `${JSON.stringify(counts, undefined, 2)}\n`;
    if (process.env.UPDATE_CORPUS) writeFileSync(SNAPSHOT, text);
    assert.equal(text, readFileSync(SNAPSHOT, 'utf8'), 'UPDATE_CORPUS=1 npm test -- unit writes findings.json anew');
  });
});
