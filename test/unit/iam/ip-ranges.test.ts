import assert from 'node:assert/strict';
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { isPrivate, liesWithin, parseIpRange } from '../../../server/src/iam/ip-ranges.ts';
import { holds } from '../../properties.ts';

const read = (text: string) => parseIpRange(text) ?? assert.fail(text);

describe('an IP range', () => {
  for (const [text, canonical, hasHostBits] of [
    ['203.0.113.9', '203.0.113.9', false],
    ['203.0.113.0/24', '203.0.113.0/24', false],
    ['203.0.113.9/24', '203.0.113.0/24', true],
    ['0.0.0.0/0', '0.0.0.0/0', false],
    ['255.255.255.255/32', '255.255.255.255/32', false],
    ['2001:DB8::1', '2001:db8::1', false],
    ['2001:db8:0:0:0:0:0:1', '2001:db8::1', false],
    ['2001:db8::1/32', '2001:db8::/32', true],
    ['::/0', '::/0', false],
    ['::1', '::1', false],
    ['1::', '1::', false],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', false],
    ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8', false],
    // The longest run of zeros is left out, the first of several.
    ['1:0:0:4:0:0:0:8', '1:0:0:4::8', false],
    ['1:0:0:4:5:0:0:8', '1::4:5:0:0:8', false],
  ] as const)
    it(`${text} is ${canonical}`, () => {
      assert.equal(read(text).canonical, canonical);
      assert.equal(read(text).hasHostBits, hasHostBits);
    });

  for (const text of [
    '',
    '203.0.113',
    '203.0.113.0.0',
    '203.0.113.256',
    '203.0.113.x',
    '203.0.113.1000',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/x',
    '203.0.113.0/24/8',
    '2001:db8::/129',
    '2001:db8',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '1:2:3:4:5:6:7:g',
    '12345::',
    'x',
  ])
    it(`"${text}" is none`, () => {
      if (text === '1:2:3:4:5:6:7::8') assert.equal(isIPv6(text), false);
      assert.equal(parseIpRange(text), undefined);
    });

  it('of four or six groups is read as Node reads it', () => {
    const four = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 5 }).map((all) => all.join('.'));
    const six = fc
      .array(fc.constantFrom('0', '1', 'ffff', '10000', ''), { minLength: 2, maxLength: 9 })
      .map((all) => all.join(':'));
    holds(
      fc.property(fc.oneof(four, six), (text) => {
        assert.equal(parseIpRange(text) !== undefined, isIPv4(text) || isIPv6(text), text);
      }),
      2000,
    );
  });

  it('contains what Node says that it contains', () => {
    const address = fc
      .tuple(...[0, 1, 2, 3].map(() => fc.constantFrom(0, 1, 127, 128, 255)))
      .map((all) => all.join('.'));
    holds(
      fc.property(address, fc.integer({ min: 0, max: 32 }), address, (network, bits, inner) => {
        const list = new BlockList();
        list.addSubnet(network, bits);
        assert.equal(
          liesWithin(read(`${network}/${bits}`), read(inner)),
          list.check(inner),
          `${network}/${bits} ${inner}`,
        );
      }),
      500,
    );
    assert.ok(liesWithin(read('2001:db8::/32'), read('2001:db8:1::/48')));
    assert.ok(!liesWithin(read('2001:db8:1::/48'), read('2001:db8::/32')));
    assert.ok(!liesWithin(read('2001:db8::/32'), read('2001:db9::1')));
    assert.ok(!liesWithin(read('0.0.0.0/0'), read('::1')));
    assert.ok(!liesWithin(read('::/0'), read('10.0.0.1')));
  });

  it('is private where it lies within a private range as a whole', () => {
    for (const text of [
      '10.1.2.3',
      '172.31.0.0/16',
      '192.168.1.0/24',
      '127.0.0.1',
      '169.254.1.1',
      '100.64.0.0/10',
      'fd00::1',
      'fe80::1',
      '::1',
    ])
      assert.ok(isPrivate(read(text)), text);
    for (const text of ['8.8.8.8', '10.0.0.0/7', '172.32.0.1', '192.169.0.1', '2001:db8::1', '::2', 'fc00::/6'])
      assert.ok(!isPrivate(read(text)), text);
  });
});
