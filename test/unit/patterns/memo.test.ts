import assert from 'node:assert/strict';
import { memoized } from '../../../server/src/patterns/memo.ts';

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
});
