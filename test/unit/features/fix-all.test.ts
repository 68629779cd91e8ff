/** What fix all and `--fix` do to policies that they once harmed, and what is only suggested. */

import assert from 'node:assert/strict';
import { codeActions } from '../../../server/src/features/code-actions.ts';
import { type Checker, fixAll } from '../../../server/src/features/fix-all.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import type { PolicyKind } from '../../../server/src/policy/kind.ts';
import { readDocument } from '../../../server/src/service.ts';
import { condition, policy, statement } from '../../policies.ts';
import { service } from '../../service.ts';

interface File {
  readonly path?: string;
  readonly kind?: PolicyKind;
}

const checkerOf = ({ path = 'policy.json', kind }: File): Checker => service.checker({ path, kind });

const documentOf = (text: string, { path = 'policy.json', kind }: File) => readDocument(text, { path, kind });

/** The text after all safe fixes. */
const fixed = (text: string, file: File = {}): string => fixAll(documentOf(text, file), checkerOf(file)).document.text;

const unchanged = (text: string, file: File = {}): void => assert.equal(fixed(text, file), text);

/** Title → text after it, of all that is offered for findings of a rule. */
function offers(text: string, rule: string, file: File = {}): ReadonlyMap<string, string> {
  const everywhere = { start: 0, end: text.length };
  const actions = codeActions(documentOf(text, file), checkerOf(file), everywhere);
  return new Map(
    actions
      .filter(({ finding }) => finding.rule.id === rule)
      .map(({ title, edits }) => [title, applyEdits(text, edits ?? [])]),
  );
}

/** What one offer makes of a document, read as JSON. */
function suggested(text: string, rule: string, title: RegExp, file: File = {}) {
  const all = offers(text, rule, file);
  const [found] = [...all].filter(([each]) => title.test(each));
  assert.ok(found, `${title} is not among:\n${[...all.keys()].join('\n')}`);
  return JSON.parse(found[1]) as { Statement: Record<string, unknown>[] };
}

const titles = (text: string, rule: string, file: File = {}): string[] => [...offers(text, rule, file).keys()];

describe('text of a policy', () => {
  it('is never taken for JSON', () => {
    const injection = policy(
      statement(
        'Deny',
        '"s3:GetObject"',
        String.raw`"aws:s3:::b\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*"`,
      ),
    );
    unchanged(injection);
    const [first] = suggested(injection, 'invalid-arn-prefix', /Change to/).Statement;
    assert.equal(first?.Effect, 'Deny');
    assert.equal(first?.Action, 's3:GetObject');
    assert.ok(String(first?.Resource).startsWith('arn:aws:s3:::b", "Effect"'));
  });

  it('is cut where its characters stand, escaped or not', () => {
    const escaped = policy(
      statement(
        'Allow',
        '"bedrock:InvokeModel*"',
        '"*"',
        String.raw`"StringEquals": { "b\u0065drok:GuardrailIdentifier": "x" }`,
      ),
    );
    const [first] = suggested(escaped, 'invalid-service', /Change to "bedrock"/).Statement;
    assert.deepEqual(first?.Condition, { StringEquals: { 'bedrock:GuardrailIdentifier': 'x' } });
    const account = policy(
      statement(
        'Allow',
        '"bedrock:GetGuardrail"',
        String.raw`"arn:aws:bedrock:us-east-1\u003a\u003aguardrail/a1b2c3d4e5f6"`,
      ),
    );
    const [second] = suggested(account, 'bedrock-missing-account', /any account/).Statement;
    assert.equal(second?.Resource, 'arn:aws:bedrock:us-east-1:*:guardrail/a1b2c3d4e5f6');
  });

  it('keeps odd characters behind a name that is changed', () => {
    const odd = policy(
      statement(
        'Allow',
        '"bedrock:InvokeModel*"',
        '"*"',
        String.raw`"StringEquals": { "bedrok\":GuardrailIdentifier": "x" }`,
      ),
    );
    unchanged(odd);
    for (const [, text] of offers(odd, 'invalid-service')) JSON.parse(text);
  });
});

describe('a misspelled name', () => {
  it('is one finding, and never gets a twin', () => {
    const one = `{ "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }`;
    for (const name of ['Statements', 'statement']) {
      const text = `{ "Version": "2012-10-17", "${name}": [${one}] }`;
      unchanged(text);
      assert.deepEqual(
        checkerOf({})
          .check(documentOf(text, {}))
          .map(({ rule }) => rule.id),
        ['invalid-policy-element'],
      );
      assert.deepEqual(titles(text, 'invalid-policy-element'), ['Change to "Statement" (widens access)']);
    }
    unchanged(`{ "version": "2012-10-17", "Statement": [${one}] }`);
    unchanged(policy('{ "effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }'));
    unchanged(
      `{"version":"2012-10-17","statement":[{"effect":"Allow","action":"bedrock:ListFoundationModels","resource":"*"}]}`,
    );
  });

  it('is not changed into one that is there', () => {
    const actions = policy(
      '{ "Effect": "Deny", "Actions": "s3:GetObject", "action": "s3:PutObject", "Resource": "*" }',
    );
    unchanged(actions);
    assert.deepEqual(titles(actions, 'invalid-policy-element'), ['Remove "Actions"', 'Change to "Action"']);
    const [kept] = suggested(actions, 'invalid-policy-element', /Change to "Action"/).Statement;
    assert.deepEqual([kept?.Actions, kept?.Action], ['s3:GetObject', 's3:PutObject']);
    const keys = policy(
      condition('"StringEquals": { "aws:RequestedRegion": "eu-west-1", "aws:RequestedRegio": "eu-west-3" }'),
    );
    unchanged(keys);
    assert.deepEqual(titles(keys, 'invalid-global-condition-key'), []);
    const types = policy(
      '{ "Effect": "Allow", "Principal": { "Services": "ec2.amazonaws.com", "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }',
    );
    unchanged(types);
    assert.deepEqual(titles(types, 'invalid-principal-key'), []);
  });

  it('of an operator joins the operator that is there, and loses no condition', () => {
    for (const there of ['StringEquals', 'stringequals']) {
      const text = policy(
        condition(`"${there}": { "aws:PrincipalTag/a": "b" }, "StringEqual": { "aws:RequestedRegion": "eu-west-1" }`),
      );
      unchanged(text);
      const [first] = suggested(text, 'invalid-condition-operator', /Change to "StringEquals"/).Statement;
      assert.deepEqual(first?.Condition, {
        [there]: { 'aws:PrincipalTag/a': 'b', 'aws:RequestedRegion': 'eu-west-1' },
      });
    }
  });
});

describe('a Deny', () => {
  it('with MFA beside another IfExists is left to the author, who loses nothing either', () => {
    const text = policy(
      statement(
        'Deny',
        '"bedrock:DeleteGuardrail"',
        '"*"',
        '"Bool": { "aws:MultiFactorAuthPresent": "false" }, "BoolIfExists": { "aws:ViaAWSService": "false" }',
      ),
    );
    unchanged(text);
    const [first] = suggested(text, 'mfa-condition-absent-key', /BoolIfExists.*locks out access keys/).Statement;
    assert.deepEqual(first?.Condition, {
      BoolIfExists: { 'aws:ViaAWSService': 'false', 'aws:MultiFactorAuthPresent': 'false' },
    });
  });

  it('on a tag of an object keeps its tag', () => {
    const text = policy(
      statement(
        'Deny',
        '"s3:GetObject"',
        '"*"',
        '"StringEquals": { "s3:ExistingObjectTag/Env": "prod", "secretsmanager:ResourceTag/Team": "a" }',
      ),
    );
    unchanged(text);
    assert.deepEqual(titles(text, 'invalid-service-condition-key'), []);
  });

  it('is never made to reach further, nor less far, unasked', () => {
    unchanged(policy(statement('Deny', '["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]', '"*"')));
    unchanged(policy(statement('Deny', '["bedrock:Converse", "bedrock:ConverseStream"]', '"*"')));
    unchanged(policy(statement('Deny', '"bedrock:CallWithBearerToken"', '"*"')));
    unchanged(
      policy(
        statement(
          'Deny',
          '"s3:GetObject"',
          '"*"',
          '"StringNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" }',
        ),
      ),
    );
    unchanged(
      policy(
        statement(
          'Deny',
          '"s3:GetObject"',
          '"*"',
          '"ForAllValues:StringEquals": { "aws:RequestedRegion": "eu-west-1" }',
        ),
      ),
    );
    const rcp = `{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorg" } } }`;
    unchanged(policy(rcp), { kind: 'rcp' });
  });

  it('of API keys gets its twin with the twin’s own keys, and its resources as they are', () => {
    const text = policy(
      statement(
        'Deny',
        '"bedrock:CallWithBearerToken"',
        '"arn:aws:bedrock:*:*:x"',
        '"StringEquals": { "bedrock:BearerTokenType": "LONG_TERM" }',
      ),
    );
    const [, twin] = suggested(text, 'bedrock-api-key-partial-deny', /in a statement of its own/).Statement;
    assert.deepEqual(twin, {
      Effect: 'Deny',
      Action: 'bedrock-mantle:CallWithBearerToken',
      Resource: 'arn:aws:bedrock:*:*:x',
      Condition: { StringEquals: { 'bedrock-mantle:BearerTokenType': 'LONG_TERM' } },
    });
  });
});

describe('a dead wildcard', () => {
  it('is never made full access', () => {
    for (const client of ['bedrock-runtime', 'bedrock-agent', 'bedrock-agent-runtime']) {
      const text = policy(statement('Allow', `"${client}:*"`, '"*"'));
      unchanged(text);
      for (const [, after] of offers(text, 'bedrock-sdk-prefix')) assert.ok(!after.includes('"bedrock:*"'), after);
    }
    const [runtime] = suggested(
      policy(statement('Allow', '"bedrock-runtime:*"', '"*"')),
      'bedrock-sdk-prefix',
      /widens access/,
    ).Statement;
    assert.ok(Array.isArray(runtime?.Action) && runtime.Action.includes('bedrock:InvokeModel'));
    const [invoke] = suggested(
      policy(statement('Allow', '"bedrock-runtime:Invoke*"', '"*"')),
      'bedrock-sdk-prefix',
      /widens access/,
    ).Statement;
    assert.deepEqual(invoke?.Action, ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']);
  });
});

describe('an invented name', () => {
  it('is not replaced unasked', () => {
    unchanged(policy(statement('Allow', '"bedrock:ListModels"', '"*"')));
    unchanged(
      policy(
        statement('Allow', '["bedrock:ListModels", "bedrock:ListFoundationModels", "bedrock:ListCustomModels"]', '"*"'),
      ),
    );
    unchanged(policy(statement('Allow', '"bedrock-runtime:InvokeModel"', '"*"')));
  });

  it('of an operation goes where an Allow lists what authorizes it already', () => {
    const list = (names: string) => statement('Allow', `[${names}]`, '"*"');
    assert.equal(
      fixed(policy(list('"bedrock:Converse", "bedrock:InvokeModel*"'))),
      policy(list('"bedrock:InvokeModel*"')),
    );
  });
});

describe('the kind', () => {
  const assume = statement('Allow', '"sts:AssumeRole"', '"arn:aws:iam::222233334444:role/App"');
  it('that a file’s name suggests against its content removes no Resource', () => {
    for (const path of ['zero-trust.json', 'allow-assume-role.json', 'trust-center.json']) {
      unchanged(policy(assume), { path });
      assert.deepEqual(checkerOf({ path }).check(documentOf(policy(assume), { path })), []);
    }
  });

  it('must be certain for a safe fix', () => {
    const trust =
      '{ "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole", "Resource": "*" }';
    unchanged(policy(trust), { path: 'role-trust.json' });
    assert.deepEqual(titles(policy(trust), 'role-trust-policy-syntax-error-resource', { path: 'role-trust.json' }), [
      'Remove Resource',
    ]);
    assert.ok(!fixed(policy(trust), { kind: 'trust' }).includes('Resource'));
    const named = trust.replace('"*"', '"arn:aws:iam::222233334444:role/App"');
    unchanged(policy(named), { kind: 'trust' });
  });
});

describe('a statement that is divided', () => {
  const role = '"arn:aws:iam::222233334444:role/AgentCore-*"';
  const both = '["iam:PassRole", "iam:PutRolePolicy"]';

  it('keeps every condition but the key that does not apply', () => {
    const text = policy(
      statement(
        'Allow',
        both,
        role,
        '"StringEquals": { "iam:PassedToService": "bedrock-agentcore.amazonaws.com", "aws:PrincipalTag/team": "platform" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }',
      ),
    );
    unchanged(text);
    const [first, second] = suggested(
      text,
      'unsupported-action-for-condition-key',
      /without iam:PassedToService \(widens access\)/,
    ).Statement;
    assert.equal(
      (first?.Condition as { StringEquals: object }).StringEquals,
      first && (first.Condition as { StringEquals: object }).StringEquals,
    );
    assert.deepEqual(first?.Action, ['iam:PassRole']);
    assert.equal(second?.Action, 'iam:PutRolePolicy');
    assert.deepEqual(second?.Condition, {
      StringEquals: { 'aws:PrincipalTag/team': 'platform' },
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
    });
  });

  it('says that it widens where nothing is left of the condition', () => {
    const text = policy(
      statement('Allow', both, role, '"StringEquals": { "iam:PassedToService": "bedrock-agentcore.amazonaws.com" }'),
    );
    const [title] = titles(text, 'unsupported-action-for-condition-key');
    assert.match(title ?? '', /widens access/);
  });

  it('keeps the address of a profile that stands under a condition on profiles', () => {
    const profile = 'arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0';
    const text = policy(
      statement(
        'Allow',
        '"bedrock:InvokeModel*"',
        `["${profile}", "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"]`,
        `"ArnLike": { "bedrock:InferenceProfileArn": "${profile}" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }`,
      ),
    );
    unchanged(text);
    const [, own] = suggested(text, 'bedrock-profile-condition-on-profile', /Move the profile/).Statement;
    assert.deepEqual(own?.Condition, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } });
    assert.equal(own?.Resource, profile);
  });

  it('allows models through the tagged profiles alone', () => {
    const text = policy(
      statement(
        'Allow',
        '"bedrock:InvokeModel*"',
        '["arn:aws:bedrock:*:222233334444:application-inference-profile/*", "arn:aws:bedrock:*::foundation-model/*"]',
        '"StringEquals": { "aws:ResourceTag/team": "blue" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }',
      ),
    );
    unchanged(text);
    const [, models] = suggested(text, 'bedrock-tag-on-untaggable', /through these profiles alone/).Statement;
    assert.equal(models?.Resource, 'arn:aws:bedrock:*::foundation-model/*');
    assert.deepEqual(models?.Condition, {
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      ArnLike: { 'bedrock:InferenceProfileArn': ['arn:aws:bedrock:*:222233334444:application-inference-profile/*'] },
    });
  });

  it('keeps the Regions of AWS’s own policy for cross-Region inference', () => {
    const text = policy(
      statement(
        'Deny',
        '["bedrock:InvokeModel", "bedrock:CreateModelInvocationJob"]',
        '"*"',
        '"StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] }, "ArnNotLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:*:inference-profile/eu.*" }',
      ),
    );
    unchanged(text, { kind: 'scp' });
    for (const [title, after] of offers(text, 'unsupported-action-for-condition-key', { kind: 'scp' })) {
      assert.match(title, /without bedrock:InferenceProfileArn/);
      for (const one of (JSON.parse(after) as { Statement: { Condition?: object }[] }).Statement)
        assert.ok(one.Condition && 'StringNotEquals' in one.Condition, after);
    }
  });

  it('keeps the partition', () => {
    const text = policy(
      statement(
        'Allow',
        '["bedrock:GetGuardrail", "bedrock:Retrieve"]',
        '"arn:aws-us-gov:bedrock:*:222233334444:guardrail/*"',
      ),
    );
    const [, moved] = suggested(text, 'action-resource-mismatch', /Move/).Statement;
    assert.equal(moved?.Resource, 'arn:aws-us-gov:bedrock:*:*:knowledge-base/*');
  });

  it('does not make "*" of the resources of its neighbors', () => {
    const text = policy(
      statement(
        'Allow',
        '["bedrock:CallWithBearerToken", "bedrock:Retrieve"]',
        '"arn:aws:bedrock:*:222233334444:guardrail/*"',
      ),
    );
    for (const after of offers(text, 'action-resource-mismatch').values()) {
      const found = (JSON.parse(after) as { Statement: { Action: unknown; Resource: unknown }[] }).Statement;
      for (const { Action, Resource } of found) assert.ok(Resource !== '*' || Action === 'bedrock:CallWithBearerToken');
    }
  });
});

describe('a profile that stands under foundation-model', () => {
  const id = 'us.amazon.nova-lite-v1:0';
  const arn = `"arn:aws:bedrock:us-east-1::foundation-model/${id}"`;

  it('is changed by the author alone, who is offered the model through the profile first', () => {
    const text = policy(statement('Allow', '"bedrock:InvokeModel*"', arn));
    unchanged(text);
    assert.deepEqual(titles(text, 'bedrock-profile-id-as-model'), [
      'Change to the profile, and allow its model through the profile alone (widens access)',
      'Change to the profile, and allow its model by itself too (widens access)',
    ]);
    const [profile, model] = suggested(text, 'bedrock-profile-id-as-model', /alone/).Statement;
    assert.equal(profile?.Resource, `arn:aws:bedrock:us-east-1:*:inference-profile/${id}`);
    assert.equal(model?.Resource, 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0');
    assert.deepEqual(model?.Condition, {
      ArnLike: { 'bedrock:InferenceProfileArn': `arn:aws:bedrock:us-east-1:*:inference-profile/${id}` },
    });
  });

  it('has no offer in NotResource, nor in a Deny', () => {
    const except = policy(`{ "Effect": "Deny", "Action": "bedrock:InvokeModel*", "NotResource": [${arn}] }`);
    assert.deepEqual(titles(except, 'bedrock-profile-id-as-model'), []);
    assert.deepEqual(
      titles(policy(statement('Deny', '"bedrock:InvokeModel*"', arn)), 'bedrock-profile-id-as-model'),
      [],
    );
  });
});

describe('a wildcard under StringEquals', () => {
  it('is not made to match unasked, and gets the operator of its key', () => {
    for (const key of ['aws:PrincipalTag/team', 'aws:RequestedRegion'])
      unchanged(policy(condition(`"StringEquals": { "${key}": "*" }`)));
    const arn = policy(
      condition(
        '"StringEquals": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" }',
      ),
    );
    unchanged(arn);
    assert.deepEqual(titles(arn, 'wildcard-without-like-operator'), ['Change to "ArnLike" (widens access)']);
  });
});

describe('a role that is passed', () => {
  const pass = (rest = '') =>
    `{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::222233334444:role/AgentCore*"${rest} }`;
  const offered = (...actions: readonly string[]) => {
    const all = [...actions.map((action) => statement('Allow', `"${action}"`, '"*"')), pass()];
    return titles(policy(all.join(', ')), 'bedrock-passrole-unscoped');
  };

  it('is limited to the service that takes it', () => {
    assert.deepEqual(offered('bedrock-agentcore:CreateAgentRuntime'), [
      'Allow it only for bedrock-agentcore.amazonaws.com',
    ]);
    assert.deepEqual(offered('bedrock:CreateAgent'), ['Allow it only for bedrock.amazonaws.com']);
    assert.deepEqual(offered('bedrock:InvokeModel', 'bedrock-agentcore:CreateGateway'), [
      'Allow it only for bedrock-agentcore.amazonaws.com',
    ]);
    assert.deepEqual(offered('bedrock:CreateAgent', 'bedrock-agentcore:CreateGateway'), [
      'Allow it only for bedrock.amazonaws.com and bedrock-agentcore.amazonaws.com',
    ]);
    assert.deepEqual(offered('bedrock:CreateAgent', 'lambda:CreateFunction'), [], 'Lambda takes a role too');
  });

  it('is not limited by a condition that every service meets', () => {
    for (const body of [
      '"StringLike": { "iam:PassedToService": "*" }',
      '"StringNotEquals": { "iam:PassedToService": "ec2.amazonaws.com" }',
      '"StringEqualsIfExists": { "iam:PassedToService": "ec2.amazonaws.com" }',
    ]) {
      const text = policy(
        `${statement('Allow', '"bedrock:CreateAgent"', '"*"')}, ${pass(`, "Condition": { ${body} }`)}`,
      );
      const found = checkerOf({}).check(documentOf(text, {}));
      assert.ok(
        found.some(({ rule }) => rule.id === 'passed-to-service-no-limit'),
        body,
      );
    }
  });
});

describe('trust', () => {
  const trust = (service: string, rest = '') =>
    policy(`{ "Effect": "Allow", "Principal": { "Service": ${service} }, "Action": "sts:AssumeRole"${rest} }`);

  it('of Bedrock is limited in the policy’s own partition', () => {
    const text = trust(
      '"bedrock.amazonaws.com"',
      ', "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws-us-gov:iam::222233334444:role/x" } }',
    );
    const [first] = suggested(text, 'bedrock-trust-confused-deputy', /aws:SourceArn/).Statement;
    assert.deepEqual((first?.Condition as { ArnLike: object }).ArnLike, {
      'aws:SourceArn': 'arn:aws-us-gov:bedrock:*:111122223333:*',
    });
  });

  it('of Bedrock beside other services is limited in a statement of its own', () => {
    const text = trust('["lambda.amazonaws.com", "bedrock.amazonaws.com"]');
    const [others, own] = suggested(text, 'bedrock-trust-confused-deputy', /statement of its own/).Statement;
    assert.deepEqual(others?.Principal, { Service: ['lambda.amazonaws.com'] });
    assert.equal(others?.Condition, undefined);
    assert.deepEqual(own?.Principal, { Service: 'bedrock.amazonaws.com' });
    assert.ok(own?.Condition);
    const mixed = policy(
      '{ "Effect": "Allow", "Principal": { "AWS": "222233334444", "Service": "bedrock.amazonaws.com" }, "Action": "sts:AssumeRole" }',
    );
    const [account, service] = suggested(mixed, 'bedrock-trust-confused-deputy', /statement of its own/).Statement;
    assert.deepEqual(account?.Principal, { AWS: '222233334444' });
    assert.deepEqual(service?.Principal, { Service: 'bedrock.amazonaws.com' });
  });

  it('gets no further action unasked, and none that is there', () => {
    unchanged(
      trust('"ec2.amazonaws.com"', ', "Condition": { "StringLike": { "sts:SourceIdentity": "ada" } }').replace(
        'Service',
        'AWS',
      ),
    );
    const anywhere = policy(
      '{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "*"] }',
    );
    const once = fixed(anywhere, { kind: 'trust' });
    assert.equal(fixed(once, { kind: 'trust' }), once);
    assert.deepEqual(titles(anywhere, 'missing-action-for-roles-anywhere-trust-policy', { kind: 'trust' }), []);
  });

  it('has the ARN of a principal never made that of a source', () => {
    const text = trust(
      '"bedrock.amazonaws.com"',
      ', "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/x" } }',
    );
    unchanged(text);
    const [first] = suggested(
      text,
      'unsupported-condition-key-for-service-principal',
      /its value to fill in/,
    ).Statement;
    assert.deepEqual(first?.Condition, { ArnLike: { 'aws:SourceArn': 'arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE' } });
  });
});

describe('fix all', () => {
  it('applies one fix, checks again, and goes on', () => {
    const actions = '["bedrock:Get*", "bedrock:GetAgent", "bedrock:GetFlow", "bedrock:getagent"]';
    assert.equal(
      fixed(policy(statement('Allow', actions, '"*"'))),
      policy(statement('Allow', '["bedrock:Get*"]', '"*"')),
    );
  });

  it('gives Sids that no statement has', () => {
    const one = (sid: string, action: string) =>
      `{ "Sid": "${sid}", "Effect": "Allow", "Action": "${action}", "Resource": "*" }`;
    const text = policy(
      [one('a-b', 'bedrock:ListAgents'), one('aB', 'bedrock:ListFlows'), one('a_b', 'bedrock:ListPrompts')].join(', '),
    );
    const sids = (JSON.parse(fixed(text)) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
    assert.deepEqual(sids, ['aB2', 'aB', 'aB3']);
  });

  it('gives edits that the editor can apply in one go', () => {
    const text = policy(
      [
        statement('Allow', '["bedrock:Get*", "bedrock:GetAgent"]', '"*"'),
        statement('Allow', '"bedrock:ListAgents"', '"*"', '"IpAddress": { "aws:SourceIp": "203.0.113.7/24" }'),
      ].join(', '),
    ).replace('"Version": "2012-10-17", ', '');
    const { edits, document, count } = fixAll(documentOf(text, {}), checkerOf({}));
    assert.equal(count, 3);
    assert.equal(edits.length, 3, 'each where it belongs, so that the cursor stays');
    assert.equal(applyEdits(text, edits), document.text);
  });

  it('adds a version only where no variable changes its meaning', () => {
    const body = (resource: string) => `{ "Statement": [${statement('Allow', '"iam:GetUser"', resource)}] }`;
    assert.ok(fixed(body('"arn:aws:iam::222233334444:user/ada"')).includes('2012-10-17'));
    unchanged(body('"arn:aws:iam::222233334444:user/${aws:username}"'));
  });

  it('keeps comments: to take them out is a suggestion', () => {
    const text = policy(statement('Allow', '["bedrock:Get*", // all\n"bedrock:GetAgent" // one\n]', '"*"'));
    const after = policy(statement('Allow', '["bedrock:Get*" // all\n]', '"*"'));
    assert.equal(fixed(text), after);
    assert.deepEqual(titles(text, 'json-syntax-error'), ['Remove all comments and trailing commas']);
    assert.equal(
      fixed(policy(statement('Allow', '["bedrock:Get*",]', '"*"'))),
      policy(statement('Allow', '["bedrock:Get*"]', '"*"')),
    );
  });

  it('says of a suggestion that it may widen access where too many were asked about', () => {
    const misspelled = Array.from({ length: 120 }, (_, at) => `"arn:aws:bedrock:us-east1:222233334444:agent/A${at}"`);
    const text = policy(statement('Allow', '"bedrock:GetAgent"', `[${misspelled.join(', ')}]`));
    const actions = codeActions(documentOf(text, {}), checkerOf({}), { start: 0, end: text.length });
    const ends = actions.map(({ title }) => /\(.*\)$/.exec(title)?.[0]);
    assert.equal(ends.length, 120);
    assert.deepEqual([...new Set(ends.slice(0, 100))], ['(widens access)']);
    assert.deepEqual([...new Set(ends.slice(100))], ['(may widen access)']);
  });

  it('leaves a document alone that holds no policy, or that a rule fails on', () => {
    unchanged('{ "a": [1,] }');
    unchanged('');
  });
});
