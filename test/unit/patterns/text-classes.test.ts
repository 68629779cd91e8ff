import assert from 'node:assert/strict';
import fc from 'fast-check';
import { limited, OutOfSteps } from '../../../server/src/patterns/steps.ts';
import { textClasses } from '../../../server/src/patterns/text-classes.ts';
import {
  arnPattern,
  automatonOf,
  matchesText,
  resourcePattern,
  runs,
  templatePattern,
  wholePattern,
} from '../../../server/src/patterns/text-pattern.ts';
import { holds } from '../../properties.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 7 });
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?', '*'), maxLength: 6 });

/** As a regular expression has it, which is slow and plain. */
function expected(pattern: string, text: string): boolean {
  const source = [...pattern]
    .map((unit) => (unit === '*' ? '[^]*' : unit === '?' ? '[^]' : unit === ':' ? ':' : unit))
    .join('');
  return new RegExp(`^${source}$`).test(text);
}

describe('patterns as automata', () => {
  it('match as regular expressions do', () => {
    holds(
      fc.property(patterns, texts, (pattern, text) => {
        assert.equal(matchesText(wholePattern(pattern), text), expected(pattern, text), `${pattern} ${text}`);
      }),
      1000,
    );
  });

  it('tell texts apart completely: every text is of a class, and each class has an example', () => {
    holds(
      fc.property(
        fc.array(patterns, { maxLength: 4 }),
        patterns,
        fc.array(texts, { minLength: 20 }),
        (all, within, tried) => {
          const automata = all.map((each) => automatonOf(wholePattern(each), undefined));
          const inside = automatonOf(wholePattern(within), undefined);
          const vector = (text: string) => automata.flatMap((each, index) => (runs(each, text) ? [index] : [])).join();
          const classes = textClasses(automata, inside);
          const known = new Set(classes.map(({ matches }) => matches.join()));
          assert.equal(known.size, classes.length, 'each once');
          for (const { example, matches } of classes) {
            assert.ok(runs(inside, example), 'the example is inside');
            assert.equal(vector(example), matches.join());
          }
          for (const text of tried)
            if (runs(inside, text)) assert.ok(known.has(vector(text)), `${text} of ${all.join(' ')}`);
        },
      ),
      500,
    );
  });

  it('stop where the classes are too many', () => {
    const letters = [...'abcdefghijklmnopqrst'].map((letter) => automatonOf(wholePattern(`*${letter}*`), undefined));
    assert.throws(() => limited(1_000_000, () => textClasses(letters)), OutOfSteps);
  });

  it('keep a star within a segment of an ARN where it does not end the segment', () => {
    const rows: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
      ['arn:aws:s*s:us-east-1:1:q', 'arn:aws:sqs:us-east-1:1:q', true],
      ['arn:aws:s*s:us-east-1:1:q', 'arn:aws:s:x:s:us-east-1:1:q', false],
      ['arn:aws:sqs:*:q', 'arn:aws:sqs:us-east-1:1:q', true],
      ['arn:aws:sqs:?:1:q', 'arn:aws:sqs:::1:q', false],
      ['arn:aws:bedrock:*:*:agent/*', 'arn:aws:bedrock:us-east-1:1:agent/A:b', true],
      ['*', 'arn:aws:bedrock:us-east-1:1:agent/A', true],
      ['not an arn:*:x', 'not an arn:a:b:x', true],
    ];
    for (const [pattern, text, matches] of rows)
      assert.equal(matchesText(resourcePattern(pattern, true), text), matches, `${pattern} ${text}`);
    const arn = arnPattern('arn:aws:sqs:*:*:q:*', true);
    assert.ok(
      arn && matchesText(arn, 'arn:aws:sqs:us-east-1:1:q:a:b') && !matchesText(arn, 'arn:aws:sqs:us:east:1:x:q:a'),
    );
    assert.equal(arnPattern('arn:aws:sqs:*', true), undefined);
  });

  it('of a resource type match the ARNs of that type alone', () => {
    const model = templatePattern('arn:${Partition}:bedrock:${Region}::foundation-model/${ResourceId}');
    assert.ok(matchesText(model, 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'));
    assert.ok(matchesText(model, 'arn:aws:bedrock:::foundation-model/amazon.nova-lite-v1:0'));
    assert.ok(!matchesText(model, 'arn:aws:bedrock:x:y::foundation-model/m'));
    assert.ok(!matchesText(model, 'arn:aws:bedrock:::foundation-model/m:1:inference-profile/p'));
    const object = templatePattern('arn:${Partition}:s3:::${BucketName}/${KeyName}');
    assert.ok(matchesText(object, 'arn:aws:s3:::b/a/b:c'));
  });
});
