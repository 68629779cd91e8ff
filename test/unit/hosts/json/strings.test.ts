/** Policies in the strings of JSON files: what is found, where exactly, and that nothing is offered to be edited. */
import assert from 'node:assert/strict';
import { readDocument } from '../../../../server/src/service.ts';
import { writeMarks } from '../../../marks.ts';
import { service } from '../../../service.ts';

const PATH = 'plan.json';

/** A part of what `terraform show -json` prints. */
const plan = (policy: string): string =>
  JSON.stringify(
    { planned_values: { root_module: { resources: [{ values: { name: 'models', policy } }] } } },
    undefined,
    2,
  );

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['bedrock:Converse', 'bedrock:InvokeModel*'], Resource: '*' }],
});

const TEXT = plan(POLICY);

describe('a policy in a string of a JSON file', () => {
  it('has its findings, at the words that they are about', () => {
    const found = service.check(readDocument(TEXT, { path: PATH }));
    const operation = found.find(({ rule }) => rule.id === 'bedrock-api-operation');
    assert.ok(operation);
    assert.match(writeMarks(TEXT, [operation.span]), /\\"bedrock:⟦Converse⟧\\"/);
  });

  it('is found with spaces and line breaks in it, and among other policies', () => {
    const loose = plan(JSON.stringify(JSON.parse(POLICY), undefined, 4));
    assert.equal(readDocument(loose, { path: PATH }).policies.length, 1);
    const both = `[${POLICY}, ${TEXT}, ${POLICY}]`;
    const { policies } = readDocument(both, { path: PATH });
    assert.deepEqual(
      policies.map(({ editing }) => editing),
      ['all', 'none', 'all'],
    );
  });

  it('is not edited', () => {
    const document = readDocument(TEXT, { path: PATH });
    const settings = { path: PATH };
    for (const { fixes, rule } of service.check(document)) assert.deepEqual(fixes, [], rule.id);
    assert.deepEqual(service.fixAll(document, service.checker(settings)).edits, []);
    assert.deepEqual(service.refactorings(document, { start: 0, end: TEXT.length }), []);
    for (let offset = 0; offset < TEXT.length; offset++) {
      assert.deepEqual(service.complete(document, offset, { snippets: true }).items, [], `${offset}`);
      assert.equal(service.statementPlace(document, offset), undefined);
    }
    const tidied = service.tidy(document, { tabSize: 2, insertSpaces: true });
    assert.ok('refusal' in tidied);
  });

  it('is read again while it is typed, as in a fresh document', () => {
    let before = readDocument('', { path: PATH });
    for (let end = 0; end <= TEXT.length; end++) {
      const text = TEXT.slice(0, end) + TEXT.slice(end + 1);
      const later = readDocument(text, { path: PATH, before });
      const found = (document: typeof before) =>
        service.check(document).map(({ rule, span }) => `${rule.id} ${span.start} ${span.end}`);
      assert.deepEqual(found(later), found(readDocument(text, { path: PATH })), text);
      before = later;
    }
  });

  it('is no policy where it only looks alike', () => {
    const waf = JSON.stringify({ Name: 'x', Statement: { RateBasedStatement: { Limit: 100 } } });
    assert.equal(readDocument(plan(waf), { path: PATH }).policies.length, 0);
    assert.equal(readDocument(plan(`${POLICY} as an example`), { path: PATH }).policies.length, 0);
  });
});
