import assert from 'node:assert/strict';
import { readDocument } from '../../../server/src/policy/document.ts';
import {
  elementSpans,
  SHAPE,
  STATEMENT_ELEMENTS,
  type Statement,
  WHOLE,
} from '../../../server/src/policy/statement.ts';
import { detail, fact, factAbout, shareFacts } from '../../../server/src/rules/facts.ts';
import { withStatement } from '../../policies.ts';

const FULL =
  '{ "Sid": "S", "Effect": "Allow", "Principal": "*", "NotPrincipal": "*", "Action": "a:b", "NotAction": "a:c", "Resource": "*", "NotResource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }';

function statementOf(text: string): Statement {
  const [statement] = readDocument(withStatement(text)).policies[0]?.statements ?? [];
  assert.ok(statement);
  statement.notes.asked = 0;
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
  for (const [index, getter] of GETTERS.entries()) {
    it(`notes that ${STATEMENT_ELEMENTS[index]} was asked for, whether it is there or not`, () => {
      const full = statementOf(FULL);
      const value = full[getter];
      assert.ok(value);
      assert.equal(full[getter], value, 'read once');
      assert.equal(full.notes.asked, 1 << index);
      const empty = statementOf('{ "Id": 1 }');
      assert.equal(empty[getter], undefined);
      assert.equal(empty.notes.asked, 1 << index);
    });
  }

  it('notes that all of it was asked for where its node, place or text were, and its shape where its properties were', () => {
    for (const ask of ['node', 'span', 'text', 'properties'] as const) {
      const statement = statementOf(FULL);
      assert.ok(statement[ask]);
      assert.equal(statement.notes.asked, ask === 'properties' ? SHAPE : WHOLE);
    }
    assert.equal(statementOf(FULL).text, FULL);
  });

  it('takes the last of several elements with one name, and tells where it stands', () => {
    const text = '{ "Effect": "Allow", "Effect": "Deny" }';
    const statement = statementOf(text);
    assert.equal(statement.effect?.text, 'Deny');
    const [, span] = elementSpans(statement);
    assert.equal(text.slice(span?.start, span?.end), '"Effect": "Deny"');
    assert.equal(elementSpans(statement)[0], undefined);
  });
});

describe('a fact', () => {
  it('is found once, and whoever takes it has asked for what it rests on', () => {
    let found = 0;
    const isDenied = fact(({ effect }) => {
      found++;
      return effect?.text === 'Deny';
    });
    const statement = statementOf(FULL);
    assert.equal(isDenied(statement), false);
    statement.notes.asked = 0;
    assert.equal(isDenied(statement), false);
    assert.equal(found, 1);
    assert.equal(statement.notes.asked, 1 << 1);
  });

  it('rests on what the facts within it rest on, and on nothing that was asked for before', () => {
    const inner = fact(({ action }) => action?.values.length);
    const outer = fact((statement) => inner(statement) === 1);
    const statement = statementOf(FULL);
    assert.ok(statement.condition);
    outer(statement);
    statement.notes.asked = 0;
    outer(statement);
    assert.equal(statement.notes.asked, 1 << 4);
  });

  it('holds for a later statement unless what it rests on has changed', () => {
    const effect = fact((statement) => statement.effect?.text);
    const names = factAbout((statement, name: string) => statement.action?.values[0]?.text === name);
    const before = statementOf(FULL);
    assert.equal(effect(before), 'Allow');
    assert.equal(names(before, 'a:b'), true);
    assert.equal(names(before, 'a:c'), false);
    const after = statementOf(FULL.replace('a:b', 'a:c'));
    shareFacts(after, before.notes.shared ?? [], WHOLE | (1 << 4));
    assert.equal(effect(after), 'Allow');
    assert.equal(names(after, 'a:b'), false);
    assert.equal(names(after, 'a:c'), true);
    assert.equal(names(before, 'a:c'), false, 'the earlier one keeps its own');
  });

  it('that holds nodes is of one version only', () => {
    const list = detail(({ action }) => action);
    const before = statementOf(FULL);
    assert.equal(list(before), before.action);
    const after = statementOf(FULL);
    shareFacts(after, before.notes.shared ?? []);
    assert.equal(list(after), after.action);
    assert.notEqual(list(after), list(before));
  });
});
