import assert from 'node:assert/strict';
import { parseArn } from '../../../server/src/patterns/arn.ts';

describe('ARNs', () => {
  it('are split at their first five colons only', () => {
    const arn = parseArn('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0');
    assert.equal(arn?.account.text, '');
    assert.equal(arn?.resource.text, 'foundation-model/amazon.nova-lite-v1:0');
    assert.equal(arn?.resourceType.text, 'foundation-model');
    assert.equal(arn?.resourceId?.text, 'amazon.nova-lite-v1:0');
  });

  it('are not split within a policy variable', () => {
    assert.equal(parseArn('arn:aws:iam::${aws:PrincipalAccount}:user/x')?.account.text, '${aws:PrincipalAccount}');
  });

  it('know where each field stands', () => {
    const text = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/g';
    const arn = parseArn(text);
    for (const field of [
      arn?.partition,
      arn?.service,
      arn?.region,
      arn?.account,
      arn?.resource,
      arn?.resourceType,
      arn?.resourceId,
    ]) {
      assert.equal(text.slice(field?.start, field?.end), field?.text);
    }
  });

  it('are undefined where a field is missing', () => {
    assert.equal(parseArn('arn:aws:bedrock:us-east-1:x'), undefined);
    assert.equal(parseArn('bedrock:us-east-1'), undefined);
  });
});
