/**
 * Our own edits, proved: Expand, Collapse, Sort and Tidy change no access. What safe fixes and suggestions promise is in
 * test/unit/rules/fixes.test.ts.
 */
import assert from 'node:assert/strict';
import { accessChanges } from '../../../server/src/features/access-changes.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { type Sample, samples } from '../../hostile.ts';
import { policy, statement } from '../../policies.ts';
import { service } from '../../service.ts';

/** Documents in which there is something to expand, to collapse and to sort, beside the rules' examples. */
const FURTHER: readonly Sample[] = [
  statement('Allow', '["bedrock:InvokeModel*", "bedrock:ListAgents"]', '"*"'),
  statement(
    'Deny',
    '["bedrock:Delete*", "bedrock:GetAgent"]',
    '["*"]',
    '"Bool": { "aws:MultiFactorAuthPresent": "false" }',
  ),
  statement(
    'Allow',
    '["bedrock:InvokeModelWithResponseStream", "bedrock:InvokeModel"]',
    '["arn:aws:s3:::b", "arn:aws:s3:::a"]',
  ),
  '{ "Effect": "Allow", "NotAction": ["iam:*AccessKey*", "bedrock:Get*"], "Resource": "*" }',
].map((text) => ({ text: policy(text) }));

const ALL = [...samples, ...FURTHER];

const read = (text: string, { kind }: Sample) => readDocument(text, { kind });

/** What an edit changed, in words; actions that AWS may add later are what Expand gives up and Collapse takes. */
function changed(sample: Sample, after: string): readonly string[] {
  const before = read(sample.text, sample);
  const { newAccess, lostAccess, noLongerDenied, undecided } = accessChanges(before, read(after, sample), catalog);
  return [...newAccess, ...lostAccess, ...noLongerDenied]
    .filter(({ isFuture }) => !isFuture)
    .map(({ action, resource }) => `${action} on ${resource}`)
    .concat(undecided.map(({ actions }) => `not decided: ${actions[0]}`));
}

describe('our own edits change no access', () => {
  it('Expand and Collapse', () => {
    const done = { expand: 0, collapse: 0 };
    for (const sample of ALL) {
      const document = read(sample.text, sample);
      const seen = new Set<string>();
      for (const { statements } of document.policies)
        for (const { action, notAction } of statements)
          for (const { span } of (action ?? notAction)?.values ?? [])
            for (const { edits, kind } of service.refactorings(document, { start: span.start, end: span.start })) {
              const after = applyEdits(sample.text, edits);
              if (seen.has(after)) continue;
              seen.add(after);
              done[kind]++;
              assert.deepEqual(changed(sample, after), [], `${sample.text}\n${after}`);
            }
    }
    assert.ok(done.expand > 20 && done.collapse > 0, JSON.stringify(done));
  });

  it('Sort and Tidy', () => {
    let count = 0;
    for (const sample of ALL) {
      const document = read(sample.text, sample);
      const tidied = service.tidy(document, { tabSize: 2, insertSpaces: true });
      if (!('edits' in tidied)) continue;
      const after = applyEdits(sample.text, tidied.edits);
      if (after === sample.text) continue;
      count++;
      assert.deepEqual(changed(sample, after), [], `${sample.text}\n${after}`);
    }
    assert.ok(count > 100, `${count} documents were tidied`);
  });
});
