import assert from 'node:assert/strict';
import { acceptAt, completions, labelsAt, withStatement } from '../../../policies.ts';

const startsWith = (labels: readonly string[], ...wanted: string[]) =>
  assert.deepEqual(labels.slice(0, wanted.length), wanted);

describe('completion of elements', () => {
  it('offers a policy’s elements in an empty object', () => {
    assert.deepEqual(labelsAt('{¦}'), ['Version', 'Statement', 'policy']);
    assert.deepEqual(labelsAt('{ "¦" }'), ['Version', 'Statement', 'policy']);
    assert.deepEqual(labelsAt('{ "Version": "2012-10-17", ¦ }'), ['Statement']);
  });

  it('offers a statement’s elements that are not there yet, nor their opposites', () => {
    startsWith(labelsAt(withStatement('{ ¦ }')), 'Effect', 'Action', 'Resource', 'Condition');
    assert.deepEqual(labelsAt(withStatement('{ "Effect": "Allow", "NotAction": "x:*", "¦" }')), [
      'Resource',
      'Condition',
      'Sid',
      'NotResource',
    ]);
  });

  it('offers Principal only where a kind has it', () => {
    assert.ok(!labelsAt(withStatement('{ ¦ }')).includes('Principal'));
    assert.deepEqual(labelsAt(withStatement('{ ¦ }'), 'role-trust.json').slice(0, 3), [
      'Effect',
      'Principal',
      'Action',
    ]);
    assert.ok(!labelsAt(withStatement('{ ¦ }'), 'role-trust.json').includes('Resource'));
  });

  it('writes quotes, colon and value, and commas where they are missing', () => {
    assert.equal(acceptAt(withStatement('{ ¦ }'), 'Effect'), withStatement('{ "Effect": "${1|Allow,Deny|}" }'));
    assert.equal(acceptAt(withStatement('{ "Ef¦" }'), 'Effect', false), withStatement('{ "Effect": "Allow" }'));
    assert.equal(acceptAt(withStatement('{ "Ef¦": "Deny" }'), 'Effect'), withStatement('{ "Effect": "Deny" }'));
    assert.equal(
      acceptAt(withStatement('{ "¦" "Action": "bedrock:GetGuardrail" }'), 'Effect', false),
      withStatement('{ "Effect": "Allow", "Action": "bedrock:GetGuardrail" }'),
    );
    assert.equal(
      acceptAt(withStatement('{ "Effect": "Deny",¦ // why\n "Action": "bedrock:*" }'), 'Sid', false),
      withStatement('{ "Effect": "Deny","Sid": "", // why\n "Action": "bedrock:*" }'),
    );
    assert.equal(
      acceptAt(withStatement('{ "Effect": "Allow" "¦" }'), 'Action', false),
      withStatement('{ "Effect": "Allow", "Action": [""] }'),
    );
  });

  it('offers nothing within a comment', () => {
    for (const statement of [
      '{ "Effect": "Allow", // ¦c\n "Action": "a:b" }',
      '{ "Effect": "Allow", /¦/ c\n "Action": "a:b" }',
      '{ "Effect": "Allow", // c¦\n "Action": "a:b" }',
      '{ "Effect": "Allow", /* ¦ */ "Action": "a:b" }',
      '{ "Effect": /* ¦ */ "Allow" }',
      '{ /* 1 */ // ¦\n "Action": "a:b" }',
      '{ "Action": ["a:b", // "¦"\n ] }',
      '{ "Action": ["a:b" /*¦',
    ])
      assert.deepEqual(labelsAt(withStatement(statement)), [], statement);
    for (const statement of [
      '{ "Effect": "Allow", ¦// c\n "Action": "a:b" }',
      '{ "Effect": "Allow", /* c */¦ "Action": "a:b" }',
      '{ "Effect": "Allow", // c\n ¦ "Action": "a:b" }',
      '{ "Action": ["s3://", "¦"] }',
    ])
      assert.notDeepEqual(labelsAt(withStatement(statement)), [], statement);
  });

  it('writes the missing comma itself where nothing stands between it and the cursor', () => {
    const statement = '{ "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*" }';
    const accepted = acceptAt(withStatement(`${statement}¦`), 'statement', false);
    assert.ok(accepted.includes(`${statement}, {`), accepted);
    assert.equal(
      acceptAt(withStatement('{ "Effect": "Allow""Act¦" }'), 'Action', false),
      withStatement('{ "Effect": "Allow", "Action": [""] }'),
    );
    assert.equal(
      acceptAt(withStatement('{ "Action": ["bedrock:GetGuardrail""bedrock:InvokeM¦"] }'), 'InvokeModel', false),
      withStatement('{ "Action": ["bedrock:GetGuardrail", "bedrock:InvokeModel"] }'),
    );
  });

  it('works in a string that is not closed', () => {
    const text = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Al¦';
    assert.equal(acceptAt(text, 'Allow'), '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow"');
    assert.equal(acceptAt(withStatement('{ "Effect": "Al¦ }'), 'Allow'), withStatement('{ "Effect": "Allow" }'));
  });

  it('offers nothing outside the policy', () => {
    assert.deepEqual(labelsAt('{}\n¦'), []);
    assert.deepEqual(labelsAt(`${withStatement('{}')} ¦`), []);
  });
});

describe('completion of values', () => {
  it('offers the effects and the versions', () => {
    assert.deepEqual(labelsAt(withStatement('{ "Effect": ¦ }')), ['Allow', 'Deny']);
    assert.deepEqual(labelsAt(withStatement('{ "Effect": "¦" }')), ['Allow', 'Deny']);
    assert.deepEqual(labelsAt('{ "Version": "¦" }'), ['2012-10-17', '2008-10-17']);
    assert.equal(acceptAt(withStatement('{ "Effect": "¦" }'), 'Deny'), withStatement('{ "Effect": "Deny" }'));
  });
});

describe('completion of actions', () => {
  it('offers the likely ones and Bedrock’s prefixes first', () => {
    const labels = labelsAt(withStatement('{ "Action": "¦" }'));
    startsWith(labels, 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream');
    assert.ok(labels.includes('bedrock') && labels.includes('bedrock-agentcore'));
    assert.ok(labels.includes('bedrock:CreateFlow') && labels.includes('lambda'), 'complete, for the editor to filter');
  });

  it('finds an action by its name alone', () => {
    startsWith(labelsAt(withStatement('{ "Action": ["inv¦"] }')), 'bedrock:InvokeModel');
    assert.equal(
      acceptAt(withStatement('{ "Action": ["inv¦"] }'), 'bedrock:InvokeModel'),
      withStatement('{ "Action": ["bedrock:InvokeModel"] }'),
    );
  });

  it('replaces the whole string, whatever is typed, with and without a closing quote', () => {
    assert.equal(
      acceptAt(withStatement('{ "Action": "bedrock:Inv¦oke" }'), 'InvokeModel'),
      withStatement('{ "Action": "bedrock:InvokeModel" }'),
    );
    assert.equal(
      acceptAt(withStatement('{ "Action": ["bedrock:Inv¦] }'), 'InvokeModel'),
      withStatement('{ "Action": ["bedrock:InvokeModel"] }'),
    );
  });

  it('gives access level and leaves out what is listed', () => {
    const { items } = completions(withStatement('{ "Action": ["bedrock:InvokeModel", "bedrock:Creat¦"] }'));
    assert.ok(!items.some(({ label }) => label === 'InvokeModel'));
    assert.equal(items.find(({ label }) => label === 'CreateGuardrail')?.detail, 'Write');
    assert.ok(items.every(({ filter }) => filter.startsWith('bedrock:')));
  });

  it('leads from an SDK client’s prefix and from an API operation to the action', () => {
    assert.equal(
      acceptAt(withStatement('{ "Action": "bedrock-runtime:Inv¦" }'), 'InvokeModel'),
      withStatement('{ "Action": "bedrock:InvokeModel" }'),
    );
    assert.equal(
      acceptAt(withStatement('{ "Action": "bedrock:Conv¦" }'), 'Converse'),
      withStatement('{ "Action": "bedrock:InvokeModel" }'),
    );
  });

  it('keeps the cursor within the quotes after a prefix', () => {
    assert.equal(
      acceptAt(withStatement('{ "Action": "bedr¦" }'), 'bedrock'),
      withStatement('{ "Action": "bedrock:" }'),
    );
  });

  it('offers patterns with their number of actions', () => {
    const { items } = completions(withStatement('{ "Action": "bedrock:Get¦" }'));
    assert.match(items.find(({ label }) => label === 'Get*')?.detail ?? '', /^\d+ actions$/);
  });

  it('offers a trust policy its few actions', () => {
    startsWith(labelsAt(withStatement('{ "Action": "¦" }'), 'role-trust.json'), 'sts:AssumeRole');
  });
});

describe('completion of resources', () => {
  it('offers the resource types of the statement’s own actions, with tab stops', () => {
    const text = withStatement('{ "Effect": "Allow", "Action": "bedrock:ApplyGuardrail", "Resource": "¦" }');
    startsWith(labelsAt(text), 'guardrail', 'guardrail-profile');
    assert.equal(
      acceptAt(text, 'guardrail'),
      withStatement(
        '{ "Effect": "Allow", "Action": "bedrock:ApplyGuardrail", "Resource": "arn:aws:bedrock:${1:us-east-1}:${2:111122223333}:guardrail/${3:GuardrailId}" }',
      ),
    );
    assert.equal(
      acceptAt(text, 'guardrail', false),
      withStatement(
        '{ "Effect": "Allow", "Action": "bedrock:ApplyGuardrail", "Resource": "arn:aws:bedrock:us-east-1:111122223333:guardrail/GuardrailId" }',
      ),
    );
  });

  it('offers the ARNs that a request needs together', () => {
    const text = withStatement('{ "Action": "bedrock-agentcore:InvokeAgentRuntime", "Resource": ["¦"] }');
    startsWith(labelsAt(text), 'runtime + runtime-endpoint');
    assert.equal(
      acceptAt(text, 'runtime + runtime-endpoint', false).replaceAll(/"\s+"/g, '" "'),
      withStatement(
        '{ "Action": "bedrock-agentcore:InvokeAgentRuntime", "Resource": ["arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/RuntimeId", "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/RuntimeId/runtime-endpoint/Name"] }',
      ),
    );
    assert.ok(
      !labelsAt(withStatement('{ "Action": "bedrock:InvokeModel", "Resource": ["¦"] }'))
        .join()
        .includes('foundation-model + '),
    );
  });

  it('gives long ARNs a line each where the list was empty, in the layout of the document', () => {
    const document = (resource: string) =>
      `{\n  "Statement": [\n    {\n      "Action": "bedrock-agentcore:InvokeAgentRuntime",\n      "Resource": ${resource}\n    }\n  ]\n}`;
    assert.equal(
      acceptAt(document('["¦"]'), 'runtime + runtime-endpoint', false),
      document(
        '[\n        "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/RuntimeId",\n        "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/RuntimeId/runtime-endpoint/Name"\n      ]',
      ),
    );
  });

  it('offers only profiles that can be called from the ARN’s Region, and says where they route', () => {
    const at = (region: string) =>
      completions(
        withStatement(
          `{ "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:${region}:222233334444:inference-profile/¦" }`,
        ),
      ).items;
    const ids = (region: string) => at(region).map(({ label }) => label);
    assert.ok(ids('us-east-1').includes('us.amazon.nova-lite-v1:0'));
    assert.ok(!ids('eu-west-1').some((label) => label.startsWith('us.')));
    assert.ok(ids('eu-west-1').includes('eu.amazon.nova-lite-v1:0'));
    assert.match(
      at('us-east-1').find(({ label }) => label === 'us.amazon.nova-lite-v1:0')?.detail ?? '',
      /^Routes to 3 Regions$/,
    );
  });

  it('marks models that have ended, and those that are called through a profile only', () => {
    const detail = (typed: string, id: string) =>
      completions(
        withStatement(
          `{ "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1::foundation-model/${typed}¦" }`,
        ),
      ).items.find(({ label }) => label === id)?.detail;
    assert.equal(detail('amazon.nova-l', 'amazon.nova-lite-v1:0'), 'Through a profile only');
    assert.equal(detail('amazon.nova-c', 'amazon.nova-canvas-v1:0'), 'End of life 2026-09-30');
  });

  it('offers only * where an action is authorized on nothing else', () => {
    startsWith(labelsAt(withStatement('{ "Action": "bedrock:ListFoundationModels", "Resource": "¦" }')), '*');
  });

  it('completes an ARN field by field', () => {
    const at = (arn: string) => labelsAt(withStatement(`{ "Action": "bedrock:InvokeModel", "Resource": "${arn}" }`));
    assert.ok(at('arn:¦').includes('aws-us-gov'));
    startsWith(at('arn:aws:bedrock:¦'), 'us-east-1');
    assert.ok(at('arn:aws:bedrock:us-east-1::¦').includes('foundation-model/'));
    assert.ok(at('arn:aws:bedrock:us-east-1::foundation-model/¦').includes('amazon.nova-lite-v1:0'));
    assert.ok(at('arn:aws:bedrock:us-east-1::foundation-model/¦').includes('anthropic.*'));
    assert.ok(
      at('arn:aws:bedrock:us-east-1:222233334444:inference-profile/¦').includes(
        'us.anthropic.claude-sonnet-4-20250514-v1:0',
      ),
    );
  });

  it('replaces only the field at the cursor', () => {
    const text = withStatement(
      '{ "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:us-¦::foundation-model/x" }',
    );
    assert.equal(
      acceptAt(text, 'us-west-2'),
      withStatement('{ "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:us-west-2::foundation-model/x" }'),
    );
    const model = withStatement(
      '{ "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:us-east-1::foundation-model/amazon.¦" }',
    );
    assert.match(acceptAt(model, 'amazon.nova-lite-v1:0'), /foundation-model\/amazon\.nova-lite-v1:0"/);
  });
});

describe('completion of conditions and principals', () => {
  it('offers operators, then the keys of this statement that suit them', () => {
    startsWith(labelsAt(withStatement('{ "Condition": { "¦" } }')), 'StringEquals');
    const keys = labelsAt(withStatement('{ "Action": "bedrock:InvokeModel", "Condition": { "ArnLike": { "¦" } } }'));
    startsWith(keys, 'bedrock:GuardrailIdentifier');
    assert.ok(keys.includes('aws:PrincipalArn') && !keys.includes('aws:SourceIp'));
  });

  it('offers values where they are known', () => {
    assert.deepEqual(
      labelsAt(withStatement('{ "Condition": { "StringEquals": { "bedrock:BearerTokenType": "¦" } } }')),
      ['SHORT_TERM', 'LONG_TERM'],
    );
    assert.ok(
      labelsAt(
        withStatement('{ "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1", "¦"] } } }'),
      ).includes('unspecified'),
    );
    assert.deepEqual(labelsAt(withStatement('{ "Condition": { "Bool": { "aws:SecureTransport": "¦" } } }')), [
      'true',
      'false',
    ]);
  });

  it('offers a trust policy bedrock.amazonaws.com first', () => {
    startsWith(
      labelsAt(withStatement('{ "Principal": { "Service": "¦" } }'), 'role-trust.json'),
      'bedrock.amazonaws.com',
    );
    startsWith(labelsAt(withStatement('{ "Principal": { "¦" } }'), 'role-trust.json'), 'Service');
  });
});
