/** Policy variables and references of templates, as each host writes them. */
import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { readDocument } from '../../../server/src/service.ts';
import { service } from '../../service.ts';

const inJsonencode = (resource: string) =>
  `resource "aws_iam_policy" "x" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })\n}\n`;
const inDocument = (resource: string) =>
  `data "aws_iam_policy_document" "x" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = [${resource}]\n  }\n}\n`;
const inTemplate = (resource: string) =>
  `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: ${resource}\n`;

describe('a variable in a template', () => {
  for (const [rule, path, before, after] of [
    [
      'variable-taken-by-template',
      'a.tf',
      inJsonencode('"arn:aws:s3:::b/${aws:username}/*"'),
      inJsonencode('"arn:aws:s3:::b/$${aws:username}/*"'),
    ],
    [
      'variable-taken-by-template',
      'a.tf',
      inDocument('"arn:aws:s3:::b/${aws:username}/*"'),
      inDocument('"arn:aws:s3:::b/$${aws:username}/*"'),
    ],
    [
      'variable-taken-by-template',
      'a.tf',
      inDocument('"arn:aws:s3:::b/${aws:username}/&{aws:userid}"'),
      inDocument('"arn:aws:s3:::b/&{aws:username}/&{aws:userid}"'),
    ],
    [
      'variable-with-ampersand',
      'a.tf',
      inJsonencode('"arn:aws:s3:::b/&{aws:username}/*"'),
      inJsonencode('"arn:aws:s3:::b/$${aws:username}/*"'),
    ],
    [
      'variable-taken-by-template',
      'a.yaml',
      inTemplate('!Sub arn:aws:s3:::b/${aws:username}/*'),
      inTemplate('!Sub arn:aws:s3:::b/${!aws:username}/*'),
    ],
    [
      'variable-with-ampersand',
      'a.yaml',
      inTemplate('arn:aws:s3:::b/&{aws:username}/*'),
      inTemplate('arn:aws:s3:::b/${aws:username}/*'),
    ],
    [
      'substitution-missing',
      'a.yaml',
      inTemplate('arn:aws:s3:::b-${AWS::AccountId}/*'),
      inTemplate('!Sub arn:aws:s3:::b-${AWS::AccountId}/*'),
    ],
    [
      'substitution-missing',
      'a.yaml',
      inTemplate("'arn:aws:s3:::b-${AWS::Region}/*'"),
      inTemplate("!Sub 'arn:aws:s3:::b-${AWS::Region}/*'"),
    ],
  ] as const)
    it(`is put right: ${rule} in ${before.replace(/\s+/g, ' ').slice(-90)}`, () => {
      const [found, ...more] = service.check(readDocument(before, { path }));
      assert.equal(found?.rule.id, rule);
      assert.deepEqual(more, []);
      const [fix] = found.fixes;
      assert.equal(fix?.isSafe, false);
      assert.equal(applyEdits(before, fix.edits), after);
      assert.deepEqual(service.check(readDocument(after, { path })), []);
    });

  for (const [path, text] of [
    ['a.tf', inJsonencode('"arn:aws:s3:::b/$${aws:username}/${var.prefix}/*"')],
    ['a.tf', inDocument('"arn:aws:s3:::b/&{aws:username}/${aws_s3_bucket.b.id}"')],
    ['a.yaml', inTemplate('!Sub "arn:${AWS::Partition}:s3:::${Bucket}/${!aws:username}/*"')],
  ] as const)
    it(`is right: ${text.replace(/\s+/g, ' ').slice(-90)}`, () => {
      assert.deepEqual(service.check(readDocument(text, { path })), []);
    });
});
