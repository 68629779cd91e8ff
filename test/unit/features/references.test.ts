/** Which texts name the same thing, and what a document's statements name. */
import assert from 'node:assert/strict';
import { readDocument } from '../../../server/src/service.ts';
import { readCursor } from '../../marks.ts';
import { service } from '../../service.ts';

const guardrail = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';
const role = 'arn:aws:iam::222233334444:role/service/App';

describe('the same thing', () => {
  for (const [text, wanted, expected] of [
    [guardrail, guardrail, true],
    [`${guardrail}:1`, guardrail, true],
    [guardrail, `${guardrail}:3`, true],
    ['arn:aws:bedrock:*:*:guardrail/a1b2c3d4e5f6', guardrail, true],
    ['arn:aws:bedrock:*:*:guardrail/a1*', guardrail, true],
    ['arn:aws:bedrock:*:*:guardrail/*', guardrail, false],
    [guardrail.replace('222233334444', '555566667777'), guardrail, false],
    [guardrail.replace('guardrail/', 'agent/'), guardrail, false],
    ['*', guardrail, false],
    ['arn:aws:iam::*:role/App', role, true],
    ['arn:aws:sts::222233334444:assumed-role/App/session', role, true],
    ['arn:aws:iam::555566667777:role/App', role, false],
    ['arn:aws:iam::222233334444:user/App', role, false],
    [
      'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0',
      'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
      true,
    ],
    [
      'arn:aws:bedrock:::foundation-model/amazon.nova-*',
      'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0',
      true,
    ],
    [
      'arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0',
      'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
      false,
    ],
    [
      'arn:aws:bedrock:eu-west-1:222233334444:agent-alias/AGENT12345/ALIAS12345',
      'arn:aws:bedrock:eu-west-1:222233334444:agent/AGENT12345',
      true,
    ],
    [
      'arn:aws:bedrock:*:*:knowledge-base/KB12345678',
      'arn:aws:bedrock:eu-west-1:222233334444:knowledge-base/KB12345678',
      true,
    ],
    ['bedrock:invokemodel', 'bedrock:InvokeModel', true],
    ['bedrock:Invoke*', 'bedrock:InvokeModel', true],
    ['bedrock:*', 'bedrock:InvokeModel', false],
    ['bedrock:InvokeAgent', 'bedrock:InvokeModel', false],
    [guardrail, 'bedrock:InvokeModel', false],
  ] as const)
    it(`${text} ${expected ? 'names' : 'does not name'} ${wanted}`, () => {
      assert.equal(service.names(text, wanted), expected);
    });
});

describe('what a document names', () => {
  const marked = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "${role}" }, "Action": ["bedrock:ApplyGuardrail", "*"], "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guard¦rail/a1b2c3d4e5f6", "Condition": { "StringEquals": { "aws:PrincipalArn": "${role}", "aws:PrincipalTag/x": "y" } } }] }`;
  const { text, offset } = readCursor(marked);
  const document = readDocument(text, { path: 'policy.json' });

  it('are its actions, and what has an ARN in Resource, Principal and Condition', () => {
    assert.deepEqual(
      service.mentions(document).map((each) => each.text),
      ['bedrock:ApplyGuardrail', guardrail, role, role],
    );
  });

  it('is found at the cursor', () => {
    assert.equal(service.mentionAt(document, offset)?.text, guardrail);
    assert.equal(service.mentionAt(document, 3), undefined);
  });

  it('is listed in a workspace by kind, place and Sid', () => {
    const template = readDocument(
      'Resources:\n  App:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Sid: Lambda\n            Effect: Allow\n            Principal:\n              Service: lambda.amazonaws.com\n            Action: sts:AssumeRole\n',
      { path: 'template.yaml' },
    );
    assert.deepEqual(
      service.workspaceSymbols(template).map(({ name, container }) => [name, container]),
      [
        ['trust policy: App / AssumeRolePolicyDocument', ''],
        ['Lambda', 'trust policy: App / AssumeRolePolicyDocument'],
      ],
    );
    assert.deepEqual(
      service.workspaceSymbols(document).map(({ name }) => name),
      ['resource policy'],
    );
  });
});
