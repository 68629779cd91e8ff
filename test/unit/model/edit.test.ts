import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/model/edit.ts';

describe('edits', () => {
  it('apply in the order of the text, and several at one place in the order given', () => {
    const at = (start: number, end: number, text: string) => ({ span: { start, end }, text });
    assert.equal(applyEdits('abcdef', [at(4, 5, 'E'), at(0, 1, 'A')]), 'AbcdEf');
    assert.equal(applyEdits('abc', [at(1, 1, '1'), at(1, 1, '2'), at(1, 2, 'B')]), 'a12Bc');
    assert.equal(applyEdits('abc', [at(0, 3, ''), at(3, 3, 'x')]), 'x');
    assert.equal(applyEdits('abc', []), 'abc');
    assert.equal(applyEdits('abcd', [at(0, 2, 'x'), at(2, 4, 'y')]), 'xy');
  });

  it('that overlap are refused, not joined in some way', () => {
    const at = (start: number, end: number, text: string) => ({ span: { start, end }, text });
    assert.throws(() => applyEdits('abcd', [at(0, 2, 'x'), at(1, 3, 'y')]), /overlap at 1/);
  });
});
