import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, matches, overlaps, parseGlob } from '../../../server/src/patterns/glob.ts';
import { limited, OutOfSteps } from '../../../server/src/patterns/steps.ts';
import { holds } from '../../properties.ts';

/** The definition itself, slow and plain. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

/** All texts over a, b, c up to a length: which tell short patterns apart. */
function* texts(length: number): Generator<string> {
  yield '';
  if (length === 0) return;
  for (const rest of texts(length - 1))
    for (const char of 'abc') if (rest.length === length - 1 || rest === '') yield char + rest;
}
const ALL = [...new Set([...texts(1), ...texts(2), ...texts(3), ...texts(4), ...texts(5), ...texts(6)])];

describe('patterns', () => {
  it('match as the definition says', () => {
    holds(
      fc.property(pattern, text, (p, t) => matches(parseGlob(p), t) === naive(p, t)),
      3000,
    );
  });

  it('cover each other exactly when no text is a counterexample', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
    holds(
      fc.property(short, short, (outer, inner) => {
        const covered = ALL.every((t) => !naive(inner, t) || naive(outer, t));
        assert.equal(covers(parseGlob(outer), parseGlob(inner)), covered, `${outer} ⊇ ${inner}`);
      }),
      1500,
    );
  });

  it('overlap exactly when some text is matched by both', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
    holds(
      fc.property(short, short, (a, b) => {
        const overlap = ALL.some((t) => naive(a, t) && naive(b, t));
        assert.equal(overlaps(parseGlob(a), parseGlob(b)), overlap, `${a} ∩ ${b}`);
      }),
      1500,
    );
  });

  it('covering is reflexive and transitive, and implies overlap', () => {
    holds(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        const [x, y, z] = [parseGlob(a), parseGlob(b), parseGlob(c)];
        assert.ok(covers(x, x));
        if (covers(x, y)) assert.ok(overlaps(x, y));
        if (covers(x, y) && covers(y, z)) assert.ok(covers(x, z));
      }),
      1000,
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
    assert.equal(overlaps(parseGlob(`${'*a?'.repeat(40)}b`), parseGlob(`${'?a*'.repeat(40)}`)), true);
  });

  it('are plain text where they hold no wildcard and no variable', () => {
    const of = (source: string) => parseGlob(source, { variables: true });
    for (const plain of ['', 'abc', 'a$b', 'a${', 'a{b}', '${*}${?}${$}']) assert.ok(of(plain).isLiteral, plain);
    for (const pattern of ['*', 'a?', '${aws:username}', '${}', 'a${*}?']) assert.ok(!of(pattern).isLiteral, pattern);
    assert.ok(parseGlob('${aws:username}').isLiteral);
  });

  it('take their escapes for the characters themselves', () => {
    const of = (source: string) => parseGlob(source, { variables: true });
    assert.ok(matches(of('a${?}b'), 'a?b') && !matches(of('a${?}b'), 'axb'));
    assert.ok(matches(of('a${$}b'), 'a$b') && !matches(of('a${$}b'), 'axb'));
    assert.ok(covers(of('a?b'), of('a${*}b')) && !covers(of('a${*}b'), of('a?b')));
  });

  it('take what only begins like a variable as it stands', () => {
    const of = (source: string) => parseGlob(source, { variables: true });
    assert.ok(matches(of('a${b'), 'a${b') && !matches(of('a${b'), 'ax'));
    assert.ok(matches(of('a$b'), 'a$b') && !matches(of('a$b'), 'ab'));
    assert.ok(matches(of('a{b}'), 'a{b}') && !matches(of('a{b}'), 'a'));
    assert.ok(matches(of('$'), '$'));
  });

  it('are read again for each way to read them', () => {
    for (let round = 0; round < 2; round++) {
      assert.ok(!matches(parseGlob('A${b}'), 'aX'));
      assert.ok(matches(parseGlob('A${b}', { variables: true }), 'AX'));
      assert.ok(!matches(parseGlob('A${b}', { variables: true }), 'aX'));
      assert.ok(matches(parseGlob('A${b}', { ignoreCase: true }), 'a${b}'));
      assert.ok(matches(parseGlob('A${b}', { ignoreCase: true, variables: true }), 'aX'));
    }
  });

  it('are read rightly however many and however long they are', () => {
    for (let index = 0; index < 9000; index++) assert.ok(matches(parseGlob(`a${index}*`), `a${index}b`));
    assert.ok(matches(parseGlob('a0*'), 'a0b') && !matches(parseGlob('a0*'), 'b'));
    const long = 'x'.repeat(400);
    assert.ok(matches(parseGlob(`${long}*`), `${long}y`) && !matches(parseGlob(`${long}*`), long.slice(1)));
  });

  it('with a variable cover no single value, though they may match it', () => {
    const of = (source: string) => parseGlob(source, { variables: true });
    assert.ok(matches(of('${a}'), 'x') && !covers(of('${a}'), of('x')));
    assert.ok(overlaps(of('${a}'), of('x')) && overlaps(of('a${b}'), of('a')) && !overlaps(of('a${b}'), of('b')));
    assert.ok(covers(of('*'), of('${a}')) && !covers(of('?'), of('${a}')));
  });

  it('overlap by what stands at both ends', () => {
    const meet = (a: string, b: string) => overlaps(parseGlob(a), parseGlob(b));
    assert.ok(!meet('ab*', 'b*') && meet('*ab', '*a?') && !meet('*a', '*b'));
    assert.ok(meet('abc', 'a?c') && !meet('abc', 'a?d') && !meet('abc', 'ab') && !meet('abc', 'abd'));
    assert.ok(meet('a*', '*b') && !meet('a*a', 'a') && meet('a*', 'a'));
  });

  it('cover no more than can be found out in bounded work', () => {
    const isCovered = (length: number) => {
      const end = '?'.repeat(length);
      return limited(100_000, () => covers(parseGlob(`*a${end}`), parseGlob(`${'*a'.repeat(length)}${end}`)));
    };
    assert.equal(isCovered(6), true);
    assert.throws(() => isCovered(20), OutOfSteps);
  });
});
