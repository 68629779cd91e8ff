import assert from 'node:assert/strict';
import { readDenial } from '../../../server/src/access/denial.ts';

const USER = 'arn:aws:sts::222233334444:assumed-role/App/i-1';
const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const start = `User: ${USER} is not authorized to perform: bedrock:InvokeModel on resource: ${MODEL}`;

/** Forms from https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
describe('reading access denied messages', () => {
  for (const [message, isExplicit, policy] of [
    [`${start} because no identity-based policy allows the bedrock:InvokeModel action`, false, 'identity-based policy'],
    [`${start} because no resource-based policy allows the bedrock:InvokeModel action`, false, 'resource-based policy'],
    [
      `${start} because no service control policy allows the bedrock:InvokeModel action`,
      false,
      'service control policy',
    ],
    [
      `${start} because no resource control policy allows the bedrock:InvokeModel action`,
      false,
      'resource control policy',
    ],
    [`${start} because no permissions boundary allows the bedrock:InvokeModel action`, false, 'permissions boundary'],
    [`${start} because no session policy allows the bedrock:InvokeModel action`, false, 'session policy'],
    [`${start} because no VPC endpoint policy allows the bedrock:InvokeModel action`, false, 'VPC endpoint policy'],
    [`${start} with an explicit deny in an identity-based policy`, true, 'identity-based policy'],
    [`${start} with an explicit deny in a service control policy`, true, 'service control policy'],
    [`${start} with an explicit deny in a permissions boundary`, true, 'permissions boundary'],
    [`${start} with an explicit deny`, true, undefined],
    [start, undefined, undefined],
    [
      `An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${start} because no identity-based policy allows the bedrock:InvokeModel action`,
      false,
      'identity-based policy',
    ],
    [
      `{"message":"${start} because no identity-based policy allows the bedrock:InvokeModel action"}`,
      false,
      'identity-based policy',
    ],
    [
      `${start}\n  because no identity-based\n  policy allows the bedrock:InvokeModel action`,
      false,
      'identity-based policy',
    ],
  ] as const) {
    it(message.replaceAll('\n', '⏎').slice(0, 60) + message.slice(-60), () => {
      assert.deepEqual(readDenial(message), {
        principal: USER,
        action: 'bedrock:InvokeModel',
        resource: MODEL,
        isExplicit,
        policy,
        policyArn: undefined,
      });
    });
  }

  it('takes a message without a resource as one about every resource', () => {
    const denial = readDenial(
      `User: ${USER} is not authorized to perform: bedrock:ListFoundationModels because no identity-based policy allows the bedrock:ListFoundationModels action`,
    );
    assert.equal(denial?.resource, '*');
    assert.equal(denial?.action, 'bedrock:ListFoundationModels');
  });

  it('leaves the dot behind a sentence out', () => {
    assert.equal(readDenial(`${start}.`)?.resource, MODEL);
  });

  it('reads it without colons, in quotes, and with brackets behind it', () => {
    const expected = { principal: USER, action: 'bedrock:InvokeModel', resource: MODEL };
    for (const message of [
      `User ${USER} is not authorized to perform bedrock:InvokeModel on resource ${MODEL}`,
      `User: "${USER}" is not authorized to perform: "bedrock:InvokeModel" on resource: "${MODEL}"`,
      `{"message":"User: \\"${USER}\\" is not authorized to perform: \\"bedrock:InvokeModel\\" on resource: \\"${MODEL}\\""}`,
      `(${start}).`,
      `['${start}']`,
    ])
      assert.deepEqual(
        readDenial(message),
        { ...expected, isExplicit: undefined, policy: undefined, policyArn: undefined },
        message,
      );
  });

  it('does not take a "with" further on for an explicit deny', () => {
    const denial = readDenial(`${start} because no session policy allows the action with these keys`);
    assert.equal(denial?.isExplicit, false);
    assert.equal(denial?.policy, 'session policy');
  });

  it('reads nothing else', () => {
    for (const text of ['', 'You don’t have access to the model with the specified model ID.', 'not authorized', '{'])
      assert.equal(readDenial(text), undefined);
  });
});
