/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
import assert from 'node:assert/strict';
import { decideAlone } from '../../../server/src/access/alone.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { condition, policy } from '../../policies.ts';

/** What a statement that allows under a condition says of a request with this context. */
function ask(under: string, context: Record<string, readonly string[]>, version = '2012-10-17'): string {
  const [read] = readDocument(policy(condition(under)).replace('2012-10-17', version)).policies;
  assert.ok(read);
  const { decision, isCertain } = decideAlone(
    read,
    {
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:eu-west-1::foundation-model/m',
      context,
      otherKeys: 'absent',
    },
    catalog,
  );
  return decision === 'allowed' ? (isCertain ? 'yes' : 'maybe') : 'no';
}

const rows: readonly (readonly [under: string, context: Record<string, readonly string[]>, answer: string])[] = [
  ['"StringEquals": { "aws:X": ["a", "b"] }', { 'aws:x': ['b'] }, 'yes'],
  ['"StringEquals": { "aws:X": "a*" }', { 'aws:x': ['ab'] }, 'no'],
  ['"StringEquals": { "aws:X": "${*}" }', { 'aws:x': ['*'] }, 'yes'],
  ['"StringEqualsIgnoreCase": { "aws:X": "A" }', { 'aws:x': ['a'] }, 'yes'],
  ['"StringNotEquals": { "aws:X": ["a", "b"] }', { 'aws:x': ['b'] }, 'no'],
  ['"StringNotEquals": { "aws:X": "a" }', {}, 'yes'],
  ['"StringLike": { "aws:X": "a?c*" }', { 'aws:x': ['abcd'] }, 'yes'],
  ['"StringLike": { "aws:X": "*" }', {}, 'no'],
  ['"StringLikeIfExists": { "aws:X": "a" }', {}, 'yes'],
  ['"StringLikeIfExists": { "aws:X": "a" }', { 'aws:x': ['b'] }, 'no'],
  ['"stringequals": { "AWS:x": "a" }', { 'aws:x': ['a'] }, 'yes'],
  ['"NumericLessThan": { "aws:N": "10" }', { 'aws:n': ['9.5'] }, 'yes'],
  ['"NumericLessThanEquals": { "aws:N": 10 }', { 'aws:n': ['10'] }, 'yes'],
  ['"NumericGreaterThan": { "aws:N": "10" }', { 'aws:n': ['10'] }, 'no'],
  ['"NumericGreaterThanEquals": { "aws:N": "x" }', { 'aws:n': ['10'] }, 'no'],
  ['"NumericNotEquals": { "aws:N": "10" }', { 'aws:n': ['10.0'] }, 'no'],
  ['"DateLessThan": { "aws:T": "2027-01-31" }', { 'aws:t': ['2027-01-30T23:59:59Z'] }, 'yes'],
  ['"DateGreaterThan": { "aws:T": "1801440000" }', { 'aws:t': ['2020-01-01T00:00:00Z'] }, 'no'],
  ...(['Numeric', 'Date'] as const).flatMap((family): (readonly [string, Record<string, string[]>, string])[] => {
    const [low, middle, high] =
      family === 'Numeric'
        ? ['9', '10', '11']
        : ['2027-01-30', '2027-01-31', '2027-02-01'].map((day) => `${day}T00:00:00Z`);
    const answers: Readonly<Record<string, readonly [string, string, string]>> = {
      Equals: ['no', 'yes', 'no'],
      NotEquals: ['yes', 'no', 'yes'],
      LessThan: ['yes', 'no', 'no'],
      LessThanEquals: ['yes', 'yes', 'no'],
      GreaterThan: ['no', 'no', 'yes'],
      GreaterThanEquals: ['no', 'yes', 'yes'],
    };
    return Object.entries(answers).flatMap(([operator, wanted]) =>
      [low, middle, high].map((value, index): readonly [string, Record<string, string[]>, string] => [
        `"${family}${operator}": { "aws:K": "${middle}" }`,
        { 'aws:k': [value ?? ''] },
        wanted[index] ?? '',
      ]),
    );
  }),
  ['"NumericEquals": { "aws:N": "10" }', { 'aws:n': ['x'] }, 'no'],
  ['"NumericNotEquals": { "aws:N": "x" }', { 'aws:n': ['x'] }, 'yes'],
  ['"StringEqualsIgnoreCase": { "aws:X": "A" }', { 'aws:x': ['b'] }, 'no'],
  ['"StringNotEqualsIgnoreCase": { "aws:X": "A" }', { 'aws:x': ['a'] }, 'no'],
  ['"StringEquals": { "aws:X": "A" }', { 'aws:x': ['a'] }, 'no'],
  ['"StringLike": { "aws:X": "${*}" }', { 'aws:x': ['*'] }, 'yes'],
  ['"StringLike": { "aws:X": "${*}" }', { 'aws:x': ['b'] }, 'no'],
  ['"Bool": { "aws:B": "true" }', { 'aws:b': ['false'] }, 'no'],
  ['"BinaryEquals": { "aws:Y": "QQ==" }', { 'aws:y': ['QQ='] }, 'no'],
  ['"IpAddress": { "aws:SourceIp": "203.0.113.0/24" }', { 'aws:sourceip': ['198.51.100.1'] }, 'no'],
  ['"IpAddress": { "aws:SourceIp": "203.0.113.0/24" }', { 'aws:sourceip': ['x'] }, 'no'],
  ['"IpAddress": { "aws:SourceIp": "x" }', { 'aws:sourceip': ['203.0.113.9'] }, 'no'],
  ['"ArnLike": { "aws:A": "*" }', { 'aws:a': ['no ARN'] }, 'yes'],
  ['"ArnLike": { "aws:A": "a*" }', { 'aws:a': ['arn:aws:iam::1:role/x'] }, 'maybe'],
  ['"ArnLike": { "aws:A": "arn:aws:iam::1:role/*" }', { 'aws:a': ['no ARN'] }, 'maybe'],
  ['"ArnLike": { "aws:A": "arn:aws:iam::1:role/${aws:username}" }', { 'aws:a': ['arn:aws:iam::1:role/x'] }, 'no'],
  [
    '"ArnLike": { "aws:A": "arn:aws:iam::1:role/${aws:username}" }',
    { 'aws:a': ['arn:aws:iam::1:role/x'], 'aws:username': ['x'] },
    'yes',
  ],
  ['"Bool": { "aws:B": "${aws:username}" }', { 'aws:b': ['true'] }, 'no'],
  ['"Null": { "aws:X": "true" }', { 'aws:x': ['a'] }, 'no'],
  ['"Null": { "aws:X": ["true", "false"] }', { 'aws:x': ['a'] }, 'yes'],
  ['"Null": { "aws:X": { "Ref": "P" } }', { 'aws:x': ['a'] }, 'maybe'],
  ['"Null": { "aws:X": ["true", { "Ref": "P" }] }', { 'aws:x': ['a'] }, 'maybe'],
  ['"StringEquals": { "aws:X": ["b", null] }', { 'aws:x': ['a'] }, 'maybe'],
  ['"StringEquals": { "aws:X": ["b", ["a"]] }', { 'aws:x': ['a'] }, 'maybe'],
  ['"StringEquals": { "aws:X": ["a", { "Ref": "P" }] }', { 'aws:x': ['a'] }, 'yes'],
  ['"StringEquals": { "Ref": "P" }', { 'aws:x': ['a'] }, 'maybe'],
  ['"StringEquals": { "aws:X": "a" }, "Bool": 5', { 'aws:x': ['a'] }, 'maybe'],
  ['"StringEquals": { "aws:X": "a" }, "Bool": 5', { 'aws:x': ['b'] }, 'no'],
  ['"ForAllValues:StringNotEquals": { "aws:TagKeys": "a" }', { 'aws:tagkeys': ['a', 'b'] }, 'no'],
  ['"ForAllValues:StringEqualsIfExists": { "aws:TagKeys": "a" }', {}, 'yes'],
  ['"ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" }', {}, 'yes'],
  ['"Bool": { "aws:B": "TRUE" }', { 'aws:b': ['true'] }, 'yes'],
  ['"Bool": { "aws:B": "false" }', {}, 'no'],
  ['"BoolIfExists": { "aws:B": "false" }', {}, 'yes'],
  ['"BinaryEquals": { "aws:Y": "QQ==" }', { 'aws:y': ['QQ=='] }, 'yes'],
  ['"IpAddress": { "aws:SourceIp": "203.0.113.0/24" }', { 'aws:sourceip': ['203.0.113.9'] }, 'yes'],
  ['"NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }', { 'aws:sourceip': ['203.0.113.9'] }, 'no'],
  ['"NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }', { 'aws:sourceip': ['2001:db8::1'] }, 'yes'],
  ['"ArnLike": { "aws:A": "arn:aws:iam::*:role/*" }', { 'aws:a': ['arn:aws:iam::222233334444:role/x/y'] }, 'yes'],
  ['"ArnEquals": { "aws:A": "arn:aws:*:role/x" }', { 'aws:a': ['arn:aws:iam::222233334444:role/x'] }, 'maybe'],
  ['"StringLike": { "aws:A": "arn:aws:*:role/x" }', { 'aws:a': ['arn:aws:iam::222233334444:role/x'] }, 'yes'],
  ['"ArnNotLike": { "aws:A": "arn:aws:iam::1:role/*" }', { 'aws:a': ['arn:aws:iam::2:role/x'] }, 'yes'],
  ['"Null": { "aws:X": "true" }', {}, 'yes'],
  ['"Null": { "aws:X": false }', {}, 'no'],
  ['"Null": { "aws:X": "false" }', { 'aws:x': [''] }, 'yes'],
  ['"ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] }', { 'aws:tagkeys': ['a', 'c'] }, 'no'],
  ['"ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] }', {}, 'yes'],
  ['"ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] }', { 'aws:tagkeys': ['a', 'c'] }, 'yes'],
  ['"ForAnyValue:StringEquals": { "aws:TagKeys": "a" }', {}, 'no'],
  ['"ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" }', { 'aws:tagkeys': ['a', 'c'] }, 'yes'],
  ['"ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" }', {}, 'no'],
  ['"StringEquals": { "aws:X": "a", "aws:Y": "b" }', { 'aws:x': ['a'] }, 'no'],
  ['"StringEquals": { "aws:X": "${aws:username}" }', { 'aws:x': ['a'] }, 'no'],
  ['"StringNotEquals": { "aws:X": "${aws:username}" }', { 'aws:x': ['a'] }, 'yes'],
  ['"StringEquals": { "aws:X": "${aws:username}" }', { 'aws:x': ['a'], 'aws:username': ['a'] }, 'yes'],
  ['"StringEquals": { "aws:X": "${aws:UserName, \'a\'}" }', { 'aws:x': ['a'] }, 'yes'],
  ['"StringLike": { "aws:X": "${aws:username}" }', { 'aws:x': ['ab'], 'aws:username': ['a*'] }, 'no'],
  ['"StringEqualsIgnoreCase": { "aws:X": "${aws:username}" }', { 'aws:x': ['A'], 'aws:username': ['a'] }, 'yes'],
  ['"StringEquals": { "aws:X": "${aws:username}" }', { 'aws:x': ['a'], 'aws:username': ['a', 'b'] }, 'maybe'],
  ['"StringEquals": { "aws:X": { "Ref": "P" } }', { 'aws:x': ['a'] }, 'maybe'],
  ['"StringAlmost": { "aws:X": "a" }', { 'aws:x': ['a'] }, 'maybe'],
];

describe('a condition', () => {
  for (const [under, context, answer] of rows) {
    it(`${under} of ${JSON.stringify(context)}: ${answer}`, () => assert.equal(ask(under, context), answer));
  }

  it('takes a variable for plain text in the older version', () => {
    const under = '"StringEquals": { "aws:X": "${aws:username}" }';
    assert.equal(ask(under, { 'aws:x': ['${aws:username}'] }, '2008-10-17'), 'yes');
  });

  for (const whole of ['"x"', '{ "Fn::If": ["A", {}, {}] }', '{ "Ref": "Condition" }'])
    it(`that is ${whole} is left open`, () => {
      const [read] = readDocument(
        policy(`{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*", "Condition": ${whole} }`),
      ).policies;
      assert.ok(read);
      const request = { action: 'bedrock:InvokeModel', resource: '*' };
      assert.equal(decideAlone(read, request, catalog).isCertain, false);
    });
});
