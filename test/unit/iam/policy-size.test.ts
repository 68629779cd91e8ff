import assert from 'node:assert/strict';
import { policySize, QUOTAS } from '../../../server/src/iam/policy-size.ts';
import { POLICY_KINDS, type PolicyKind } from '../../../server/src/policy/kind.ts';
import { readDocument } from '../../../server/src/service.ts';

const TEXT = ' {\r\n\t"Version": "2012-10-17", "Statement": [ { "Sid": "A" } , { "Sid": "Two words" } ] } ';

const sizeOf = (kind: PolicyKind) => {
  const [policy] = readDocument(TEXT, { kind }).policies;
  assert.ok(policy);
  return policySize(policy, TEXT);
};

describe('the size of a policy', () => {
  it('leaves white space out for IAM, and counts it for everybody else', () => {
    const all = TEXT.trim().length;
    const dense = TEXT.replace(/\s/g, '').length;
    assert.ok(dense < all);
    for (const kind of POLICY_KINDS) assert.equal(sizeOf(kind), QUOTAS[kind].countsWhitespace ? all : dense, kind);
  });

  it('has a quota for each kind', () => {
    assert.deepEqual(
      POLICY_KINDS.map((kind) => [kind, QUOTAS[kind].limit, QUOTAS[kind].countsWhitespace]),
      [
        ['identity', 6144, false],
        ['trust', 2048, false],
        ['resource', 20_480, true],
        ['endpoint', 20_480, true],
        ['scp', 10_240, true],
        ['rcp', 5120, true],
        ['boundary', 6144, false],
        ['session', 2048, false],
      ],
    );
  });
});
