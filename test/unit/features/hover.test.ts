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

  for (const [action, ...types] of [
    ['bedrock-agentcore:InvokeAgentRuntime', 'runtime', 'runtime-endpoint'],
    ['bedrock-agentcore:GetWorkloadAccessTokenForJWT', 'workload-identity-directory', 'workload-identity'],
    ['bedrock-agentcore:GetResourceOauth2Token', 'token-vault', 'oauth2credentialprovider'],
    ['bedrock:AssociateAgentKnowledgeBase', 'agent', 'knowledge-base'],
  ] as const)
    it(`says that ${action} is authorized on all of its resources together`, () => {
      const [, together = ''] =
        hoverAt(withStatement(`{ "Action": "${action}¦" }`))?.split('Authorized on all of these together:') ?? [];
      includes(together.split('\n\n')[0], ...types.map((type) => `- ${type}: \`arn:`));
    });

  it('says that a profile’s models are authorized too, and which other APIs need the action', () => {
    includes(
      hoverAt(withStatement('{ "Action": "bedrock:¦InvokeModel" }')),
      'one of:',
      'on the profile and on its model in every destination Region',
      'Chat Completions, Responses and Messages',
    );
    includes(
      hoverAt(withStatement('{ "Action": "bedrock-mantle:¦CreateInference" }')),
      'Chat Completions, Responses and Messages APIs at the bedrock-mantle endpoint',
    );
  });

  it('counts what a pattern matches, by access level', () => {
    includes(hoverAt(withStatement('{ "Action": ["bedrock:Get¦*"] }')), 'of Amazon Bedrock', '**Read** (');
  });

  it('warns of what is dangerous among the actions behind a pattern', () => {
    includes(hoverAt(withStatement('{ "Action": "bedrock:Dele¦te*" }')), 'with care', '`DeleteGuardrail`');
    assert.doesNotMatch(hoverAt(withStatement('{ "Action": "bedrock:Li¦st*" }')) ?? '', /with care/);
  });

  const model = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0';
  const at = (field: string) => hoverAt(withStatement(`{ "Resource": "${model.replace(field, `¦${field}`)}" }`));

  it('names the parts of an ARN and its resource type', () => {
    includes(
      at('arn:'),
      '**foundation-model** · Amazon Bedrock',
      'Region: `eu-west-1` · Europe (Ireland)',
      'Account: *(empty)* · models belong to no account',
      'foundation-model/amazon.nova-lite-v1:0',
    );
  });

  it('explains the field of the ARN under the cursor', () => {
    includes(at('west'), '**eu-west-1** · Europe (Ireland)', 'Bedrock runs here', '**Region**: `eu-west-1`');
    includes(at('edrock'), '**bedrock** · Amazon Bedrock', '**Service**');
    includes(
      at('nova'),
      'a model of amazon',
      'Not called by its own id in eu-west-1',
      '`eu.amazon.nova-lite-v1:0`',
      '**Resource**',
    );
    includes(
      hoverAt(withStatement('{ "Resource": "arn:aws:bedrock:eu-west-1:1111¦22223333:guardrail/gr1" }')),
      'an account of AWS’s documentation',
    );
  });

  it('says where a model is called by its own id, whether it streams, and when it ends', () => {
    const model = (region: string, id: string) =>
      hoverAt(withStatement(`{ "Resource": "arn:aws:bedrock:${region}::foundation-model/¦${id}" }`));
    includes(model('eu-west-2', 'amazon.nova-lite-v1:0'), 'Called by its own id in eu-west-2');
    includes(model('*', 'amazon.nova-lite-v1:0'), '`eu-west-2`', 'elsewhere through a profile');
    includes(model('us-east-1', 'amazon.nova-canvas-v1:0'), 'End of life: 2026-09-30', 'It does not stream');
    assert.doesNotMatch(model('us-east-1', 'amazon.nova-lite-v1:0') ?? '', /stream|End of life/);
  });

  it('says of a profile that it cannot be called from the Region of its ARN', () => {
    includes(
      hoverAt(
        withStatement(
          '{ "Resource": "arn:aws:bedrock:eu-west-1:222233334444:inference-profile/¦us.amazon.nova-lite-v1:0" }',
        ),
      ),
      'cannot be called from eu-west-1',
    );
  });

  it('says what a profile routes to and what must be allowed beside it', () => {
    includes(
      hoverAt(
        withStatement(
          '{ "Resource": "arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-¦lite-v1:0" }',
        ),
      ),
      'From `us-east-1`: routes to `us-east-1`, `us-east-2`, `us-west-2`',
      'Allow beside it',
      '`arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0`',
    );
    includes(
      hoverAt(
        withStatement(
          '{ "Resource": "arn:aws:bedrock:us-east-1:222233334444:inference-profile/global.amazon.nova-2-¦lite-v1:0" }',
        ),
      ),
      'worldwide',
      '`unspecified`',
    );
    includes(
      hoverAt(
        withStatement('{ "Resource": "arn:aws:bedrock:us-east-1:222233334444:guardrail-profile/us.¦guardrail.v1:0" }'),
      ),
      'a guardrail profile',
      'From `us-east-1`: routes to',
    );
  });

  it('leaves text of the document without effect in Markdown', () => {
    const link = '[x](command:workbench.action.quit) <img src=x>';
    for (const text of [
      withStatement(`{ "Sid": "¦${link}", "Effect": "Allow", "Action": "${link}", "Resource": "${link}" }`),
      withStatement(`{ "Effect": "Al¦low", "Action": "${link}", "Resource": "${link}" }`),
      withStatement(`{ "Effect": "Allow", "Action": "bedrock:${link}¦*", "Resource": "*" }`),
      withStatement(`{ "Resource": "arn:aws:bedrock:us-east-1::foundation-model/¦${link}" }`),
      withStatement(`{ "Condition": { "StringEquals": { "aws:ResourceTag/${link}¦": "a" } } }`),
      withStatement(`{ "Resource": "arn:aws:s3:::b/\${aws:¦${link}}" }`),
    ]) {
      const said = (hoverAt(text) ?? '').replace(/`[^`]*`/g, ''); // what is code is shown as it is
      assert.doesNotMatch(said, /(?<!\\)\]\(command:|(?<!\\)<img/, said);
    }
  });

  it('says the whole statement in one sentence', () => {
    const sentence = 'Allows streaming and non\\-streaming inference on every Amazon model in us\\-east\\-1';
    const statement = (effect: string, sid = '"A"') =>
      withStatement(
        `{ "Sid": ${sid}, ${effect}, "Action": ["bedrock:InvokeModel*"], "Resource": "arn:aws:bedrock:us-east-1::foundation-model/amazon.*" }`,
      );
    includes(hoverAt(statement('"Effect": "All¦ow"')), sentence, '**Allow**');
    includes(hoverAt(statement('"Eff¦ect": "Allow"')), sentence, '**Effect**');
    includes(hoverAt(statement('"Effect": "Allow"', '"A¦"')), sentence, '**Sid**');
  });

  it('explains principals, variables, versions and managed policies', () => {
    const principal = (json: string) =>
      hoverAt(withStatement(`{ "Effect": "Allow", "Principal": ${json}, "Action": "sts:AssumeRole" }`));
    includes(principal('{ "Serv¦ice": "bedrock.amazonaws.com" }'), 'AWS services, by their names');
    includes(principal('{ "Service": "bedrock.amaz¦onaws.com" }'), 'Amazon Bedrock', '`aws:SourceAccount`');
    includes(
      principal('{ "AWS": "arn:aws:iam::222233334444:r¦oot" }'),
      'account 222233334444',
      'not only its root user',
    );
    includes(principal('"*¦"'), 'everyone');
    includes(
      hoverAt(
        withStatement(
          '{ "Resource": "arn:aws:bedrock:us-east-1:222233334444:prompt/${aws:Princ¦ipalTag/team, \'none\'}" }',
        ),
      ),
      'a policy variable',
      '**aws:PrincipalTag/',
      "`'none'`",
    );
    includes(hoverAt('{ "Version": "2012-¦10-17", "Statement": [] }'), 'not the date of the policy');
    includes(
      hoverAt(withStatement('{ "Resource": "arn:aws:iam::aws:policy/Amazon¦BedrockReadOnly" }')),
      'AWS managed policy',
      'calling no model',
    );
  });

  it('says which of the statement’s actions evaluate a key', () => {
    const keyed = (key: string) =>
      hoverAt(
        withStatement(
          `{ "Action": ["bedrock:InvokeModel", "bedrock:ListAgents"], "Condition": { "StringEquals": { ${key}: "x" } } }`,
        ),
      );
    includes(keyed('"bedrock:Guardrail¦Identifier"'), 'Evaluated for `bedrock:InvokeModel`.');
    includes(
      hoverAt(
        withStatement(
          '{ "Action": "bedrock:InvokeModel", "Condition": { "StringEquals": { "aws:RequestedRegion": "uns¦pecified" } } }',
        ),
      ),
      'global cross-Region inference',
      'Compared with `aws:RequestedRegion` (String) by `StringEquals`',
    );
  });

  it('keeps what a document says text', () => {
    const text = hoverAt(
      withStatement(
        '{ "Sid": "[x](command:a)", "Effect": "Al¦low", "Action": "[x](command:b)", "Resource": "[y](command:c)" }',
      ),
    );
    assert.ok(text && !/(?<!\\)\]\(command/.test(text), text);
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

  it('names the action that authorizes an API operation', () => {
    includes(
      hoverAt(withStatement('{ "Action": "bedrock:Conv¦erse" }')),
      'is not an IAM action',
      '**bedrock:InvokeModel**',
    );
  });

  it('is silent elsewhere', () => {
    assert.equal(hoverAt('{ "name¦": "x" }'), undefined);
    assert.equal(hoverAt(withStatement('{ ¦"Sid": "x" }')), undefined);
  });
});
