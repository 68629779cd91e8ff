import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PolicyKind } from '../../../server/src/policy/kind.ts';
import { readDocument } from '../../../server/src/service.ts';
import { service } from '../../service.ts';

interface Expected {
  readonly file: string;
  readonly kind?: PolicyKind;
  readonly reports: readonly string[];
  readonly isSilentAbout: readonly string[];
}

const FOLDER = 'test/fixtures/reported';
const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

describe('policies after public reports', () => {
  for (const { file, kind, reports, isSilentAbout } of JSON.parse(read('expected.json')) as Expected[]) {
    it(`${file}: ${[...reports, ...isSilentAbout.map((id) => `no ${id}`)].join(', ') || 'nothing asked'}`, () => {
      const found = service
        .check(readDocument(read(file), { path: file, ...(kind && { kind }) }))
        .map(({ rule }) => rule.id);
      for (const id of reports) assert.ok(found.includes(id), `${id} is missing in ${found.join(', ')}`);
      for (const id of isSilentAbout) assert.ok(!found.includes(id), `${id} is reported`);
    });
  }
});
