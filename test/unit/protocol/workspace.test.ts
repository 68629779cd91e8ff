/** Which options hold for a document, however its URI is written. */
import assert from 'node:assert/strict';
import { canonical, pathOf } from '../../../server/src/protocol/uris.ts';
import { Workspace } from '../../../server/src/protocol/workspace.ts';

/** The characters that a name may have, but for the slash. */
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  (char) => char !== '/',
);

const CONFIG = '{ "rules": { "full-admin": "off" }, "kinds": { "a b/*.json": "scp" }, "ignore": ["out/"] }';

describe('URIs', () => {
  it('are the same from every writer', () => {
    for (const [one, other] of [
      ['file:///c:/Users/x/a.json', 'file:///c%3A/Users/x/a.json'],
      ['file:///C:/Users/x/a.json', 'file:///c%3A/Users/x/a.json'],
      ['file:///a/@scope/(old)/p+q.json', 'file:///a/%40scope/%28old%29/p%2Bq.json'],
      ['file:///home/~u/a.json', 'file:///home/%7Eu/a.json'],
      ['file://server/share/a.json', 'file://SERVER/share/a.json'],
    ] as const)
      assert.equal(canonical(one).toLowerCase(), canonical(other).toLowerCase(), one);
    assert.notEqual(canonical('file:///a/B.json'), canonical('file:///a/b.json'));
    for (const odd of ['', 'untitled:Untitled-1', '%zz', 'file:///%zz', 'not a uri', '://'])
      assert.equal(canonical(canonical(odd)), canonical(odd), odd);
    assert.equal(pathOf('file:///a%20b/c%25.json'), '/a b/c%.json');
  });

  it('find their folder with every printable character in a name', async () => {
    for (const char of PRINTABLE)
      for (const write of [
        encodeURIComponent,
        (name: string) => encodeURI(name).replace(/[?#]/g, encodeURIComponent),
      ]) {
        const folder = `file:///work/x${write(char)}y`;
        const workspace = new Workspace();
        await workspace.load([folder], async () => CONFIG);
        for (const other of [
          encodeURIComponent,
          (name: string) => encodeURI(name).replace(/[?#]/g, encodeURIComponent),
        ]) {
          const root = `file:///work/x${other(char)}y`;
          const { options, kind, isIgnored } = workspace.of(`${root}/a%20b/p.json`);
          assert.deepEqual([options.rules['full-admin'], kind, isIgnored], ['off', 'scp', false], char);
          assert.ok(workspace.of(`${root}/out/p.json`).isIgnored, char);
          assert.equal(workspace.of('file:///work/other/p.json').options.rules['full-admin'], undefined);
        }
      }
  });

  it('on Windows too', async () => {
    const workspace = new Workspace();
    await workspace.load(['file:///c%3A/Users/x/repo'], async () => CONFIG);
    for (const uri of ['file:///c:/Users/x/repo/out/a.json', 'file:///C%3A/Users/x/repo/out/a.json'])
      assert.ok(workspace.of(uri).isIgnored, uri);
  });
});
