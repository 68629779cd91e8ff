import assert from 'node:assert/strict';
import { isBoundedGlob } from '../../../server/src/patterns/path-globs.ts';

describe('globs of paths', () => {
  it('are bounded where people write them', () => {
    for (const glob of [
      '',
      '*.json',
      '**/policies/**/*.scp.json',
      'app/(group)/[id]/*.json',
      '{a,b}/*.{json,jsonc}',
      'a*b*c*/x*y',
      '/build/',
      '!keep',
    ])
      assert.ok(isBoundedGlob(glob), glob);
  });

  it('are not where matching could take long', () => {
    for (const glob of ['*a*a*a*a', '**/a/**/a/**/a/**/b', '{a,a}{a,a}{a,a}{a,a}', 'x'.repeat(501)])
      assert.ok(!isBoundedGlob(glob), glob);
  });
});
