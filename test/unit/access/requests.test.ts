/** The requests by which two versions of a policy are compared. */
import assert from 'node:assert/strict';
import { requestsAbout } from '../../../server/src/access/requests.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { policy, statement } from '../../policies.ts';

const read = (text: string) => readDocument(policy(text)).policies[0]?.statements ?? [];

/** The requests about the first statement of `after`. */
function requests(after: string, before = '') {
  const own = read(after);
  const [first] = own;
  assert.ok(first);
  return [...requestsAbout(first, read(before), own, catalog)];
}

const distinct = (values: readonly (string | undefined)[]) => [...new Set(values)];

/** The contexts of the requests, each as `key=value,value`. */
const contexts = (under: string, before = '') =>
  distinct(
    requests(statement('Allow', '"a:X"', '"*"', under), before && statement('Allow', '"a:X"', '"*"', before)).map(
      ({ context }) => [...(context ?? [])].map(([key, values]) => `${key}=${values.join(',')}`).join(' '),
    ),
  );

describe('the requests about a statement', () => {
  it('name its actions and resources, with nothing and something for each star, and others', () => {
    const found = requests(statement('Allow', '["a:X", "b:*"]', '"arn:aws:s3:::b/?/${aws:username}/*"'));
    assert.deepEqual(distinct(found.map(({ action }) => action)), ['a:X', 'b:', 'b:x', 'other:Action']);
    assert.deepEqual(distinct(found.map(({ resource }) => resource)), [
      'arn:aws:s3:::b/x/v/',
      'arn:aws:s3:::b/x/v/x',
      'arn:aws:other:::resource',
    ]);
    assert.deepEqual(distinct(found.map(({ principal }) => principal)), [undefined]);
    assert.equal(found.length, 4 * 3);
  });

  it('begin with what only one of the versions has, and take few of what both have', () => {
    const both = ['a:A', 'a:B', 'a:C', 'a:D', 'a:E'].map((name) => JSON.stringify(name)).join(', ');
    const found = requests(
      statement('Allow', `[${both}, "a:New"]`, '"*"'),
      statement('Allow', `[${both}, "a:Old"]`, '"*"'),
    );
    assert.deepEqual(distinct(found.map(({ action }) => action)), ['a:New', 'a:A', 'a:B', 'a:C', 'other:Action']);
  });

  it('are bounded, however long the lists are', () => {
    const many = (prefix: string) => JSON.stringify(Array.from({ length: 300 }, (_, index) => `${prefix}${index}`));
    const found = requests(statement('Allow', many('a:X'), many('arn:aws:s3:::b')));
    assert.equal(distinct(found.map(({ action }) => action)).length, 40, 'the bound ends within the actions');
    assert.equal(found.length, 2000);
  });

  it('come from the principals that any statement names, and from another one', () => {
    const who = (principal: string) => `{ "Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole" }`;
    const found = requests(
      `${who('{ "AWS": ["1", "2"] }')}, ${who('"*"')}`,
      who('{ "Service": "bedrock.amazonaws.com" }'),
    );
    assert.deepEqual(distinct(found.map(({ principal }) => principal)), [
      'Service:bedrock.amazonaws.com',
      'AWS:1',
      'AWS:2',
      'AWS:arn:aws:iam::000000000000:role/other',
    ]);
  });

  it('have contexts in which the statement can apply: the key absent, with its values, with another one', () => {
    assert.deepEqual(contexts('"StringLikeIfExists": { "aws:K": "a*" }'), ['', 'aws:k=a', 'aws:k=ax']);
    assert.deepEqual(contexts('"StringNotEquals": { "aws:K": "a" }'), ['', 'aws:k=~other']);
    assert.deepEqual(contexts('"StringEquals": { "aws:K": "a" }', '"StringEquals": { "aws:K": "b" }'), ['aws:k=a']);
    assert.deepEqual(contexts('"Null": { "aws:K": "false" }'), ['aws:k=~other']);
    assert.deepEqual(contexts('"BoolIfExists": { "aws:K": "true" }'), ['', 'aws:k=true']);
    assert.deepEqual(contexts('"StringEquals": { "aws:K": { "Ref": "P" } }'), ['aws:k=~other']);
  });

  it('have the numbers, dates and addresses around a value', () => {
    assert.deepEqual(contexts('"NumericNotEqualsIfExists": { "aws:K": "60" }'), [
      '',
      'aws:k=59',
      'aws:k=61',
      'aws:k=~other',
    ]);
    assert.deepEqual(contexts('"NumericLessThanEquals": { "aws:K": "60" }'), ['aws:k=59', 'aws:k=60']);
    assert.deepEqual(contexts('"DateLessThanEquals": { "aws:K": "2027-01-31T00:00:00Z" }'), [
      'aws:k=2027-01-30T23:59:59.000Z',
      'aws:k=2027-01-31T00:00:00.000Z',
    ]);
    assert.deepEqual(contexts('"DateNotEquals": { "aws:K": "x" }'), ['', 'aws:k=~other']);
    assert.deepEqual(contexts('"NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" }'), [
      '',
      'aws:sourceip=192.0.2.1',
      'aws:sourceip=~other',
    ]);
    assert.deepEqual(contexts('"IpAddress": { "aws:SourceIp": "203.0.113.0/24" }'), ['aws:sourceip=203.0.113.0']);
    assert.deepEqual(contexts('"StringEquals": { "aws:K": "203.0.113.0" }'), ['aws:k=203.0.113.0']);
    assert.deepEqual(contexts('"StringNotEquals": { "aws:K": "7" }'), ['', 'aws:k=6', 'aws:k=8', 'aws:k=~other']);
  });

  it('have several values at once for a key with a qualifier, unless the key holds one value', () => {
    assert.deepEqual(contexts('"ForAnyValue:StringEquals": { "aws:TagKeys": "a" }'), [
      'aws:tagkeys=a',
      'aws:tagkeys=a,~other',
    ]);
    assert.deepEqual(contexts('"ForAnyValue:StringEquals": { "aws:RequestedRegion": "a" }'), ['aws:requestedregion=a']);
    assert.deepEqual(contexts('"ForAnyValue:StringEquals": { "own:Key": "a" }'), ['own:key=a', 'own:key=a,~other']);
  });

  it('combine the keys, and with many keys change one at a time', () => {
    assert.deepEqual(contexts('"StringLikeIfExists": { "aws:K": "a", "aws:L": "b" }'), [
      '',
      'aws:l=b',
      'aws:k=a',
      'aws:k=a aws:l=b',
    ]);
    const names = Array.from({ length: 12 }, (_, index) => `aws:K${index}`);
    const under = `"StringLikeIfExists": { ${names.map((name) => `"${name}": "a"`).join(', ')} }`;
    const found = contexts(under);
    const all = names.map((name) => `${name.toLowerCase()}=a`);
    assert.ok(found.includes(''), 'all absent');
    assert.ok(found.includes(all.join(' ')), 'all as the policy has them');
    assert.ok(found.includes(all.slice(1).join(' ')), 'all but one');
    assert.ok(found.includes(all[3] ?? ''), 'only one');
    assert.equal(found.length, 1 + 12 + 1 + 12);
  });

  it('are at least eight in each context, however many contexts there are', () => {
    const names = Array.from({ length: 200 }, (_, index) => `"aws:K${index}": "a"`).join(', ');
    const lists = '["a:A", "a:B", "a:C", "a:D", "a:E", "a:F", "a:G", "a:H", "a:I"]';
    const found = requests(statement('Allow', lists, '"*"', `"StringLikeIfExists": { ${names} }`));
    const perContext = new Map<unknown, number>();
    for (const { context } of found) perContext.set(context, (perContext.get(context) ?? 0) + 1);
    assert.deepEqual(distinct([...perContext.values()].map(String)), ['8']);
  });
});
