/** Snapshots of open documents. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Snapshots } from '../../../server/src/protocol/snapshots.ts';
import { openService } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { withStatement } from '../../policies.ts';

describe('a snapshot', () => {
  const text = withStatement('{ "Effect": "Allow", "Action": "a:b", "Resource": "*" }');
  const open = (uri: string, version = 1) => TextDocument.create(uri, 'json', version, text);
  const options = { kind: undefined };

  it('of a version is made once', () => {
    const snapshots = new Snapshots(openService(catalog), () => assert.fail('no rule fails'));
    const document = open('file:///a.json');
    const snapshot = snapshots.of(document, options);
    assert.equal(snapshots.of(document, options), snapshot);
    assert.equal(snapshot.judged(), snapshot.judged());
    assert.notEqual(snapshots.of(open('file:///a.json', 2), options), snapshot);
    assert.notEqual(snapshots.of(document, { ...options }), snapshot);
  });

  it('reports a rule that fails with the document that it was checking', () => {
    const broken = { ...catalog, hasService: () => assert.fail('no catalog') };
    const failed: string[] = [];
    const snapshots = new Snapshots(openService(broken), ({ uri, version }, { id }) =>
      failed.push(`${uri} ${version} ${id}`),
    );
    for (const document of [open('file:///fine.json'), open('file:///broken.json', 7)])
      snapshots.of(document, options).judged();
    assert.ok(failed.includes('file:///fine.json 1 invalid-service-in-action'));
    assert.ok(failed.includes('file:///broken.json 7 invalid-service-in-action'));
  });
});
