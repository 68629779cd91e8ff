import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideAlone } from '../../../server/src/access/alone.ts';
import { newAccess } from '../../../server/src/access/compare.ts';
import type { Request } from '../../../server/src/access/request.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { policy, statement } from '../../policies.ts';
import { holds } from '../../properties.ts';

const widens = (before: string, after: string): boolean =>
  newAccess(readDocument(before), readDocument(after), catalog) !== undefined;

/** Whether a change lets more through, and whether its opposite does. */
function bothWays(before: string, after: string): readonly [boolean, boolean] {
  return [widens(policy(before), policy(after)), widens(policy(after), policy(before))];
}

const BOTH_SAME = [false, false];
const WIDER = [true, false];

describe('the access that a change adds', () => {
  it('is nothing more where order, lists and layout change', () => {
    assert.deepEqual(
      bothWays(
        statement('Allow', '["a:X", "a:Y"]', '"*"'),
        `${statement('Allow', '"a:Y"', '["*"]')}, ${statement('Allow', '"a:x"', '"*"')}`,
      ),
      BOTH_SAME,
    );
  });

  it('is more with a further action, resource or statement', () => {
    const base = statement('Allow', '"a:X"', '"arn:aws:s3:::b"');
    assert.deepEqual(bothWays(base, statement('Allow', '["a:X", "a:Y"]', '"arn:aws:s3:::b"')), WIDER);
    assert.deepEqual(bothWays(base, statement('Allow', '"a:X"', '"arn:aws:s3:::b*"')), WIDER);
    assert.deepEqual(bothWays(base, statement('Allow', '"a:*"', '"arn:aws:s3:::b"')), WIDER);
    assert.deepEqual(bothWays('', base), WIDER);
    assert.deepEqual(bothWays(statement('Deny', '"a:X"', '"*"'), ''), WIDER);
  });

  it('is nothing more where the name of an operation goes, for which no request is authorized', () => {
    const both = bothWays(
      statement('Deny', '"bedrock:Converse"', '"*"'),
      statement('Deny', '"bedrock:InvokeModel"', '"*"'),
    );
    assert.deepEqual(both, [false, true]);
    const wild = bothWays(
      statement('Deny', '"bedrock:Converse*"', '"*"'), // AWS may add an action that this matches
      statement('Deny', '"bedrock:InvokeModel"', '"*"'),
    );
    assert.deepEqual(wild, [true, true]);
  });

  it('is nothing more where another statement says it already', () => {
    const rest = statement('Allow', '"a:*"', '"*"');
    assert.deepEqual(bothWays(rest, `${rest}, ${statement('Allow', '"a:X"', '"*"')}`), BOTH_SAME);
    const deny = statement('Deny', '"*"', '"*"');
    assert.deepEqual(bothWays(deny, `${deny}, ${statement('Allow', '"a:X"', '"*"')}`), BOTH_SAME);
  });

  it('is more where a condition goes, one of several or the only one', () => {
    const under = (body?: string) => statement('Allow', '"a:X"', '"*"', body);
    const tag = '"StringEquals": { "aws:PrincipalTag/t": "x" }';
    const address = '"IpAddress": { "aws:SourceIp": "203.0.113.0/24" }';
    assert.deepEqual(bothWays(under(`${tag}, ${address}`), under(tag)), WIDER);
    assert.deepEqual(bothWays(under(tag), under()), WIDER);
    assert.deepEqual(
      bothWays(
        under('"Bool": { "aws:MultiFactorAuthPresent": "true" }'),
        under('"BoolIfExists": { "aws:MultiFactorAuthPresent": "true" }'),
      ),
      WIDER,
    );
    assert.deepEqual(
      bothWays(
        under('"StringEquals": { "aws:PrincipalTag/t": "x" }'),
        under('"StringLike": { "aws:PrincipalTag/t": "x*" }'),
      ),
      WIDER,
    );
    assert.deepEqual(
      bothWays(
        under('"NumericLessThan": { "aws:MultiFactorAuthAge": "60" }'),
        under('"NumericLessThan": { "aws:MultiFactorAuthAge": ["60", "120"] }'),
      ),
      WIDER,
    );
    assert.deepEqual(
      bothWays(
        under('"DateLessThan": { "aws:CurrentTime": "2027-01-01" }'),
        under('"DateLessThan": { "aws:CurrentTime": "2028-01-01" }'),
      ),
      WIDER,
    );
    const denied = (body?: string) => statement('Deny', '"a:X"', '"*"', body);
    assert.deepEqual(bothWays(denied(), denied(tag)), WIDER);
  });

  it('is more for a further principal', () => {
    const who = (principal: string) => `{ "Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole" }`;
    assert.deepEqual(bothWays(who('{ "AWS": "222233334444" }'), who('"*"')), WIDER);
    assert.deepEqual(bothWays(who('{ "AWS": "222233334444" }'), who('{ "AWS": ["222233334444"] }')), BOTH_SAME);
    assert.deepEqual(bothWays(who('{ "Service": "a.amazonaws.com" }'), who('{ "AWS": "222233334444" }')), [true, true]);
  });

  it('is seen in each policy of a document by itself', () => {
    const list = (...policies: readonly string[]) => `[${policies.map(policy).join(', ')}]`;
    const all = statement('Allow', '"*"', '"*"');
    assert.ok(widens(list(all, ''), list(all, statement('Allow', '"a:X"', '"*"'))));
    assert.ok(!widens(list(all, ''), list(all)));
    const narrower = statement('Allow', '"a:X"', '"*"');
    assert.ok(widens(list(all, ''), list(narrower, narrower)), 'the first policy allows less, the second one more');
  });

  it('is nothing where what is added denies itself', () => {
    const [allow, deny] = ['Allow', 'Deny'].map((effect) => statement(effect, '"a:X"', '"*"'));
    assert.ok(!widens(policy(''), policy(`${allow}, ${deny}`)));
  });

  it('is seen where the number of policies changes, and where a kind or a version changes', () => {
    const list = (...policies: readonly string[]) => `[${policies.map(policy).join(', ')}]`;
    const one = statement('Allow', '"a:X"', '"*"');
    assert.ok(widens(list(one), list(one, statement('Allow', '"a:Y"', '"*"'))));
    assert.ok(!widens(list(one, one), list(one)));
    const own = policy(statement('Allow', '"a:X"', '"arn:aws:s3:::${aws:username}"'));
    assert.ok(widens(own.replace('2012-10-17', '2008-10-17'), own), 'the variable comes to stand for names');
  });

  it('is nothing where a statement is repeated, or one of two equal ones goes', () => {
    const one = statement('Allow', '"a:X"', '"*"');
    const deny = statement('Deny', '"a:X"', '"*"');
    assert.deepEqual(bothWays(one, `${one}, ${one}`), BOTH_SAME);
    assert.deepEqual(bothWays(`${deny}, ${one}`, `${deny}, ${deny}, ${one}`), BOTH_SAME);
    assert.deepEqual(bothWays(`${deny}, ${deny}, ${one}`, `${deny}, ${one}, ${one}`), BOTH_SAME);
    assert.deepEqual(bothWays(`${deny}, ${one}`, `${one}, ${one}`), WIDER);
  });

  it('is nothing where statements only change places, and is found among many that do', () => {
    const named = (index: number) => statement('Allow', `"a:X${index}"`, '"*"');
    const many = Array.from({ length: 102 }, (_, index) => named(index));
    assert.deepEqual(bothWays(many.join(', '), many.toReversed().join(', ')), BOTH_SAME);
    assert.deepEqual(bothWays(many.join(', '), [...many.toReversed().slice(1), named(999)].join(', ')), [true, true]);
  });

  it('is nothing where a Deny of another statement covers it', () => {
    const deny = statement('Deny', '"a:*"', '"*"');
    const tagged = statement('Deny', '"a:*"', '"*"', '"StringEquals": { "aws:K": "v" }');
    const allow = statement('Allow', '"a:X"', '"*"');
    const gone = (first: string) => bothWays(`${first}, ${statement('Deny', '"a:X"', '"*"')}`, first);
    assert.deepEqual(gone(`${allow}, ${deny}`), BOTH_SAME);
    assert.deepEqual(gone(`${allow}, ${tagged}`), WIDER);
    assert.deepEqual(bothWays(tagged, `${tagged}, ${allow}`), WIDER);
  });

  it('agrees with asking about each request', () => {
    const one = fc.record({
      effect: fc.constantFrom('Allow', 'Deny'),
      action: fc.constantFrom('a:X', 'a:Y', 'a:*', 'a:X*'),
      resource: fc.constantFrom('*', 'arn:aws:s3:::b', 'arn:aws:s3:::b*', 'arn:aws:s3:::*'),
      under: fc.constantFrom(
        undefined,
        '"Bool": { "k": "true" }',
        '"BoolIfExists": { "k": "true" }',
        '"Null": { "k": "true" }',
      ),
    });
    const text = fc
      .array(one, { maxLength: 3 })
      .map((all) =>
        policy(
          all
            .map(({ effect, action, resource, under }) => statement(effect, `"${action}"`, `"${resource}"`, under))
            .join(', '),
        ),
      );
    const requests = ['a:X', 'a:Y', 'a:Xx', 'a:'].flatMap((action) =>
      ['arn:aws:s3:::b', 'arn:aws:s3:::bx', 'arn:aws:s3:::', 'arn:aws:s3:::x'].flatMap((resource) =>
        [undefined, 'true', 'false'].map((value): Request => ({ action, resource, context: { k: value ?? null } })),
      ),
    );
    const rank = { denied: 0, 'not allowed': 1, allowed: 2 };
    holds(
      fc.property(text, text, (before, after) => {
        const [old] = readDocument(before).policies;
        const [young] = readDocument(after).policies;
        assert.ok(old && young);
        const isMore = requests.some(
          (each) => rank[decideAlone(young, each, catalog).decision] > rank[decideAlone(old, each, catalog).decision],
        );
        if (isMore) assert.ok(widens(before, after), `${before}\n${after}`);
      }),
      500,
    );
  });
});
