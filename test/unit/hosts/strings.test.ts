/** Policies in quoted strings of YAML and Terraform: they are found, with exact places, and not edited. */
import assert from 'node:assert/strict';
import { readDocument } from '../../../server/src/service.ts';
import { service } from '../../service.ts';

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"bedrock:Converse","Resource":"*"}]}';

const escaped = JSON.stringify(POLICY);

describe('a policy in a string', () => {
  for (const [name, path, text] of [
    ['between double quotes of YAML', 't.yaml', `spec:\n  forProvider:\n    policy: ${escaped}\n`],
    ['between single quotes of YAML', 't.yaml', `spec:\n  forProvider:\n    policy: '${POLICY}'\n`],
    ['of Terraform', 't.tf', `resource "aws_iam_policy" "x" {\n  policy = ${escaped}\n}\n`],
    ['of a local value', 't.tf', `locals {\n  policy = ${escaped}\n}\n`],
  ] as const)
    it(`${name} is found, and not edited`, () => {
      const document = readDocument(text, { path });
      assert.deepEqual(
        document.policies.map(({ kind, editing }) => [kind, editing]),
        [['identity', 'none']],
      );
      const found = service.check(document).filter(({ rule }) => rule.id === 'bedrock-api-operation');
      assert.deepEqual(
        found.map(({ span, fixes }) => [text.slice(span.start, span.end), fixes]),
        [['Converse', []]],
      );
    });

  it('has the kind that its place gives to it', () => {
    const text = `resource "aws_organizations_policy" "x" {\n  content = ${escaped}\n}\n`;
    assert.equal(readDocument(text, { path: 't.tf' }).policies[0]?.kind, 'scp');
  });

  it('is left alone where CloudFormation fills it in', () => {
    const substituted = JSON.stringify({
      Policy: { 'Fn::Sub': POLICY.replace('"*"', '"arn:${AWS::Partition}:s3:::b"') },
    });
    assert.deepEqual(readDocument(substituted, { path: 't.json' }).policies, []);
    assert.deepEqual(readDocument(`Policy: !Sub ${escaped}\n`, { path: 't.yaml' }).policies, []);
  });
});
