/** What rules write findings with. */
import assert from 'node:assert/strict';
import { jsonWriter } from '../../../../server/src/hosts/json/writer.ts';
import { type FindingDraft, finding } from '../../../../server/src/rules/engine/draft.ts';
import { readDocument } from '../../../../server/src/service.ts';
import { withStatement } from '../../../policies.ts';

describe('the draft of a finding', () => {
  const text = withStatement('{ "Effect": "Allow" }');
  const effect = readDocument(text).policies[0]?.statements[0]?.effect ?? assert.fail('no effect');
  const edits = jsonWriter(text).replaceText(effect, 'Deny');
  const offers = ({ fixes }: FindingDraft) =>
    fixes.map(({ title, isSafe }) => `${title} ${isSafe ? 'safe' : 'suggested'}`);

  it('stands at a span, or at what has one', () => {
    assert.deepEqual(finding(effect, 'x').span, effect.span);
    assert.deepEqual(finding(effect.span, 'x').span, effect.span);
  });

  it('offers safe fixes and suggestions in order', () => {
    const draft = finding(effect, 'x')
      .fix('A', edits)
      .suggest('B', edits)
      .fixIf(true, 'C', edits)
      .fixIf(false, 'D', edits);
    assert.deepEqual(offers(draft), ['A safe', 'B suggested', 'C safe', 'D suggested']);
    assert.equal(draft.fixes[0]?.edits, edits);
  });

  it('does not offer a change that the writer has declined', () => {
    assert.deepEqual(offers(finding(effect, 'x').fix('A', []).suggest('B', []).fixIf(true, 'C', [])), []);
  });

  it('has another severity than its rule where it says so', () => {
    assert.equal(finding(effect, 'x').severity, undefined);
    assert.equal(finding(effect, 'x').as('hint').severity, 'hint');
  });

  it('is no longer than 1,000 characters, on one line', () => {
    assert.equal(finding(effect, 'x '.repeat(500)).message, 'x '.repeat(500));
    const long = finding(effect, 'x '.repeat(600)).fix('y'.repeat(2000), edits);
    assert.equal(long.message, `${'x '.repeat(600).slice(0, 999)}…`);
    assert.equal(long.fixes[0]?.title, `${'y'.repeat(999)}…`);
    assert.equal(finding(effect, 'a\nb').message, 'a\\u000ab');
  });
});
