/** No document makes the work grow faster than itself: documents that are made to be slow, at one size and at twice that. */
import assert from 'node:assert/strict';
import { type HostDocument, readDocument } from '../../server/src/service.ts';
import { type Counted, WorkCounter } from '../growth.ts';
import { service } from '../service.ts';
import { SLOW_DOCUMENTS } from '../slow-documents.ts';
import { SLOW_FILES } from '../slow-files.ts';

/** In characters: of the smaller document. Fixing all, and titles that say what widens access, take most. */
const SIZES: Readonly<Record<string, number>> = { check: 6000, 'fix all': 1500, 'code actions': 1500 };
const sizeFor = (feature: string) => Number(process.env.SIZE ?? SIZES[feature] ?? 3000);

/** Some offsets in a document: at its ends and between. */
const offsets = ({ text }: HostDocument) => [0.1, 0.5, 0.9, 1].map((part) => Math.floor(part * text.length));
const OPTIONS = { tabSize: 2, insertSpaces: true };

const FEATURES: Readonly<Record<string, (document: HostDocument) => unknown>> = {
  check: (document) => service.check(document),
  'fix all': (document) => service.fixAll(document, service.checker({})).edits,
  'code actions': (document) =>
    service.codeActions(document, service.checker({}), { start: 0, end: document.text.length }),
  completion: (document) => offsets(document).map((offset) => service.complete(document, offset, { snippets: true })),
  hover: (document) => offsets(document).map((offset) => service.hover(document, offset)),
  formatting: (document) => service.formatting(document, undefined, OPTIONS),
  tidy: (document) => service.tidy(document, OPTIONS),
  'other requests': (document) => [
    service.symbols(document),
    service.links(document),
    service.inlayHints(document, { start: 0, end: document.text.length }),
    service.foldingRanges(document),
    offsets(document).map((offset) => [
      service.signatureHelp(document, offset),
      service.highlights(document, offset),
      service.selectionRanges(document, offset),
      service.refactorings(document, { start: offset, end: offset }),
      service.status(document, offset, []),
      service.statementPlace(document, offset),
    ]),
  ],
};

/**
 * Below so many blocks for each character, growth is not looked at: what compares all with all takes few where there is
 * little to compare, and reaches its limit (rules/engine/bounds.ts) where there is more. Fixing all reads and compares the
 * document once for each of its fixes.
 */
const MOST: Readonly<Record<string, number>> = {
  check: 1500,
  'fix all': 30_000,
  'code actions': 7000,
  completion: 4000,
  'other requests': 6000,
};

const COUNTS: Readonly<Record<string, (counted: Measured) => number>> = {
  'the number of executed blocks': ({ total }) => total,
  'the length of what is found': ({ written }) => 10 * written,
};

interface Measured extends Counted {
  readonly written: number;
}

describe('the work for a document made to be slow', () => {
  const counter = new WorkCounter((url) => url.includes('growth.test'));
  before(() => counter.start());
  after(() => counter.stop());

  for (const [feature, run] of Object.entries(FEATURES)) {
    const length = sizeFor(feature);
    for (const [name, write] of Object.entries(SLOW_DOCUMENTS)) {
      it(`at most doubles (slow): ${feature}, ${name}`, async () => {
        const measured: Measured[] = [];
        for (const size of [length + 100, length, 2 * length]) {
          const found = run(service.read(write(size)));
          const isWritten = (key: string) => key !== 'rule' && key !== 'data' && key !== 'root';
          const written = JSON.stringify(found, (key, value: unknown) => (isWritten(key) ? value : undefined)).length;
          const counted = await counter.count();
          measured.push({ ...counted, written });
        }
        const [, once, twice] = measured;
        assert.ok(once && twice);
        const steep = [...twice.byFunction]
          .filter(([of, count]) => count > 5000 && count > 2.4 * (once.byFunction.get(of) ?? 0))
          .map(([of, count]) => `${of}: ${once.byFunction.get(of) ?? 0}, then ${count}`)
          .join('; ');
        const most = MOST[feature] ?? 1500;
        for (const [what, count] of Object.entries(COUNTS)) {
          const [before, after] = [count(once), count(twice)];
          assert.ok(
            after <= 2.4 * before || after <= most * 2 * length,
            `${what} grows from ${before} to ${after}, ${Math.round(after / 2 / length)} for each character: ${steep}`,
          );
        }
      });
    }
  }
});

describe('the work of reading a file made to be slow', () => {
  const counter = new WorkCounter((url) => url.includes('growth.test'));
  before(() => counter.start());
  after(() => counter.stop());

  for (const [name, { path, write }] of Object.entries(SLOW_FILES)) {
    it(`at most doubles (slow): ${name}`, async () => {
      const counts: number[] = [];
      for (const size of [6100, 6000, 12_000]) {
        readDocument(write(size), { path });
        counts.push((await counter.count()).total);
      }
      const [, once = 0, twice = 0] = counts;
      assert.ok(twice <= 2.4 * once || twice <= 100 * 12_000, `grows from ${once} to ${twice}`);
    });
  }
});
