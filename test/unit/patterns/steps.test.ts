import assert from 'node:assert/strict';
import {
  Allowance,
  free,
  limited,
  limitedOr,
  measured,
  OutOfSteps,
  spend,
} from '../../../server/src/patterns/steps.ts';

describe('steps', () => {
  it('are not limited without a limit', () => spend(1e12));

  it('are measured, and do not count where the work is free', () => {
    assert.deepEqual(
      measured(() => {
        spend(3);
        return free(() => {
          spend(1e12);
          return 'value';
        });
      }),
      { value: 'value', steps: 3 },
    );
    limited(2, () => free(() => spend(3)));
  });

  it('end the work that takes more than it may', () => {
    assert.equal(
      limited(3, () => {
        spend(3);
        return 'done';
      }),
      'done',
    );
    assert.throws(() => limited(3, () => spend(4)), OutOfSteps);
    assert.equal(
      limitedOr(3, 'otherwise', () => {
        spend(4);
        return 'done';
      }),
      'otherwise',
    );
    assert.throws(() => limitedOr(3, '', () => assert.fail('wrong')), /wrong/);
  });

  it('of work within work count for both', () => {
    assert.throws(() => limited(5, () => limited(10, () => spend(6))), OutOfSteps);
    const rest = (steps: number) =>
      limited(10, () => {
        limitedOr(4, undefined, () => spend(5));
        spend(steps);
        return true;
      });
    assert.ok(rest(6));
    assert.throws(() => rest(7), OutOfSteps);
  });

  it('of an allowance are for several pieces of work together', () => {
    const allowance = new Allowance(10);
    allowance.run(() => spend(6));
    assert.throws(() => allowance.run(() => spend(5)), OutOfSteps);
    assert.throws(() => allowance.run(() => spend(1)), OutOfSteps, 'none are left');
  });
});
