/** `simulate`, `diff` and `test` of the command line, as people and programs run them. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';

const CLI = path.resolve('dist/cli.js');

const policyOf = (...statements: readonly object[]): string =>
  `${JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2)}\n`;
const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});

const NOVA = 'arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0';
const AGENT = policyOf(
  { Sid: 'Invoke', ...allow('bedrock:InvokeModel*', ['arn:aws:bedrock:*:111122223333:inference-profile/eu.*', NOVA]) },
  { Sid: 'NoDelete', ...deny('bedrock:Delete*') },
);
const SESSION = 'arn:aws:sts::111122223333:assumed-role/agent/test';

describe('the commands about access', () => {
  let folder = '';
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const json = (...args: readonly string[]) => JSON.parse(run(...args, '--format', 'json').stdout);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-access-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('simulate', () => {
    const ask = (input: unknown) => {
      write('input.json', JSON.stringify(input));
      return run('simulate', '--input', 'input.json', '--format', 'json');
    };
    const one = (request: object, ...policies: readonly object[]) => ({ policies, request });
    const identity = (...statements: readonly object[]) => ({
      kind: 'identity',
      document: JSON.parse(policyOf(...statements)),
    });

    it('answers each entry of a file', () => {
      const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::data/x' };
      const under = identity(
        allow('s3:*', '*', { Sid: 'Team', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ai' } } }),
      );
      const { status, stdout } = ask([
        one({ ...request, context: { 'aws:PrincipalTag/team': 'ai' } }, under),
        one(request, under),
        one({ ...request, otherKeys: 'unknown' }, under),
        one({ ...request, otherKeys: 'unknown', context: { 'aws:PrincipalTag/team': null } }, under),
        one(request, identity(allow('s3:*'), deny('s3:GetObject', 'arn:aws:s3:::data/*'))),
        one(request, identity(allow('s3:*')), {
          kind: 'scp',
          level: 'root',
          document: JSON.parse(policyOf(allow('ec2:*'))),
        }),
      ]);
      assert.equal(status, 0);
      const answers = JSON.parse(stdout) as { verdict: string; keys: string[]; decidedBy: object[] }[];
      assert.deepEqual(
        answers.map(({ verdict }) => verdict),
        ['allowed', 'denied-implicit', 'depends', 'denied-implicit', 'denied-explicit', 'denied-implicit'],
      );
      assert.deepEqual(answers[2]?.keys, ['aws:PrincipalTag/team']);
      assert.deepEqual(answers[0]?.decidedBy, [
        { policy: 0, statement: 0, kind: 'identity', effect: 'Allow', sid: 'Team' },
      ]);
      assert.deepEqual(answers[4]?.decidedBy, [{ policy: 0, statement: 1, kind: 'identity', effect: 'Deny' }]);
    });

    it('answers the others where one entry is wrong', () => {
      const { status, stdout, stderr } = ask([
        one({ action: 'a:B', resource: '*' }),
        one({ action: 'a', resource: '*' }),
      ]);
      assert.equal(status, 2);
      const answers = JSON.parse(stdout) as { verdict?: string; error?: string }[];
      assert.equal(answers[0]?.verdict, 'denied-implicit');
      assert.match(answers[1]?.error ?? '', /^\[1\]\.request\.action has to be a text/);
      assert.match(stderr, /\[1\]\.request\.action/);
    });

    it('answers a single object with a list of one', () => {
      const { stdout } = ask(one({ action: 'a:B', resource: '*' }, identity(allow('*'))));
      assert.deepEqual(
        (JSON.parse(stdout) as { verdict: string }[]).map(({ verdict }) => verdict),
        ['allowed'],
      );
    });

    for (const [input, message] of [
      [3, 'the input has to be an object'],
      [{ request: {} }, 'policies has to be a list'],
      [
        [one({ action: 'a:B', resource: '*' }, { kind: 'user', document: {} })],
        '[0].policies[0].kind is "user". Write one of identity',
      ],
      [
        one({ action: 'a:B', resource: '*' }, { kind: 'identity', document: { a: 1 } }),
        'policies[0].document has to be a policy',
      ],
      [one({ action: 'a', resource: '*' }), 'request.action has to be a text such as'],
      [one({ action: 'a:B' }), 'request.resource has to be an ARN'],
      [one({ action: 'a:B', resource: '*', context: { k: {} } }), 'request.context["k"] has to be a text'],
      [one({ action: 'a:B', resource: '*', otherKeys: 'maybe' }), 'otherKeys has to be "unknown"'],
    ] as const)
      it(`says of a wrong input: ${message}`, () => {
        const { status, stderr } = ask(input);
        assert.equal(status, 2);
        assert.ok(stderr.includes(message), stderr);
      });

    it('says which request of a call is denied, and what the nearest statement misses', () => {
      write('agent.json', AGENT);
      const { status, stdout } = run(
        'simulate',
        'agent.json',
        '--call',
        'Converse',
        '--model',
        'us.amazon.nova-lite-v1:0',
        '--region',
        'us-east-1',
        '--principal',
        SESSION,
      );
      assert.equal(status, 0);
      assert.match(stdout, /^Converse: denied \(\d requests are authorized, 1 not allowed for certain\)\n/);
      assert.match(
        stdout,
        /✗ bedrock:InvokeModel on arn:aws:bedrock:us-east-1:111122223333:inference-profile\/us\.amazon\.nova-lite-v1:0 \(the profile\): denied/,
      );
      assert.match(
        stdout,
        /nearest: agent\.json:4 "Invoke", which allows this action\n +Resource +arn:aws:bedrock:\*:111122223333:inference-profile\/eu\.\*\n +~+ the request is for/,
      );
      assert.match(
        stdout,
        /✓ bedrock:InvokeModel on arn:aws:bedrock:us-west-2::foundation-model\/amazon\.nova-lite-v1:0 \(the model in us-west-2\): allowed\n +allowed by agent\.json:4 "Invoke"/,
      );
    });

    it('says of a single request by what it is denied, and with which value a condition does not hold', () => {
      write(
        'agent.json',
        policyOf(
          {
            Sid: 'Mine',
            ...allow('bedrock:GetAgent', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ai' } } }),
          },
          { Sid: 'Never', ...deny('bedrock:DeleteAgent') },
        ),
      );
      const ask = (action: string, ...more: readonly string[]) =>
        run('simulate', 'agent.json', '--action', action, ...more).stdout;
      assert.match(ask('bedrock:DeleteAgent'), /denied: a Deny applies\n +denied by agent\.json:\d+ "Never"/);
      assert.match(
        ask('bedrock:GetAgent', '--context', 'aws:PrincipalTag/team=ml'),
        /Condition +StringEquals aws:PrincipalTag\/team "ai"\n +the request has "ml"/,
      );
      assert.match(ask('bedrock:GetAgent', '--absent', 'aws:PrincipalTag/team'), /the key is not in the request/);
      assert.match(
        ask('bedrock:GetAgent'),
        /depends\n +depends on aws:PrincipalTag\/team\n +may be allowed by agent\.json:\d+ "Mine"/,
      );
      assert.match(ask('bedrock:ListAgents'), /no Allow names bedrock:ListAgents/);
    });

    it('takes FullAWSAccess for granted beside control policies that only deny, and says so', () => {
      write('agent.json', policyOf(allow('bedrock:*')));
      write('org.scp.json', policyOf(deny('bedrock:DeleteAgent')));
      const { stdout, stderr } = run(
        'simulate',
        'agent.json',
        'org.scp.json',
        '--action',
        'bedrock:GetAgent',
        '--format',
        'json',
      );
      assert.equal(JSON.parse(stdout)[0].verdict, 'allowed');
      assert.match(stderr, /org\.scp\.json only denies: FullAWSAccess is taken to be attached beside it/);
      assert.equal(
        json('simulate', 'agent.json', 'org.scp.json', '--action', 'bedrock:DeleteAgent')[0].verdict,
        'denied-explicit',
      );
    });

    it('says what is missing from its flags', () => {
      write('agent.json', AGENT);
      for (const [args, message] of [
        [[], /Say which policies to ask/],
        [['agent.json'], /Say what is asked/],
        [['agent.json', '--call', 'Convers', '--model', 'x', '--region', 'us-east-1'], /no call "Convers"/],
        [['agent.json', '--call', 'Converse', '--region', 'us-east-1'], /Converse needs the model or profile/],
        [['agent.json', '--call', 'Converse', '--model', 'x', '--region', 'us-east-1'], /"x" is no model or profile/],
        [
          ['agent.json', '--call', 'Converse', '--model', 'amazon.nova-lite-v1:0', '--region', 'moon-1'],
          /"moon-1" is not a Region/,
        ],
        [['agent.json', '--action', 'InvokeModel'], /Write it as bedrock:InvokeModel/],
        [['agent.json', '--action', 'a:B', '--context', 'x'], /Write it as KEY=VALUE/],
        [['nothing.json', '--action', 'a:B'], /nothing\.json/],
      ] as const) {
        const { status, stderr } = run('simulate', ...args);
        assert.equal(status, 2, String(args));
        assert.match(stderr, message);
      }
    });
  });

  describe('diff', () => {
    it('names what is newly allowed, no longer allowed, and no longer denied', () => {
      write('old.json', AGENT);
      write(
        'new.json',
        policyOf({
          Sid: 'Invoke',
          ...allow('bedrock:InvokeModel', [NOVA, 'arn:aws:bedrock:*::foundation-model/anthropic.*']),
        }),
      );
      const { status, stdout } = run('diff', 'old.json', 'new.json', '--format', 'json');
      assert.equal(status, 1);
      const found = JSON.parse(stdout);
      assert.equal(found.exact, true);
      assert.deepEqual(
        found.newAccess.map(({ action, pattern }: Record<string, string>) => [action, pattern]),
        [['bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/anthropic.*']],
      );
      assert.match(found.newAccess[0].resource, /^arn:aws:bedrock:[a-z0-9-]+::foundation-model\/anthropic\.claude/);
      assert.ok(
        found.lostAccess.some(({ action }: { action: string }) => action === 'bedrock:InvokeModelWithResponseStream'),
      );
      assert.ok(found.noLongerDenied.length > 0);
      assert.deepEqual(found.noLongerDenied[0].statement, { version: 'before', line: 13, sid: 'NoDelete' });
      assert.deepEqual(
        run('diff', 'old.json', 'old.json').stdout,
        'old.json (identity): the same access\n1 file compared: 0 allow more, 0 allow less. Not decided: 0.\n',
      );
    });

    it('prints it for people by statement and reason, and as Markdown', () => {
      write('old.json', AGENT);
      write(
        'new.json',
        AGENT.replace('"bedrock:Delete*"', '"bedrock:DeleteAgent"').replace(
          NOVA,
          'arn:aws:bedrock:*::foundation-model/amazon.*',
        ),
      );
      const { stdout } = run('diff', 'old.json', 'new.json');
      assert.match(
        stdout,
        /\+ newly allowed\n {4}bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream\n {6}on {4}arn:aws:bedrock:\*::foundation-model\/amazon\.\*\n {6}by {4}the statement "Invoke", line 4\n {6}e\.g\. {2}bedrock:InvokeModel on arn:aws:bedrock:/,
      );
      assert.match(
        stdout,
        /~ no longer denied here \(another policy may allow it\)\n {4}bedrock:Delete\* \(\d+ actions, such as bedrock:DeleteAgentActionGroup\)/,
      );
      const markdown = run('diff', 'old.json', 'new.json', '--format', 'markdown').stdout;
      assert.match(
        markdown,
        /^## Access changes\n\n### new\.json\n\n- \*\*\+ newly allowed\*\*\n {2}- ``bedrock:InvokeModel/,
      );
    });

    it('says for whom a policy of a resource allows more, and of NotAction what it leaves out', () => {
      const trust = (Principal: object, Condition?: object) =>
        policyOf({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });
      write(
        'old.json',
        trust({ Service: 'bedrock.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      );
      write('new.json', trust({ Service: ['bedrock.amazonaws.com', 'lambda.amazonaws.com'], AWS: '444455556666' }));
      const { stdout } = run('diff', 'old.json', 'new.json');
      assert.match(stdout, /for {3}bedrock\.amazonaws\.com\n +when {2}aws:SourceAccount is not in the request/);
      assert.match(stdout, /for {3}lambda\.amazonaws\.com, the account 444455556666\n/);
      const regions = (...names: readonly string[]) =>
        policyOf({
          Sid: 'Regions',
          Effect: 'Deny',
          NotAction: 'iam:*',
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:RequestedRegion': names } },
        });
      write('old.scp.json', regions('us-east-1'));
      write('new.scp.json', regions('us-east-1', 'unspecified'));
      const text = run('diff', 'old.scp.json', 'new.scp.json').stdout;
      assert.match(
        text,
        /every action but iam:\*, such as bedrock:InvokeModel\n.*\n +when {2}aws:RequestedRegion is unspecified\n +by {4}the Deny "Regions", line \d+ of the old version/,
      );
    });

    it('fails as it is told to', () => {
      write('wide.json', policyOf(allow('bedrock:*')));
      write('narrow.json', policyOf(allow('bedrock:GetAgent')));
      assert.equal(run('diff', 'narrow.json', 'wide.json').status, 1);
      assert.equal(run('diff', 'wide.json', 'narrow.json').status, 0);
      assert.equal(run('diff', 'wide.json', 'narrow.json', '--fail-on', 'any-change').status, 1);
      assert.equal(run('diff', 'narrow.json', 'wide.json', '--fail-on', 'never').status, 0);
      write('future.json', policyOf(allow('bedrock:GetAgen?')));
      assert.equal(run('diff', 'narrow.json', 'future.json').status, 0);
      assert.equal(run('diff', 'narrow.json', 'future.json', '--strict').status, 1);
      assert.match(run('diff', 'narrow.json', 'future.json').stdout, /newly allowed once AWS adds such actions/);
      assert.equal(run('diff', 'narrow.json', 'missing.json').status, 2);
      assert.equal(run('diff', 'narrow.json').status, 2);
    });

    it('compares Terraform and YAML, and a template’s values with themselves', () => {
      const module = (actions: string) =>
        `data "aws_iam_policy_document" "x" {\n  statement {\n    actions   = [${actions}]\n    resources = ["arn:aws:s3:::\${var.bucket}/*"]\n  }\n}\n`;
      write('old.tf', module('"s3:GetObject"'));
      write('new.tf', module('"s3:GetObject", "s3:PutObject"'));
      const found = json('diff', 'old.tf', 'new.tf');
      assert.deepEqual(
        found.newAccess.map(({ actions }: { actions: string[] }) => actions),
        [['s3:PutObject']],
      );
      assert.equal(found.lostAccess.length, 0);
    });

    it('compares with a commit of Git', () => {
      const git = (...args: readonly string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, stdio: 'pipe' });
      write('policies/agent.json', policyOf(allow('bedrock:GetAgent')));
      write('policies/same.json', policyOf(allow('s3:GetObject')));
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'x');
      write('policies/agent.json', policyOf(allow(['bedrock:GetAgent', 'bedrock:DeleteAgent'])));
      write('policies/young.json', policyOf(allow('sqs:SendMessage')));
      const { status, stdout } = run('diff', '--base', 'HEAD', 'policies', '--format', 'json');
      assert.equal(status, 1);
      const found = JSON.parse(stdout) as { file: string; newAccess: { action: string }[] }[];
      assert.deepEqual(
        found.map(({ file, newAccess }) => [file, ...newAccess.map(({ action }) => action)]),
        [
          [path.join('policies', 'agent.json'), 'bedrock:DeleteAgent'],
          [path.join('policies', 'young.json'), 'sqs:SendMessage'],
        ],
      );
      const unknown = run('diff', '--base', 'nowhere', 'policies');
      assert.equal(unknown.status, 2);
      assert.match(unknown.stderr, /git show nowhere:agent\.json failed/);
      assert.match(run('diff', '--base', '--output=x', 'policies').stderr, /--base/);
    });
  });

  describe('test', () => {
    const tests = (...all: readonly object[]) =>
      write('agent.policy-test.json', JSON.stringify({ principal: SESSION, tests: all }, undefined, 2));
    const claude = { action: 'bedrock:InvokeModel*', resource: 'arn:aws:bedrock:*::foundation-model/anthropic.*' };

    it('passes where every request is decided as expected', () => {
      write('agent.json', AGENT);
      tests(
        {
          name: 'Nova Lite answers',
          call: 'Converse',
          model: 'eu.amazon.nova-lite-v1:0',
          region: 'eu-west-1',
          decision: 'allow',
        },
        { name: 'No Claude', request: claude, decision: 'implicitDeny' },
        {
          name: 'Nothing is deleted',
          request: { action: 'bedrock:Delete*' },
          decision: 'explicitDeny',
          reason: 'NoDelete',
        },
      );
      const { status, stdout } = run('test', '.', '--coverage');
      assert.equal(status, 0, stdout);
      assert.match(
        stdout,
        /✓ Nova Lite answers \(\d requests\)\n {2}✓ No Claude \(\d requests?\)\n {2}✓ Nothing is deleted \(\d+ requests\)\nagent\.json: 2 of 2 statements decide a test\n3 passed, 0 failed\.\n$/,
      );
    });

    it('fails where one request is not, and says which and why', () => {
      write('agent.json', AGENT.replace(NOVA, 'arn:aws:bedrock:*::foundation-model/*'));
      tests({ name: 'No Claude', request: claude, decision: 'deny' });
      const { status, stdout } = run('test', '.', '--coverage');
      assert.equal(status, 1);
      assert.match(
        stdout,
        /✗ No Claude .*\n +agent\.policy-test\.json:5: expected deny, got allow\n +for bedrock:InvokeModel on arn:aws:bedrock:[\w-]+::foundation-model\/anthropic\.claude.*\n +allowed by agent\.json:4 "Invoke"/,
      );
      assert.match(stdout, /agent\.json: 1 of 2 statements decide a test: no test decides by line 13 "NoDelete"/);
      const xml = run('test', '.', '--format', 'junit').stdout;
      assert.match(xml, /<testsuite name="agent\.policy-test\.json" tests="1" failures="1" errors="0">/);
      assert.match(xml, /<failure message="expected deny, got allow">/);
      const report = json('test', '.');
      assert.deepEqual([report.tests, report.passed, report.failed], [1, 0, 1]);
      assert.equal(report.files[0].tests[0].verdict, 'allowed');
    });

    it('fails where the answer depends on keys that the test does not give', () => {
      write(
        'agent.json',
        policyOf(allow('bedrock:GetAgent', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
      );
      tests({
        name: 'MFA',
        request: { action: 'bedrock:GetAgent', resource: 'arn:aws:bedrock:us-east-1:111122223333:agent/A' },
        decision: 'allow',
      });
      const { stdout } = run('test', '.');
      assert.match(stdout, /expected allow, got an answer that depends on aws:MultiFactorAuthPresent/);
      assert.match(stdout, /give a value in "context", or null for a key that is absent: "aws:MultiFactorAuthPresent"/);
      tests({
        request: { action: 'bedrock:GetAgent', context: { 'aws:MultiFactorAuthPresent': 'true' } },
        decision: 'allow',
      });
      assert.equal(run('test', '.').status, 0);
    });

    it('takes policies of several kinds, those of each level of the organization too', () => {
      write('policies/agent.json', policyOf(allow('bedrock:*')));
      write('policies/limit.json', policyOf(allow('bedrock:Get*')));
      write('org/root.json', policyOf(deny('bedrock:GetAgent')));
      write(
        'a.policy-test.json',
        JSON.stringify({
          policies: ['policies/agent.json', { boundary: 'policies/limit.json' }, { scp: ['org/root.json'] }],
          tests: [
            { name: 'within all', request: { action: 'bedrock:GetFlow' }, decision: 'allow' },
            { name: 'outside of the boundary', request: { action: 'bedrock:DeleteFlow' }, decision: 'implicitDeny' },
            { name: 'denied by the organization', request: { action: 'bedrock:GetAgent' }, decision: 'explicitDeny' },
          ],
        }),
      );
      const { status, stdout } = run('test', 'a.policy-test.json');
      assert.equal(status, 0, stdout);
    });

    it('says at its place what is wrong in a test file', () => {
      write('agent.json', AGENT);
      write(
        'agent.policy-test.json',
        '{\n  "policies": "gone.json",\n  "tests": [\n    { "request": { "action": "bedrock:InvokModel" }, "decision": "deny" }\n  ]\n}\n',
      );
      const { status, stdout } = run('test', '.');
      assert.equal(status, 2);
      assert.match(
        stdout,
        /agent\.policy-test\.json:4:\d+ error No action of bedrock is called "InvokModel"\. Did you mean "bedrock:InvokeModel"\?/,
      );
      assert.match(stdout, /agent\.policy-test\.json:2:\d+ error gone\.json/);
      assert.equal(run('test', 'agent.json').status, 2, 'no test file');
    });

    it('reads what the schema allows', () => {
      const schema = new Ajv({ strict: false, allowUnionTypes: true }).compile(
        JSON.parse(readFileSync(path.resolve('syntaxes/policy-test.schema.json'), 'utf8')),
      );
      const good = {
        policies: ['a.json', { scp: ['b.json'] }],
        tests: [
          { name: 'x', request: claude, decision: 'deny' },
          { call: 'Converse', model: 'm', region: 'r', decision: 'allow' },
        ],
      };
      assert.ok(schema(good), JSON.stringify(schema.errors));
      for (const wrong of [
        {},
        { tests: [{ decision: 'no' }] },
        { tests: [{ call: 'Nothing', decision: 'allow' }] },
        { tests: [], extra: 1 },
      ])
        assert.ok(!schema(wrong), JSON.stringify(wrong));
    });
  });
});
