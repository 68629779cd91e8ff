/** Files that are not open: which of them are checked, and when. */
import assert from 'node:assert/strict';
import { WorkspaceDiagnostics } from '../../../server/src/protocol/workspace-diagnostics.ts';

const token = (isCancellationRequested = false) => ({
  isCancellationRequested,
  onCancellationRequested: () => ({ dispose() {} }),
});

describe('files that are not open', () => {
  const names = ['file:///a', 'file:///b', 'file:///c'];
  const deleted = new Set<string>();
  let checked: string[];
  const start = (limit: number) => {
    checked = [];
    const diagnostics = new WorkspaceDiagnostics({
      open: () => new Set(),
      configs: () => new Map(),
      onDone: () => {},
      admits: async () => true,
      find: async (most) => names.slice(0, most),
      check: async (uri) => {
        if (deleted.has(uri)) return undefined;
        checked.push(uri.slice(-1));
        const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
        return { policies: 1, diagnostics: [{ range, message: `${checked.length}` }] };
      },
    });
    diagnostics.limit = limit;
    return diagnostics;
  };
  const report = async (diagnostics: WorkspaceDiagnostics) =>
    (await diagnostics.report([], token())).map(({ uri }) => uri.slice(-1));

  it('are checked up to the limit', async () => {
    assert.deepEqual(await report(start(2)), ['a', 'b']);
    assert.deepEqual(checked, ['a', 'b']);
  });

  it('are checked again when they change, and those that the limit leaves out are not', async () => {
    const diagnostics = start(2);
    await report(diagnostics);
    diagnostics.changed('file:///c');
    diagnostics.changed('file:///a');
    await report(diagnostics);
    assert.deepEqual(checked, ['a', 'b', 'a']);
  });

  it('are all checked on request, and the limit holds again for what comes later', async () => {
    const diagnostics = start(0);
    const progress: string[] = [];
    const summary = await diagnostics.checkAll(token(), (done, all) => progress.push(`${done}/${all}`));
    assert.deepEqual(summary, { files: 3, policies: 3, findings: 3 });
    assert.deepEqual(progress, ['1/3', '2/3', '3/3']);
    diagnostics.changed('file:///d');
    await report(diagnostics);
    assert.deepEqual(checked, ['a', 'b', 'c'], 'a new file is over the limit');
    diagnostics.recheck();
    assert.deepEqual(await diagnostics.report([], token(true)), []);
  });

  it('are reported without findings once they are deleted and their document is closed', async () => {
    const diagnostics = start(2);
    await report(diagnostics);
    deleted.add('file:///a');
    diagnostics.changed('file:///a');
    diagnostics.closed('file:///a');
    const items = await diagnostics.report([], token());
    assert.deepEqual(
      items.filter(({ uri }) => uri === 'file:///a').map((each) => each.kind === 'full' && each.items),
      [[]],
    );
    deleted.clear();
  });

  it('and that were never checked are reported without findings when their document is closed', async () => {
    const diagnostics = start(1);
    await report(diagnostics);
    diagnostics.closed('file:///elsewhere');
    const items = await diagnostics.report([{ uri: 'file:///a', value: 'x' }], token());
    assert.ok(items.some(({ uri }) => uri === 'file:///elsewhere'));
  });

  it('do not count when they are gone', async () => {
    const diagnostics = start(3);
    await report(diagnostics);
    deleted.add('file:///b');
    assert.deepEqual(await diagnostics.checkAll(token(), () => undefined), { files: 2, policies: 2, findings: 2 });
    deleted.clear();
  });
});
