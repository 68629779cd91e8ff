import assert from 'node:assert/strict';
import type { Statement } from '../../../server/src/policy/statement.ts';
import { readDocument } from '../../../server/src/service.ts';
import { withStatement } from '../../policies.ts';

const FULL =
  '{ "Sid": "S", "Effect": "Allow", "Principal": "*", "NotPrincipal": "*", "Action": "a:b", "NotAction": "a:c", "Resource": "*", "NotResource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }';

function statementOf(text: string): Statement {
  const [statement] = readDocument(withStatement(text)).policies[0]?.statements ?? [];
  assert.ok(statement);
  return statement;
}

const GETTERS = [
  'sid',
  'effect',
  'principal',
  'notPrincipal',
  'action',
  'notAction',
  'resource',
  'notResource',
  'condition',
] as const;

describe('a statement', () => {
  for (const getter of GETTERS) {
    it(`has ${getter} where its text does, and reads it once`, () => {
      const full = statementOf(FULL);
      assert.ok(full[getter]);
      assert.equal(full[getter], full[getter]);
      assert.equal(statementOf('{ "Id": 1 }')[getter], undefined);
    });
  }

  it('has the text that stands at its span', () => {
    assert.equal(statementOf(FULL).text, FULL);
  });

  it('takes the last of several elements with one name', () => {
    assert.equal(statementOf('{ "Effect": "Allow", "Effect": "Deny" }').effect?.text, 'Deny');
  });
});
