import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readDocument } from '../../../server/src/service.ts';
import { completions, findingsIn } from '../../policies.ts';

const folder = 'test/fixtures/not-a-policy';

describe('JSON that is no policy', () => {
  for (const name of readdirSync(folder)) {
    it(`${name} is left alone`, () => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      assert.deepEqual(readDocument(text, { path: name }).policies, []);
      assert.deepEqual(findingsIn(text, name), []);
      for (let offset = 0; offset <= text.length; offset += 7) {
        const marked = `${text.slice(0, offset)}¦${text.slice(offset)}`;
        assert.deepEqual(completions(marked, name).items, [], marked.slice(Math.max(0, offset - 40), offset + 40));
      }
    });
  }

  it('a large document without the word Statement is not even parsed', () => {
    const text = JSON.stringify({ a: 'x'.repeat(1000) });
    assert.equal(readDocument(text).root, undefined);
  });
});

describe('policies', () => {
  const kinds = (text: string, name = 'x.json') => readDocument(text, { path: name }).policies.map(({ kind }) => kind);
  const statement = '{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*" }';

  it('are recognized by Version, or by Statement with an element of a statement', () => {
    assert.deepEqual(kinds('{ "Version": "2012-10-17" }'), ['identity']);
    assert.deepEqual(kinds(`{ "Statement": ${statement} }`), ['identity']);
    assert.deepEqual(kinds(`[{ "Statement": [${statement}] }, { "Statement": ${statement} }]`), [
      'identity',
      'identity',
    ]);
  });

  it('are known while they are half typed', () => {
    for (const text of [
      '{ "Version": "2012-10-17", "State',
      '{ "Statement": [ { "Effect": ',
      '{ "Statement": [ { "Effect": "Allow", "Act',
      '{ "Statement": [ { "',
      '{ "Statement": [ { ',
      '{ "Statement": [',
    ]) {
      assert.deepEqual(kinds(text), ['identity'], text);
    }
  });

  it('are found in CloudFormation templates, with their kind', () => {
    const template = {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [
                { Effect: 'Allow', Principal: { Service: 'bedrock.amazonaws.com' }, Action: 'sts:AssumeRole' },
              ],
            },
            Policies: [
              {
                PolicyName: 'p',
                PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }] },
              },
            ],
          },
        },
        Bucket: {
          Type: 'AWS::S3::BucketPolicy',
          Properties: {
            PolicyDocument: {
              Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Sub': 'x' } },
            },
          },
        },
      },
    };
    assert.deepEqual(kinds(JSON.stringify(template)), ['trust', 'identity', 'resource']);
  });

  it('take their kind from the file’s name where the content leaves it open', () => {
    const text = `{ "Version": "2012-10-17", "Statement": ${statement} }`;
    assert.deepEqual(kinds(text, 'org/deny-scp.json'), ['scp']);
    assert.deepEqual(kinds('{ "Version": "2012-10-17", "Statement": [] }', 'role-trust.json'), ['trust']);
    assert.deepEqual(kinds('{ "Version": "2012-10-17" }', 'rcp.json'), ['rcp']);
    assert.deepEqual(kinds(text, 'trusted-advisor-policy.json'), ['identity']);
    assert.deepEqual(kinds(text, 'developer-boundary.json'), ['boundary']);
    assert.deepEqual(kinds(text, 'session-policy.json'), ['session']);
    const everyone = '{ "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" } }';
    assert.deepEqual(kinds(everyone, 'rcp.json'), ['rcp']);
    assert.deepEqual(
      kinds('{ "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" } }'),
      ['resource'],
    );
  });

  it('take their kind from their content where that contradicts the file’s name', () => {
    const assume = `{ "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::222233334444:role/App" }] }`;
    for (const name of ['zero-trust.json', 'allow-assume-role.json', 'key-policy.json', 'rcp.json'])
      assert.deepEqual(kinds(assume, name), ['identity'], name);
    const endpoint = `{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "bedrock:InvokeModel", "Resource": "*" }] }`;
    assert.deepEqual(kinds(endpoint, 'trust-center.json'), ['endpoint']);
    const trust = `{ "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole" }] }`;
    assert.deepEqual(kinds(trust, 'deny-scp.json'), ['trust']);
  });

  it('are those of a VPC endpoint where no resource of Bedrock could bear them, by place, name and content', () => {
    const about = (action: string, resource: string) =>
      `{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "${action}", "Resource": "${resource}" }] }`;
    assert.deepEqual(kinds(about('bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/*')), ['endpoint']);
    assert.deepEqual(kinds(about('bedrock-mantle:CreateInference', '*')), ['endpoint']);
    assert.deepEqual(kinds(about('bedrock-agentcore:InvokeGateway', '*')), ['endpoint']);
    assert.deepEqual(kinds(about('s3:GetObject', '*'), 'vpce-policy.json'), ['endpoint']);
    assert.deepEqual(kinds(about('s3:GetObject', '*'), 'bucket-policy.json'), ['resource']);
    const guardrail = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1';
    assert.deepEqual(kinds(about('bedrock:ApplyGuardrail', guardrail)), ['resource']);
    const runtime = 'arn:aws:bedrock-agentcore:eu-west-1:222233334444:runtime/r1';
    assert.deepEqual(kinds(about('bedrock-agentcore:InvokeAgentRuntime', runtime)), ['resource']);
    const template = {
      Resources: {
        Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { PolicyDocument: JSON.parse(about('s3:*', '*')) } },
      },
    };
    assert.deepEqual(kinds(JSON.stringify(template)), ['endpoint']);
  });

  it('read a statement that begins with its Condition, which is no template’s', () => {
    const text =
      '{ "Version": "2012-10-17", "Statement": [{ "Condition": { "Bool": {} }, "Effect": "Deny" }, { "Condition": "InProduction" }] }';
    const [policy] = readDocument(text).policies;
    assert.equal(policy?.statements.length, 1);
    assert.equal(policy?.isPartial, true);
  });

  it('survive nesting that no parser survives', () => {
    assert.deepEqual(kinds(`{"Statement":${'['.repeat(200_000)}`), []);
  });
});
