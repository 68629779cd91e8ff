/** What the commands around the editor ask of the server. */
import assert from 'node:assert/strict';
import { addPermission } from '../../../server/src/features/add-permission.ts';
import { policyFor } from '../../../server/src/features/policy-for.ts';
import { policyStatus } from '../../../server/src/features/status.ts';
import { statementPlace } from '../../../server/src/hosts/json/statement-place.ts';
import { tidy } from '../../../server/src/hosts/json/tidy.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { readCursor } from '../../marks.ts';
import { codesIn, findingsIn, withStatement } from '../../policies.ts';

const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const denied = (action: string, resource: string, reason: string) =>
  `User: arn:aws:sts::222233334444:assumed-role/App/i-1 is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
const NO_IDENTITY = 'because no identity-based policy allows it';

describe('adding a permission from an error', () => {
  const add = (text: string, message: string, path?: string) => {
    const document = readDocument(text, { path: path ?? 'policy.json' });
    return addPermission(message, { policy: document.policies[0], catalog, account: undefined });
  };
  const statementOf = (text: string, message: string, path?: string): Record<string, unknown> => {
    const added = add(text, message, path);
    assert.equal(added.outcome, 'statement', added.message);
    return JSON.parse('statement' in added ? added.statement : '') as Record<string, unknown>;
  };
  const EMPTY = '{ "Version": "2012-10-17", "Statement": [] }';

  it('makes the smallest statement that allows the call', () => {
    assert.deepEqual(statementOf(EMPTY, denied('bedrock:InvokeModel', MODEL, NO_IDENTITY)), {
      Sid: 'AllowInvokeModel',
      Effect: 'Allow',
      Action: 'bedrock:InvokeModel',
      Resource: MODEL,
    });
  });

  it('gives a profile the models without which it is of no use', () => {
    const profile = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0';
    const message = denied('bedrock:InvokeModel', profile, NO_IDENTITY);
    assert.deepEqual(statementOf(EMPTY, message).Resource, [
      profile,
      'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0',
    ]);
    const withModels = withStatement(
      '{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:*::foundation-model/*" }',
    );
    assert.equal(statementOf(withModels, message).Resource, profile);
  });

  it('takes a Sid that is free', () => {
    const text = withStatement(
      '{ "Sid": "AllowGetAgent", "Effect": "Allow", "Action": "bedrock:ListAgents", "Resource": "*" }',
    );
    assert.equal(
      statementOf(text, denied('bedrock:GetAgent', 'arn:aws:bedrock:us-east-1:222233334444:agent/A', NO_IDENTITY)).Sid,
      'AllowGetAgent2',
    );
  });

  it('names the role in a trust policy and in a resource’s', () => {
    const trust = statementOf(
      '{ "Version": "2012-10-17", "Statement": [] }',
      denied('sts:AssumeRole', 'arn:aws:iam::444455556666:role/R', ''),
      'role-trust.json',
    );
    assert.deepEqual(trust.Principal, { AWS: 'arn:aws:iam::222233334444:role/App' });
    assert.equal(trust.Resource, undefined);
  });

  it('inserts a policy without a finding', () => {
    const statement = statementOf(
      EMPTY,
      denied('bedrock:ApplyGuardrail', 'arn:aws:bedrock:us-east-1:222233334444:guardrail/g1', NO_IDENTITY),
    );
    assert.deepEqual(codesIn(withStatement(JSON.stringify(statement))), []);
  });

  it('shows the statement that denies', () => {
    const text =
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }, { "Sid": "NoInference", "Effect": "Deny", "Action": "bedrock:Invoke*", "Resource": "*" }] }';
    const added = add(text, denied('bedrock:InvokeModel', MODEL, 'with an explicit deny in an identity-based policy'));
    assert.equal(added.outcome, 'denied');
    assert.match(added.message, /denied by statement "NoInference"\. No Allow overrules a Deny/);
    assert.ok('spans' in added && text.slice(added.spans[0]?.start).startsWith('{ "Sid": "NoInference"'));
  });

  it('says where else to look', () => {
    const explicit = add(
      EMPTY,
      denied('bedrock:InvokeModel', MODEL, 'with an explicit deny in a service control policy'),
    );
    assert.match(
      explicit.message,
      /denied by a statement of a service control policy, and this is a policy of kind identity/,
    );
    const scp = add(EMPTY, denied('bedrock:InvokeModel', MODEL, 'because no service control policy allows the action'));
    assert.match(
      scp.message,
      /No service control policy allows bedrock:InvokeModel, and this is a policy of kind identity/,
    );
    assert.equal(
      add(
        EMPTY,
        denied('bedrock:InvokeModel', MODEL, 'because no service control policy allows the action'),
        'scp.json',
      ).outcome,
      'statement',
    );
    const already = add(
      withStatement('{ "Effect": "Allow", "Action": "bedrock:*", "Resource": "*" }'),
      denied('bedrock:InvokeModel', MODEL, NO_IDENTITY),
    );
    assert.match(already.message, /allows bedrock:InvokeModel on .* already\. Is it attached to arn:aws:sts/);
    assert.match(add(EMPTY, 'Access Denied').message, /Copy the whole message/);
    const named = add(
      EMPTY,
      `${denied('bedrock:InvokeModel', MODEL, '')} with an explicit deny in a service control policy: arn:aws:organizations::222233334444:policy/o-abc1234567/service_control_policy/p-12345678`,
    );
    assert.match(named.message, /policy \(arn:aws:organizations::.*\/p-12345678\)/);
  });

  it('leaves an identity policy alone where a boundary or a session policy allows nothing', () => {
    for (const kind of ['permissions boundary', 'session policy']) {
      const message = denied('bedrock:InvokeModel', MODEL, ` because no ${kind} allows the bedrock:InvokeModel action`);
      assert.match(add(EMPTY, message).message, new RegExp(`No ${kind} allows .* open the ${kind}`));
    }
  });

  it('says what Bedrock’s other messages mean', () => {
    for (const [message, meaning] of [
      ["You don't have access to the model with the specified model ID.", /account has no access to the model/],
      ['Invocation of model ID x with on-demand throughput isn’t supported.', /inference profile only/],
      ['Your account is not authorized to invoke this API operation.', /AWS Support/],
      ['You are not authorized. Encoded authorization failure message: 4GIOHl', /decode-authorization-message/],
    ] as const) {
      const added = add(EMPTY, message);
      assert.equal(added.outcome, 'nothing');
      assert.match(added.message, meaning);
    }
  });

  it('allows the subscription that the first call of a model makes', () => {
    const message =
      'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model.';
    assert.deepEqual(statementOf(EMPTY, message), {
      Sid: 'SubscribeToModels',
      Effect: 'Allow',
      Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:CalledViaLast': ['bedrock.amazonaws.com', 'bedrock-mantle.amazonaws.com'] } },
    });
  });
});

describe('the place of a new statement', () => {
  const inserted = (marked: string, statement = 'NEW') => {
    const { text, offset } = readCursor(marked);
    const document = readDocument(text);
    const policy = policyFor(document, offset);
    const place = policy && statementPlace(document, policy, offset);
    if (!place) return undefined;
    const edits = [{ span: { start: place.offset, end: place.offset }, text: place.before + statement + place.after }];
    return applyEdits(text, place.first ? [...edits, place.first] : edits);
  };
  const policy = (statements: string) => `{ "Version": "2012-10-17", "Statement": ${statements} }`;

  it('is behind the statement that the cursor is in', () => {
    assert.equal(
      inserted(policy('[{ "Effect": "Al¦low" }, { "Effect": "Deny" }]')),
      policy('[{ "Effect": "Allow" }, NEW, { "Effect": "Deny" }]'),
    );
  });

  it('is the end of the list otherwise, in its layout', () => {
    assert.equal(
      inserted(`¦${policy('[\n  { "Effect": "Allow" }\n]')}`),
      policy('[\n  { "Effect": "Allow" },\nNEW\n]'),
    );
    assert.equal(inserted(policy('[¦]')), policy('[\n\tNEW\n]'));
  });

  it('makes a single statement a list', () => {
    assert.equal(inserted(policy('{ "Effect": "Al¦low" }')), policy('[{ "Effect": "Allow" }, NEW]'));
  });

  it('is nowhere without a policy, or without a Statement', () => {
    assert.equal(inserted('{ "name": "x" }¦'), undefined);
    assert.equal(inserted('{ "Version": "2012-10-17" ¦}'), undefined);
  });
});

describe('sorting and tidying', () => {
  const tidied = (text: string, path = 'policy.json') => {
    const result = tidy(readDocument(text, { path }), { tabSize: 2, insertSpaces: true });
    return 'refusal' in result ? result.refusal : applyEdits(text, result.edits);
  };

  it('puts elements in their usual order, and lists in order without doubles', () => {
    const text =
      '{"Statement":[{"Resource":"*","Action":["s3:GetObject","bedrock:GetAgent","s3:GetObject"],"Effect":"Allow","Sid":"A"}],"Version":"2012-10-17"}';
    const wanted = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'A', Effect: 'Allow', Action: ['bedrock:GetAgent', 's3:GetObject'], Resource: '*' }],
    };
    assert.equal(tidied(text), JSON.stringify(wanted, undefined, 2));
    assert.equal(tidied(JSON.stringify(wanted, undefined, 2)), JSON.stringify(wanted, undefined, 2), 'once is enough');
  });

  it('keeps doubled names, escapes, intrinsics and what it does not know', () => {
    const text =
      '{ "Version": "2012-10-17", "Statement": [{ "Foo": 1, "Effect": "Allow", "Action": ["b:x", { "Ref": "P" }, "a:x"], "Resource": "caf\\u00e9", "Effect": "Deny" }] }';
    const result = tidied(text);
    for (const part of ['"caf\\u00e9"', '"Foo": 1', '"Allow"', '"Deny"']) assert.ok(result.includes(part), result);
    assert.ok(result.indexOf('"b:x"') < result.indexOf('"a:x"'));
  });

  it('tidies the policies of a template in place, and nothing else', () => {
    const text =
      '{\n  "Resources": {\n    "R": { "Type": "AWS::IAM::Role", "Properties": {\n      "AssumeRolePolicyDocument": {"Statement":[],"Version":"2012-10-17"}\n    } }\n  }\n}';
    assert.equal(
      tidied(text),
      '{\n  "Resources": {\n    "R": { "Type": "AWS::IAM::Role", "Properties": {\n      "AssumeRolePolicyDocument": {\n        "Version": "2012-10-17",\n        "Statement": []\n      }\n    } }\n  }\n}',
    );
  });

  it('refuses what it could not keep', () => {
    assert.match(tidied('{ "Version": "2012-10-17", // new\n "Statement": [] }', 'p.jsonc'), /comments/);
    assert.match(tidied('{ "Version": "2012-10-17", "Statement": [ }'), /Fix the JSON first/);
    assert.match(tidied('{ "name": "x" }'), /no policy/);
    assert.doesNotMatch(
      tidied('{ "Version": "2012-10-17", "Statement": [{ "Resource": "arn:aws:s3:::a//b" }] }'),
      /comments/,
    );
  });
});

describe('the status of a policy', () => {
  const status = (marked: string, path = 'policy.json') => {
    const { text, offset } = readCursor(marked);
    return policyStatus(readDocument(text, { path }), offset, findingsIn(text, path));
  };

  it('has kind, size as AWS counts it, quota and worst finding', () => {
    assert.deepEqual(
      status(`${withStatement('{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }')}¦`),
      {
        kind: 'identity',
        size: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"bedrock:Converse","Resource":"*"}]}'
          .length,
        quota: 6144,
        worst: 'error',
        policies: 1,
      },
    );
    assert.equal(
      status(`¦${withStatement('{ "Effect": "Allow", "Action": "bedrock:ListAgents", "Resource": "*" }')}`)?.worst,
      undefined,
    );
    assert.equal(status(`{ "Version": "2012-10-17", "Statement": [] }¦`, 'scp.json')?.quota, 10_240);
  });

  it('is that of the policy at the cursor', () => {
    const template =
      '{ "Resources": { "R": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", ¦"Statement": [] }, "Policies": [{ "PolicyDocument": { "Version": "2012-10-17", "Statement": [] } }] } } } }';
    assert.equal(status(template)?.kind, 'trust');
    assert.equal(status(template)?.policies, 2);
  });

  it('is none where no policy is', () => {
    assert.equal(status('{ "name": "x" }¦'), undefined);
  });
});
