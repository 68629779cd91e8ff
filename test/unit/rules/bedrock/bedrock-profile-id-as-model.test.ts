import assert from 'node:assert/strict';
import { applyEdits } from '../../../../server/src/model/edit.ts';
import { findingsIn, withStatement } from '../../../policies.ts';

describe('the fix of a profile under foundation-model', () => {
  const profile = '"arn:aws:bedrock:us-east-1::foundation-model/us.anthropic.claude-sonnet-4-20250514-v1:0"';
  const model = '"arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"';
  const countAfterFix = (elements: string) => {
    const text = withStatement(`{ "Effect": "Allow", "Action": "bedrock:InvokeModel", ${elements} }`);
    const found = findingsIn(text).find(({ rule }) => rule.id === 'bedrock-profile-id-as-model');
    const fix = found?.fixes.find(({ title }) => title.endsWith('by itself too'));
    return applyEdits(text, fix?.edits ?? []).split(model).length - 1;
  };

  it('adds the model to the list, unless it stands there', () => {
    assert.equal(countAfterFix(`"Resource": [${profile}]`), 1);
    assert.equal(countAfterFix(`"Resource": [${profile}, ${model}]`), 1);
  });

  it('looks at its own list alone', () => {
    assert.equal(countAfterFix(`"Resource": [${profile}], "NotResource": [${model}]`), 2);
  });
});
