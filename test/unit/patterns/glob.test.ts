import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, matches, overlaps, parseGlob } from '../../../server/src/patterns/glob.ts';

/** The definition itself, slow and plain. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

/** All texts over a, b, c up to a length: what a short pattern can tell apart. */
function* texts(length: number): Generator<string> {
  yield '';
  if (length === 0) return;
  for (const rest of texts(length - 1))
    for (const char of 'abc') if (rest.length === length - 1 || rest === '') yield char + rest;
}
const ALL = [...new Set([...texts(1), ...texts(2), ...texts(3), ...texts(4), ...texts(5), ...texts(6)])];

describe('patterns', () => {
  it('match as the definition says', () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => matches(parseGlob(p), t) === naive(p, t)),
      { numRuns: 3000 },
    );
  });

  it('cover each other exactly when no text tells otherwise', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
    fc.assert(
      fc.property(short, short, (outer, inner) => {
        const covered = ALL.every((t) => !naive(inner, t) || naive(outer, t));
        assert.equal(covers(parseGlob(outer), parseGlob(inner)), covered, `${outer} ⊇ ${inner}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('overlap exactly when some text is matched by both', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        const overlap = ALL.some((t) => naive(a, t) && naive(b, t));
        assert.equal(overlaps(parseGlob(a), parseGlob(b)), overlap, `${a} ∩ ${b}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('covering is reflexive and transitive, and implies overlap', () => {
    fc.assert(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        const [x, y, z] = [parseGlob(a), parseGlob(b), parseGlob(c)];
        assert.ok(covers(x, x));
        if (covers(x, y)) assert.ok(overlaps(x, y));
        if (covers(x, y) && covers(y, z)) assert.ok(covers(x, z));
      }),
      { numRuns: 1000 },
    );
  });

  it('take a policy variable for an unknown value', () => {
    const of = (source: string) => parseGlob(source, { variables: true });
    assert.ok(matches(of('user/${aws:username}'), 'user/ada'));
    assert.ok(covers(of('user/*'), of('user/${aws:username}')));
    assert.ok(!covers(of('user/${aws:username}'), of('user/*')));
    assert.ok(covers(of('user/${aws:username}'), of('user/${aws:UserName}')));
    assert.ok(!covers(of('user/${aws:username}'), of('user/${aws:userid}')));
    assert.ok(!covers(of('user/?*'), of('user/${aws:username}')), 'the value may be empty');
    assert.ok(matches(of('a${*}'), 'a*') && !matches(of('a${*}'), 'ab'));
    assert.ok(matches(parseGlob('a${b}'), 'a${b}'), 'plain text where variables are not known');
  });

  it('decide the ARNs that policies for Bedrock hold', () => {
    const covered = (outer: string, inner: string) => covers(parseGlob(outer), parseGlob(inner));
    assert.ok(covered('arn:aws:bedrock:*:*:*', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1'));
    assert.ok(covered('arn:*:bedrock:*', 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/x'));
    assert.ok(covered('arn:aws:bedrock:*::foundation-model/*', 'arn:aws:bedrock:::foundation-model/anthropic.claude'));
    assert.ok(covered('arn:aws:bedrock:*::foundation-model*', 'arn:aws:bedrock:*::foundation-model/*'));
    assert.ok(!covered('arn:aws:bedrock:*::foundation-model/anthropic.*', 'arn:aws:bedrock:*::foundation-model/*'));
  });

  it('stay fast on patterns made to be slow', () => {
    const hard = parseGlob(`${'a*'.repeat(60)}b`);
    assert.equal(matches(hard, 'a'.repeat(5000)), false);
    assert.equal(overlaps(hard, parseGlob(`${'*a'.repeat(60)}c`)), false);
    assert.equal(typeof covers(parseGlob(`${'*a?'.repeat(40)}b`), parseGlob(`${'?a*'.repeat(40)}`)), 'boolean');
  });
});
