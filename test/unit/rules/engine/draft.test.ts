/** What rules write findings with. */
import assert from 'node:assert/strict';
import { jsonWriter } from '../../../../server/src/hosts/json/writer.ts';
import { readDocument } from '../../../../server/src/policy/document.ts';
import { type FindingDraft, finding } from '../../../../server/src/rules/engine/draft.ts';
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

  it('shortens the long words that it quotes, and nothing else', () => {
    const long = 'x'.repeat(150);
    const sentence = (word: string) => `Some words before "${word}" and more of them behind, so that it is a long one.`;
    assert.equal(finding(effect, sentence(long)).message, sentence(`${'x'.repeat(100)}…`));
    assert.equal(finding(effect, sentence('x'.repeat(149))).message, sentence('x'.repeat(149)));
    assert.equal(finding(effect, 'x'.repeat(199)).message, 'x'.repeat(199), 'a short sentence stays');
    assert.equal(finding(effect, 'x'.repeat(200)).message, `${'x'.repeat(100)}…`);
    const words = 'several words '.repeat(30);
    assert.equal(finding(effect, words).message, words);
    assert.equal(finding(effect, 'm').fix('x'.repeat(300), edits).fixes[0]?.title, `${'x'.repeat(100)}…`);
    assert.equal(finding(effect, 'm').suggest('x'.repeat(300), edits).fixes[0]?.title, `${'x'.repeat(100)}…`);
  });
});
