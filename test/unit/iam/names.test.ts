/** Names that are similar to known ones, and what messages call a statement. */
import assert from 'node:assert/strict';
import { isMisspelled, seemsToHold } from '../../../server/src/iam/misspelled.ts';
import { nearest, nearestFew } from '../../../server/src/iam/nearest.ts';
import { statementName } from '../../../server/src/iam/statement-name.ts';
import { readDocument } from '../../../server/src/service.ts';
import { withStatement } from '../../policies.ts';

const read = (text: string) => readDocument(withStatement(text)).policies[0] ?? assert.fail(text);
const first = (text: string) => read(text).statements[0] ?? assert.fail(text);

describe('the names nearest to a misspelled one', () => {
  const known = ['InvokeModel', 'InvokeModelWithResponseStream', 'InvokeAgent', 'GetAgent', 'GetAgents'];

  it('are similar in letters, in any case, the nearest first', () => {
    assert.equal(nearest('invokemodl', known), 'InvokeModel');
    assert.equal(nearest('GETAGENT', known), 'GetAgent');
    assert.deepEqual(nearestFew('GetAgentz', known), ['GetAgent', 'GetAgents']);
    assert.deepEqual(nearestFew('GetAgentsx', known), ['GetAgents', 'GetAgent']);
    assert.deepEqual(nearestFew('GetAgentz', known, 1), ['GetAgent']);
  });

  it('are none where nothing is similar enough', () => {
    for (const text of ['', 'Delete', 'x'.repeat(101), 'Ge']) assert.deepEqual(nearestFew(text, known), [], text);
    assert.equal(nearest('Get', []), undefined);
    assert.equal(nearest('b', ['a']), 'a', 'one letter may always differ');
    assert.equal(nearest('bb', ['aa']), undefined);
    assert.equal(nearest('x'.repeat(100), ['x'.repeat(99)]), 'x'.repeat(99));
  });
});

describe('an element that seems to be missing', () => {
  it('may be there under a misspelled name', () => {
    const { properties } = first('{ "Efect": "Allow", "Action": "a:b" }');
    assert.ok(isMisspelled(properties, 'Effect'));
    assert.ok(!isMisspelled(properties, 'Action'), 'it is there');
    assert.ok(!isMisspelled(properties, 'Resource'));
    assert.ok(isMisspelled(read('{}').properties.concat(first('{ "Statment": [] }').properties), 'Statement'));
  });

  it('may come from a template', () => {
    assert.ok(seemsToHold(first('{ "Sid": "S", "Fn::Transform": {} }'), 'Effect'));
    assert.ok(seemsToHold(first('{ "Efect": "Allow" }'), 'Effect'));
    assert.ok(!seemsToHold(first('{ "Sid": "S" }'), 'Effect'));
  });
});

describe('the name of a statement', () => {
  it('is its Sid, or its number', () => {
    const policy = read('{ "Sid": "First" }, { "Sid": "" }, { "Effect": "Allow" }, { "Sid": 7 }');
    assert.deepEqual(
      policy.statements.map((statement) => statementName(policy, statement)),
      ['"First"', 'number 2', 'number 3', 'number 4'],
    );
  });
});
