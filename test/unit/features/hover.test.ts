import assert from 'node:assert/strict';
import { hoverAt, withStatement } from '../../policies.ts';

const includes = (text: string | undefined, ...parts: string[]) => {
  for (const part of parts) assert.ok(text?.includes(part), `${part}\n---\n${text}`);
};

describe('hover', () => {
  it('explains an action', () => {
    includes(
      hoverAt(withStatement('{ "Action": "bedrock:Apply¦Guardrail" }')),
      '**bedrock:ApplyGuardrail** · Read',
      'arn:${Partition}:bedrock:${Region}:${Account}:guardrail/${GuardrailId}',
      'list_bedrock.html#list_bedrock-action-ApplyGuardrail',
    );
  });

  it('counts what a pattern matches, by access level', () => {
    includes(hoverAt(withStatement('{ "Action": ["bedrock:Get¦*"] }')), 'of Amazon Bedrock', '**Read** (');
  });

  it('names the parts of an ARN and its resource type', () => {
    includes(
      hoverAt(withStatement('{ "Resource": "arn:aws:bedrock:eu-¦west-1::foundation-model/amazon.nova-lite-v1:0" }')),
      '**foundation-model** · Amazon Bedrock',
      '**Region**: `eu-west-1` · Europe (Ireland)',
      'Account: *(empty)*',
      'foundation-model/amazon.nova-lite-v1:0',
    );
  });

  it('explains elements, operators and keys', () => {
    includes(hoverAt(withStatement('{ "Eff¦ect": "Allow" }')), '**Effect**');
    includes(
      hoverAt(withStatement('{ "Condition": { "ForAnyValue:String¦Like": { "aws:CalledVia": "x" } } }')),
      'at least one value',
      'patterns',
    );
    includes(
      hoverAt(withStatement('{ "Condition": { "ArnLike": { "bedrock:Guardrail¦Identifier": "x" } } }')),
      'bedrock:GuardrailIdentifier',
      'ARN',
    );
    includes(
      hoverAt(withStatement('{ "Condition": { "StringEquals": { "aws:Requested¦Region": "x" } } }')),
      'unspecified',
    );
  });

  it('tells which action authorises an API operation', () => {
    includes(
      hoverAt(withStatement('{ "Action": "bedrock:Conv¦erse" }')),
      'is no IAM action',
      '**bedrock:InvokeModel**',
    );
  });

  it('is silent elsewhere', () => {
    assert.equal(hoverAt('{ "name¦": "x" }'), undefined);
    assert.equal(hoverAt(withStatement('{ ¦"Sid": "x" }')), undefined);
  });
});
