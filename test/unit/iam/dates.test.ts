import assert from 'node:assert/strict';
import { isDate, isEpoch, secondsOf } from '../../../server/src/iam/dates.ts';

describe('a date of a condition', () => {
  for (const text of [
    '2027',
    '2027-01',
    '2027-01-31',
    '2027-01-31T12:00Z',
    '2027-01-31T12:00:00Z',
    '2027-01-31T12:00:00.5Z',
    '2027-01-31T12:00:00+02:00',
    '2027-01-31T12:00:00-0200',
  ])
    it(`is ${text}`, () => assert.ok(isDate(text)));

  for (const text of [
    '',
    '27-01-31',
    '2027-1-31',
    '2027-13-01',
    '2027/01/31',
    '2027-01-31T12Z',
    '2027-01-31T12:00:00',
    '2027-01-31 12:00:00Z',
    'x2027-01-31',
    '2027-01-31x',
    'today',
  ])
    it(`is not "${text}"`, () => assert.ok(!isDate(text)));

  it('may be seconds since 1970, of five digits or more', () => {
    assert.ok(isEpoch('12345') && isEpoch('1801440000'));
    assert.ok(!isEpoch('2027') && !isEpoch('12345x') && !isEpoch('x12345') && !isEpoch('1.5'));
  });

  it('stands for seconds', () => {
    assert.equal(secondsOf('1801440000'), 1_801_440_000);
    assert.equal(secondsOf('1970-01-01T00:01:00Z'), 60);
    assert.equal(secondsOf('1970'), 0);
    assert.ok(Number.isNaN(secondsOf('x')));
  });
});
