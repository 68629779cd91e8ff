/** What is kept from version to version: see the invariant in server/src/iam/answers.ts. */
import assert from 'node:assert/strict';
import {
  type Answers,
  answersThatHold,
  elementTexts,
  question,
  questionAbout,
  questionOfVersion,
  TrackedStatement,
} from '../../../server/src/iam/answers.ts';
import type { Statement } from '../../../server/src/policy/statement.ts';
import { type FindingCache, newFindingCache } from '../../../server/src/rules/engine/check.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { readDocument } from '../../../server/src/service.ts';
import { withStatement } from '../../policies.ts';
import { service } from '../../service.ts';

const FULL =
  '{ "Sid": "S", "Effect": "Allow", "Principal": "*", "NotPrincipal": "*", "Action": "a:b", "NotAction": "a:c", "Resource": "*", "NotResource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }';

const statementOf = (text: string) => {
  const [statement] = readDocument(withStatement(text)).policies[0]?.statements ?? [];
  assert.ok(statement);
  return statement;
};

const track = (text: string, answers: Answers = new Map()) => new TrackedStatement(statementOf(text), answers);

/** A statement that has become another one, with the answers that still hold. */
const edited = (before: TrackedStatement, from: string, to: string) =>
  track(to, answersThatHold(before.answers, elementTexts(statementOf(from), from), elementTexts(statementOf(to), to)));

/** A question, and how often its answer was looked for. */
function counted<T>(find: (statement: Statement) => T, make = question) {
  const count = { of: 0 };
  const ask = make((statement) => {
    count.of++;
    return find(statement);
  });
  return { ask, count };
}

/** Each element: how it is read, its text in FULL, and another text in its place. */
const ELEMENTS = [
  ['sid', '"S"', '"T"'],
  ['effect', '"Allow"', '"Deny"'],
  ['principal', '"Principal": "*"', '"Principal": "x"'],
  ['notPrincipal', '"NotPrincipal": "*"', '"NotPrincipal": "x"'],
  ['action', '"a:b"', '"a:d"'],
  ['notAction', '"a:c"', '"a:d"'],
  ['resource', '"Resource": "*"', '"Resource": "x"'],
  ['notResource', '"NotResource": "*"', '"NotResource": "x"'],
  ['condition', '"true"', '"false"'],
] as const;

describe('a question', () => {
  it('is answered once for each statement', () => {
    const { ask, count } = counted(({ effect }) => effect?.text);
    const statement = track(FULL);
    assert.deepEqual([ask(statement), ask(statement), count.of], ['Allow', 'Allow', 1]);
    assert.deepEqual([ask(track(FULL)), count.of], ['Allow', 2]);
  });

  it('is answered once where there is nothing to say', () => {
    const { ask, count } = counted(() => undefined);
    const statement = track(FULL);
    assert.deepEqual([ask(statement), ask(statement), count.of], [undefined, undefined, 1]);
  });

  it('is answered each time about a statement that nobody tracks', () => {
    const { ask, count } = counted(({ effect }) => effect?.text);
    const statement = statementOf(FULL);
    assert.deepEqual([ask(statement), ask(statement), count.of], ['Allow', 'Allow', 2]);
  });

  it('is answered once for each of its subjects', () => {
    const asked: string[] = [];
    const names = questionAbout(({ action }, name: string) => {
      asked.push(name);
      return action?.values[0]?.text === name;
    });
    const statement = track(FULL);
    assert.deepEqual(
      ['a:b', 'a:c', 'a:b', 'a:c'].map((name) => names(statement, name)),
      [true, false, true, false],
    );
    assert.deepEqual(asked, ['a:b', 'a:c']);
  });

  for (const [element] of ELEMENTS) {
    it(`about ${element} is asked again only when ${element} has changed`, () => {
      for (const [changed, from, to] of ELEMENTS) {
        const { ask, count } = counted((statement) => statement[element] !== undefined);
        const before = track(FULL);
        assert.equal(ask(before), true);
        assert.equal(ask(edited(before, FULL, FULL.replace(from, to))), true);
        assert.equal(count.of, changed === element ? 2 : 1, `after a change of ${changed}`);
      }
    });
  }

  it('about an element that is not there is asked again when it comes', () => {
    const { ask } = counted(({ condition }) => condition !== undefined);
    const from = '{ "Effect": "Allow" }';
    const before = track(from);
    assert.equal(ask(before), false);
    assert.equal(ask(edited(before, from, '{ "Effect": "Allow", "Condition": {} }')), true);
  });

  for (const part of ['data', 'span', 'text', 'properties'] as const) {
    it(`about the ${part} is asked again after any change`, () => {
      const { ask, count } = counted((statement) => Boolean(statement[part]));
      const before = track(FULL);
      ask(before);
      ask(edited(before, FULL, FULL.replace('"Sid"', ' "Sid"')));
      assert.equal(count.of, 2);
    });
  }

  it('that counts as reading everything is asked again after any change', () => {
    const before = track(FULL);
    const key = {};
    before.answer(key, () => before.readEverything());
    assert.equal(edited(before, FULL, FULL.replace('"S"', '"T"')).answers.has(key), false);
  });

  it('has read what the questions within it have read, asked before or not', () => {
    const { ask: inner } = counted(({ action }) => action?.values.length);
    for (const isKnown of [false, true]) {
      const { ask: outer, count } = counted((statement) => inner(statement) === 1);
      const before = track(FULL);
      if (isKnown) inner(before);
      outer(before);
      outer(edited(before, FULL, FULL.replace('a:b', 'a:d')));
      outer(edited(before, FULL, FULL.replace('"S"', '"T"')));
      assert.equal(count.of, 2);
    }
  });

  it('has not read what was read before it was asked', () => {
    const { ask, count } = counted(({ action }) => action?.values.length);
    const before = track(FULL);
    assert.ok(before.condition);
    ask(before);
    ask(edited(before, FULL, FULL.replace('true', 'false')));
    assert.equal(count.of, 1);
  });

  it('of a version is asked again in the next one, and has read what it has read', () => {
    const { ask: list, count } = counted(({ action }) => action, questionOfVersion);
    const { ask: outer, count: outerCount } = counted((statement) => list(statement)?.values.length);
    const before = track(FULL);
    assert.equal(list(before), list(before));
    assert.equal(outer(before), 1);
    assert.equal(count.of, 1);
    const after = edited(before, FULL, FULL.replace('a:b', 'a:d'));
    assert.equal(list(after)?.values[0]?.text, 'a:d');
    assert.equal(outer(after), 1);
    assert.deepEqual([count.of, outerCount.of], [2, 2]);
  });

  it('leaves the answers of the earlier statement as they are', () => {
    const { ask } = counted(({ action }) => action?.values[0]?.text);
    const before = track(FULL);
    ask(before);
    const after = edited(before, FULL, FULL.replace('a:b', 'a:d'));
    assert.deepEqual([ask(after), ask(before)], ['a:d', 'a:b']);
  });
});

/** Fails where a value holds a node, a span or an offset at any depth. Freezes all of it on the way. */
function freeze(value: unknown, path: string, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const name of ['offset', 'span', 'start', 'end', 'node', 'parent', 'children', 'property'])
    assert.ok(!(name in value), `${path} holds ${name}`);
  const inner = value instanceof Map || value instanceof Set ? [...value.values()] : Object.values(value);
  for (const each of inner) freeze(each, path, seen);
  Object.freeze(value);
}

/** The answers about all statements of a document, and how many there are. */
function freezeAll({ last }: FindingCache): number {
  const all = last.flatMap(({ answers }) => [...answers.values()]).filter(({ read }) => read !== EVERYTHING);
  for (const { value } of all) freeze(value, 'an answer');
  return all.length;
}

/** What an answer has read that does not outlive a change of its statement. */
const EVERYTHING = -1;

describe('what is kept of a statement', () => {
  const examples = RULES.flatMap(({ bad, good }) => [bad, good].flat()).map(({ text, kind }) => ({
    text: text.replace(/[⟦⟧]/g, ''),
    kind,
  }));

  it('holds no node, no span and no offset, and is never changed afterwards', () => {
    let count = 0;
    for (const { text, kind } of examples) {
      const cache = newFindingCache();
      service.check(readDocument(text, { kind }), { cache });
      count += freezeAll(cache);
      const later = readDocument(`\n\n  ${text}`, { kind });
      assert.deepEqual(service.check(later, { cache }), service.check(later));
    }
    assert.ok(count > 1000, `only ${count} answers`);
  });

  it('does not keep a statement of an earlier version', () => {
    for (const { text, kind } of examples) {
      const cache = newFindingCache();
      service.check(readDocument(text, { kind }), { cache });
      for (const kept of cache.last)
        assert.deepEqual(Object.keys(kept).sort(), ['answers', 'findings', 'spans', 'surroundings', 'text']);
    }
  });
});
