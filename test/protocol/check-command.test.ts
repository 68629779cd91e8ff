/** `bedrock-policy check` as a team uses it: exceptions, baselines, an organization's rules, and the formats of CI servers. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';

const CLI = path.resolve('dist/cli.js');
const CONFIG = 'bedrock-policy.config.json';

const policy = (...statements: readonly string[]) =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(',\n    ')}\n  ]\n}\n`;
const converse = (sid: string) =>
  `{ "Sid": "${sid}", "Effect": "Deny", "Action": "bedrock:Converse", "Resource": "arn:aws:bedrock:*::foundation-model/${sid}" }`;

describe('check for a team', () => {
  let folder = '';
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const config = (value: object) => write(CONFIG, JSON.stringify(value, undefined, 2));
  const run = (args: readonly string[], environment: NodeJS.ProcessEnv = {}, below = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'check', ...args], {
      cwd: path.join(folder, below),
      encoding: 'utf8',
      env: { ...process.env, GITHUB_WORKSPACE: '', CI_PROJECT_DIR: '', ...environment },
    });
    return { status, stdout, stderr };
  };
  const json = (...args: readonly string[]) => JSON.parse(run(['--format', 'json', ...args]).stdout);
  const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);
  const isMeant = ({ code }: { readonly code: string }) => code === 'bedrock-api-operation' || code.startsWith('e');

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-check-'));
    write('policies/a.json', policy(converse('One'), converse('Two')));
    write('policies/b.json', policy(converse('Three')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const EXCEPTION = { rule: 'bedrock-api-operation', files: 'policies/a.json', sid: 'One', reason: 'it never worked' };

  describe('exceptions', () => {
    it('leave findings out, count them, and list them with their reasons', () => {
      config({ exceptions: [{ ...EXCEPTION, expires: '2999-12-31' }] });
      write(
        'c.tf',
        'data "aws_iam_policy_document" "c" {\n  # bedrock-policy-ignore bedrock-api-operation: in a comment\n  statement {\n    effect    = "Deny"\n    actions   = ["bedrock:Converse"]\n    resources = ["*"]\n  }\n}\n',
      );
      const text = run(['.']);
      assert.match(text.stdout, /, 2 excepted\.$/m);
      assert.equal(text.status, 1);
      const report = json('.');
      assert.equal(codes(report.findings.filter(isMeant)).length, 2);
      assert.deepEqual(
        report.exceptions.map(({ file, code, reason, expires, in: where }: Record<string, string>) => ({
          file,
          code,
          reason,
          expires,
          where,
        })),
        [
          { file: 'c.tf', code: EXCEPTION.rule, reason: 'in a comment', expires: undefined, where: 'comment' },
          {
            file: 'policies/a.json',
            code: EXCEPTION.rule,
            reason: EXCEPTION.reason,
            expires: '2999-12-31',
            where: 'config',
          },
        ],
      );
      const { results } = JSON.parse(run(['--format', 'sarif', '.']).stdout).runs[0];
      assert.deepEqual(
        results.flatMap(({ suppressions = [] }: { suppressions?: object[] }) => suppressions),
        [
          { kind: 'inSource', status: 'accepted', justification: 'in a comment' },
          { kind: 'external', status: 'accepted', justification: 'it never worked (until 2999-12-31)' },
        ],
      );
    });

    it('are findings where they match nothing, are over or give no reason, at their place in the config file', () => {
      const { reason, ...silent } = EXCEPTION;
      config({
        exceptions: [
          { ...EXCEPTION, rule: 'full-admin' },
          { ...EXCEPTION, expires: '2020-01-01' },
          { ...silent, sid: 'Two' },
          { ...EXCEPTION, files: 'policies/gone.json' },
        ],
      });
      const own = json('.').findings.filter(({ file }: { file: string }) => file === CONFIG);
      assert.deepEqual(codes(own), [
        'exception-unused',
        'exception-expired',
        'exception-without-reason',
        'exception-unused',
      ]);
      assert.equal(own[1].range.start.line, 9);
      assert.equal(run(['--fail-on', 'warning', '.']).status, 1);
      assert.ok(reason);
    });

    it('are not called unused where not all of their files were checked', () => {
      config({ exceptions: [{ ...EXCEPTION, files: ['policies/*.json'] }] });
      const unused = (...args: readonly string[]) => codes(json(...args).findings).includes('exception-unused');
      assert.ok(!unused('policies/b.json'));
      assert.ok(!unused('policies'));
      write('policies/a.json', policy(converse('Two')));
      assert.ok(!unused('policies/b.json'));
      assert.ok(unused('policies'));
      assert.ok(unused('.'));
    });

    it('keep --fix from changing what is excepted', () => {
      const fixable = policy(
        '{ "Sid": "One", "Effect": "Deny", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModel"], "Resource": "*" }',
      );
      config({ exceptions: [{ rule: 'redundant-action', files: 'x.json', reason: 'kept' }] });
      write('x.json', fixable);
      write('y.json', fixable);
      run(['--fix', 'x.json', 'y.json']);
      assert.equal(readFileSync(path.join(folder, 'x.json'), 'utf8'), fixable);
      assert.notEqual(readFileSync(path.join(folder, 'y.json'), 'utf8'), fixable);
    });
  });

  describe('a baseline', () => {
    it('keeps what is known from failing, and shows what is new', () => {
      const written = run(['--write-baseline', 'known.json', '.']);
      assert.equal(written.status, 0, written.stderr);
      assert.match(written.stderr, /^known\.json: \d+ findings written\.\n$/);
      const quiet = run(['--baseline', 'known.json', '.']);
      assert.equal(quiet.status, 0, quiet.stdout);
      assert.match(quiet.stdout, /: 0 errors, 0 warnings, 0 for information, \d+ known from the baseline\.\n$/);

      // What is known stays so when lines move, and when the command runs elsewhere.
      write(
        'policies/a.json',
        policy(
          '{ "Effect": "Deny", "Action": "bedrock:ListAgents", "Resource": "*" }',
          converse('One'),
          converse('Two'),
        ).replace(/\n/g, '\n\n'),
      );
      assert.equal(run(['--baseline', 'known.json', '.']).status, 0);
      assert.equal(run(['--baseline', '../known.json', '.'], {}, 'policies').status, 0);

      write('policies/b.json', policy(converse('Three'), converse('Four')));
      const failing = run(['--baseline', 'known.json', '--format', 'json', '.']);
      assert.equal(failing.status, 1);
      const report = JSON.parse(failing.stdout);
      assert.deepEqual(codes(report.findings.filter(isMeant)), ['bedrock-api-operation']);
      assert.equal(report.findings.filter(isMeant)[0].range.start.line, 4);
      assert.equal(codes(report.known.filter(isMeant)).length, 3);
      const { results } = JSON.parse(run(['--baseline', 'known.json', '--format', 'sarif', '.']).stdout).runs[0];
      const states = results
        .filter(({ ruleId }: { ruleId: string }) => ruleId === 'bedrock-api-operation')
        .map(({ baselineState }: { baselineState: string }) => baselineState)
        .toSorted();
      assert.deepEqual(states, ['new', 'unchanged', 'unchanged', 'unchanged']);
    });

    it('says when findings are gone, so that they do not come back unnoticed', () => {
      run(['--write-baseline', 'known.json', '.']);
      write('policies/b.json', policy('{ "Effect": "Deny", "Action": "bedrock:ListAgents", "Resource": "*" }'));
      const { status, stderr } = run(['--baseline', 'known.json', '.']);
      assert.equal(status, 0);
      assert.match(stderr, /findings? of known\.json (is|are) found no more\. Write it again/);
      assert.equal(run(['--baseline', 'known.json', 'policies/a.json']).stderr, '', 'b.json was not looked at');
    });

    it('that is missing, wrong or another file is refused with one sentence', () => {
      write('other.json', '{ "mine": true }');
      const missing = run(['--baseline', 'none.json', '.']);
      assert.equal(missing.status, 2);
      assert.match(
        missing.stderr,
        /^bedrock-policy: there is no baseline none\.json\. Write it first: bedrock-policy check --write-baseline none\.json PATH\n$/,
      );
      assert.match(
        run(['--baseline', 'other.json', '.']).stderr,
        /other\.json is no baseline that this version can read/,
      );
      const refused = run(['--write-baseline', 'other.json', '.']);
      assert.equal(refused.status, 2);
      assert.match(refused.stderr, /other\.json is a file of another kind, and is left as it is/);
      assert.equal(readFileSync(path.join(folder, 'other.json'), 'utf8'), '{ "mine": true }');
      assert.match(run(['--baseline', 'a', '--write-baseline', 'b', '.']).stderr, /not both/);
    });
  });

  describe('an organization’s rules', () => {
    it('are findings with its own severity, message and link, also out of an extended file', () => {
      write(
        'team/org.json',
        JSON.stringify({
          organization: {
            models: {
              allowed: ['amazon.nova-*'],
              severity: 'error',
              message: 'Ask the AI board.',
              link: 'https://example.com/models',
            },
            forbidden: [{ actions: 'bedrock:DeleteModelInvocationLoggingConfiguration' }],
          },
        }),
      );
      config({ extends: 'team/org.json' });
      write(
        'p.json',
        policy(
          '{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0" }',
          '{ "Effect": "Allow", "Action": "bedrock:DeleteModel*", "Resource": "*" }',
        ),
      );
      const own = json('p.json').findings.filter(({ code }: { code: string }) => code.startsWith('organization-'));
      assert.deepEqual(
        own.map(({ code, severity, documentation }: Record<string, string>) => [code, severity, documentation]),
        [
          ['organization-model', 'error', 'https://example.com/models'],
          [
            'organization-action',
            'warning',
            'https://github.com/bedrock-policy/bedrock-policy/blob/main/docs/rules/organization-action.md',
          ],
        ],
      );
      assert.match(
        own[0].message,
        /^"amazon\.titan-embed-text-v2:0" is not among the models that this project allows: "amazon\.nova-\*"\. Ask the AI board\.$/,
      );
    });

    it('stop the command where an extended file is wrong, with the place', () => {
      write('org.json', '{\n  "organization": { "models": {} }\n}');
      config({ extends: 'org.json' });
      const { status, stderr } = run(['.']);
      assert.equal(status, 2);
      assert.match(stderr, /^org\.json:2:21: List ids of models/m);
    });
  });

  describe('the formats of CI servers', () => {
    beforeEach(() => {
      config({ exceptions: [EXCEPTION] });
      write('ä, b/c: d%.json', policy(converse('X')));
    });

    it('github: an annotation a finding, the most severe first, then the summary', () => {
      const { status, stdout } = run(['--format', 'github', '.']);
      assert.equal(status, 1);
      const lines = stdout.trimEnd().split('\n');
      assert.match(lines.pop() ?? '', /^\d+ policies in \d+ files: /);
      // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
      const form =
        /^::(error|warning|notice) file=[^:,\n]+,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[a-z-]+::[^\r\n]+%0Ahttps:\/\/\S+$/;
      for (const line of lines) assert.match(line, form);
      const commands = lines.map((line) => line.slice(2, line.indexOf(' ')));
      assert.deepEqual(
        commands,
        commands.toSorted(
          (a, b) => ['error', 'warning', 'notice'].indexOf(a) - ['error', 'warning', 'notice'].indexOf(b),
        ),
      );
      assert.ok(
        lines.some((line) => line.includes('file=ä%2C b/c%3A d%25.json,line=4,')),
        stdout,
      );
      assert.doesNotMatch(
        stdout,
        /policies\/a\.json,line=4,.*bedrock-api-operation::/,
        'what is excepted is no annotation',
      );
      const below = run(['--format', 'github', 'b.json'], { GITHUB_WORKSPACE: folder }, 'policies').stdout;
      assert.match(below, /file=policies\/b\.json,/);
    });

    it('gitlab: a code quality report that its schema accepts, with fingerprints that stay', () => {
      const schema = JSON.parse(readFileSync('test/fixtures/gitlab-code-quality.schema.json', 'utf8'));
      const report = () => JSON.parse(run(['--format', 'gitlab', '.']).stdout);
      const validator = new Ajv().compile(schema);
      const isValid = (value: unknown): boolean => validator(value) as boolean;
      const first = report();
      assert.ok(isValid(first), JSON.stringify(validator.errors));
      assert.ok(!isValid([{ ...first[0], severity: 'fatal' }]), 'the schema can refuse');
      const prints = first.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
      assert.equal(new Set(prints).size, prints.length);
      write('policies/b.json', `\n\n${policy(converse('Three'))}`);
      assert.deepEqual(
        report().map(({ fingerprint }: { fingerprint: string }) => fingerprint),
        prints,
      );
      const below = JSON.parse(run(['--format', 'gitlab', 'b.json'], { CI_PROJECT_DIR: folder }, 'policies').stdout);
      assert.equal(below[0].location.path, 'policies/b.json');
    });

    it('junit: XML that its schema accepts, in which what fails the run is a failure', async () => {
      const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
      const validator = XsdValidator.fromDoc(XmlDocument.fromString(readFileSync('test/fixtures/junit.xsd', 'utf8')));
      const { status, stdout } = run(['--format', 'junit', '.']);
      assert.equal(status, 1);
      const report = XmlDocument.fromString(stdout);
      validator.validate(report);
      assert.throws(() =>
        validator.validate(
          XmlDocument.fromString(stdout.replaceAll('<testcase', '<case').replaceAll('</testcase', '</case')),
        ),
      );
      const count = (expression: string) => report.find(expression).length;
      const { findings, exceptions, files } = json('.');
      assert.equal(
        count('//failure'),
        findings.filter(({ severity }: { severity: string }) => severity === 'error').length,
      );
      assert.equal(count('//skipped'), exceptions.length);
      assert.equal(count('//testsuite'), files);
      const strict = XmlDocument.fromString(run(['--format', 'junit', '--fail-on', 'never', '.']).stdout);
      assert.equal(strict.find('//failure').length, 0);
    });
  });

  it('says how new its catalog is, after the version', () => {
    const { stdout } = spawnSync(process.execPath, [CLI, '--version'], { encoding: 'utf8' });
    assert.match(stdout, /^\d+\.\d+\.\d+\ncatalog of \d{4}-\d\d-\d\d \(@cloud-copilot\/iam-data \d.*\)\n$/);
  });

  it('fails with one clear sentence where a path is wrong', () => {
    for (const format of ['text', 'github', 'gitlab', 'junit', 'sarif', 'json']) {
      const { status, stderr } = run(['--format', format, 'polices']);
      assert.equal(status, 2);
      assert.equal(stderr, 'bedrock-policy: polices: there is no such file or directory.\n');
    }
  });
});
