/** Every token of a policy has a hover. */
import assert from 'node:assert/strict';
import { hover } from '../../../server/src/features/hover.ts';
import { descendants, nodeOf } from '../../../server/src/model/node.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';

const EVERYTHING = {
  Version: '2012-10-17',
  Id: 'example',
  Statement: [
    {
      Sid: 'Inference',
      Effect: 'Allow',
      Action: ['bedrock:InvokeModel', 'bedrock:Get*', 'bedrock:Converse', 's3:GetObject', 'iam:PassRole', '*'],
      Resource: [
        '*',
        'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0',
        'arn:aws:bedrock:us-east-1::foundation-model/amazon.*',
        'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0',
        'arn:aws:bedrock:*:222233334444:agent-alias/A/B',
        'arn:aws:s3:::bucket/${aws:username}/*',
        'arn:aws:iam::222233334444:role/Bedrock*',
      ],
      Condition: {
        StringEquals: {
          'aws:RequestedRegion': ['us-east-1', 'unspecified'],
          'bedrock:ServiceTier': 'flex',
          'aws:ResourceTag/team': '${aws:PrincipalTag/team}',
          'iam:PassedToService': 'bedrock.amazonaws.com',
          'aws:SourceAccount': '111122223333',
          'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
        },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
        ArnLike: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:222233334444:guardrail/abc' },
        Bool: { 'aws:SecureTransport': 'true' },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        Null: { 'aws:PrincipalArn': 'false' },
        DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' },
        ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AmazonBedrockReadOnly' },
      },
    },
    { Sid: 'Others', Effect: 'Deny', NotAction: 'bedrock:*', NotResource: 'arn:aws:bedrock:*:*:guardrail/*' },
    {
      Effect: 'Allow',
      Principal: {
        AWS: ['111122223333', 'arn:aws:iam::222233334444:root', 'arn:aws:iam::222233334444:role/R', '*'],
        Service: 'bedrock.amazonaws.com',
        Federated: [
          'arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com',
          'cognito-identity.amazonaws.com',
        ],
        CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
      },
      Action: 'sts:AssumeRole',
    },
    {
      Effect: 'Deny',
      NotPrincipal: { AWS: 'arn:aws:iam::222233334444:user/u' },
      Action: 'bedrock:InvokeModel',
      Resource: '*',
    },
    { Effect: 'Deny', Principal: '*', Action: 'bedrock:InvokeModel', Resource: '*' },
  ],
};

describe('hover at every token', () => {
  const text = JSON.stringify(EVERYTHING, undefined, 2);
  const document = readDocument(text, { path: 'policy.json' });
  for (const node of descendants(nodeOf(document.root))) {
    if (node.type !== 'string') continue;
    const token = text.slice(node.offset, node.offset + node.length);
    it(`${token} at ${node.offset}`, () => {
      for (const offset of [
        node.offset + 1,
        node.offset + Math.floor(node.length / 2),
        node.offset + node.length - 1,
      ]) {
        const found = hover(document, offset, catalog);
        assert.ok(found && found.text.length > 0, `nothing at ${text.slice(node.offset, offset)}¦`);
        assert.ok(found.text.length < 3500, `${found.text.length} characters are more than a glance`);
        assert.ok(found.span.start <= offset && offset <= found.span.end);
      }
    });
  }
});
