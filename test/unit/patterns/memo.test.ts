import assert from 'node:assert/strict';
import { memoized, memoizedBy, memoizedByText } from '../../../server/src/patterns/memo.ts';

describe('a memo', () => {
  it('finds an answer once, and forgets all when it is full', () => {
    const kept = new Map<string, number>();
    let found = 0;
    const ask = (key: string) => memoized(kept, 2, key, () => ++found);
    assert.deepEqual([ask('a'), ask('b'), ask('a'), ask('b')], [1, 2, 1, 2]);
    assert.equal(ask('c'), 3);
    assert.deepEqual([...kept.keys()], ['c']);
    assert.deepEqual([ask('a'), ask('c'), ask('a')], [4, 3, 4]);
  });

  it('by text finds once, also where nothing is found', () => {
    const asked: string[] = [];
    const find = memoizedByText(2, (text) => {
      asked.push(text);
      return text === 'none' ? undefined : text.length;
    });
    assert.deepEqual([find('none'), find('none'), find('ab'), find('ab')], [undefined, undefined, 2, 2]);
    assert.deepEqual(asked, ['none', 'ab']);
    find('third');
    find('ab');
    assert.deepEqual(asked, ['none', 'ab', 'third', 'ab']);
  });

  it('by object finds once for each object, not for equal ones', () => {
    let found = 0;
    const find = memoizedBy((_: object) => ++found);
    const [one, other] = [{}, {}];
    assert.deepEqual([find(one), find(one), find(other), find(one)], [1, 1, 2, 1]);
  });
});
