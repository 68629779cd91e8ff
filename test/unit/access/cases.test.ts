/** Verdicts that follow from AWS's pages: each group names the page and what it says. */
import assert from 'node:assert/strict';
import { check } from './cases/case.ts';
import { COMBINING } from './cases/combining.ts';
import { CONDITIONS } from './cases/conditions.ts';
import { MATCHING } from './cases/matching.ts';

const GROUPS = [...MATCHING, ...CONDITIONS, ...COMBINING];

describe('the verdicts of AWS’s pages', () => {
  it('are more than 300, each with its page', () => {
    assert.ok(GROUPS.reduce((sum, { rows }) => sum + rows.length, 0) > 300);
    for (const { page } of GROUPS) assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\/[^ ]+\.html(#[\w-]+)?$/);
  });

  for (const group of GROUPS)
    describe(`${group.rule} (${group.page.replace('https://docs.aws.amazon.com/', '')})`, () => {
      for (const row of group.rows) it(`${row[0]}: ${row[2]}`, () => check(group, row));
    });
});
