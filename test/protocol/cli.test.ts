import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { writePolicyFile } from '../../server/src/cli/policy-file.ts';
import { readTextFile } from '../../server/src/files/read-text.ts';

const CLI = path.resolve('dist/cli.js');
const DENY =
  '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:InvokeModel", "Resource": "*" } }\n';
const WRONG =
  '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" } }\n';

describe('the command line', () => {
  let folder = '';
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const run = (args: string[], input?: string, below = '') => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: path.join(folder, below),
      encoding: 'utf8',
      input,
    });
    return { status, stdout, stderr };
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('prints findings as JSON', () => {
    write('a.json', WRONG);
    const { status, stdout } = run(['check', '--format', 'json', 'a.json']);
    assert.equal(status, 1);
    const report = JSON.parse(stdout);
    assert.deepEqual({ ...report, findings: [] }, { files: 1, policies: 1, findings: [], exceptions: [] });
    const [{ file, code, severity, message, range, documentation }] = report.findings;
    assert.deepEqual([file, code, severity], ['a.json', 'bedrock-api-operation', 'error']);
    assert.deepEqual(range, { start: { line: 0, character: 80 }, end: { line: 0, character: 88 } });
    assert.match(message, /Converse is authorized by bedrock:InvokeModel/);
    assert.match(documentation, /bedrock-api-operation/);
  });

  const TEMPLATE =
    'Resources:\n  Role:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow # all of them\n            Action:\n              - bedrock:InvokeModel\n              - bedrock:Converse\n            Resource: !Sub arn:${AWS::Partition}:bedrock:*::foundation-model/*\n';
  const MODULE =
    'data "aws_iam_policy_document" "x" {\n  statement {\n    effect    = "Allow"\n    actions   = ["bedrock:InvokeModel", "bedrock:Converse"]\n    resources = ["*"]\n  }\n}\n';

  it('checks and fixes YAML and Terraform files', () => {
    write('infra/template.yaml', TEMPLATE);
    write('infra/main.tf', MODULE);
    write('infra/.terraform/modules/x.tf', MODULE);
    write('infra/values.yaml', 'statements: none\n');
    const { stdout } = run(['check', '--format', 'json', 'infra']);
    const found = JSON.parse(stdout);
    assert.deepEqual([found.files, found.policies], [3, 2]);
    assert.equal(found.findings.filter(({ code }: { code: string }) => code === 'bedrock-api-operation').length, 2);
    run(['check', '--fix', 'infra']);
    assert.equal(
      readFileSync(path.join(folder, 'infra/template.yaml'), 'utf8'),
      TEMPLATE.replace('              - bedrock:Converse\n', ''),
    );
    assert.equal(
      readFileSync(path.join(folder, 'infra/main.tf'), 'utf8'),
      MODULE.replace('"bedrock:InvokeModel", "bedrock:Converse"', '"bedrock:InvokeModel"'),
    );
  });

  it('lists every policy, with its kind, its size and what its statements name', () => {
    write('a.json', DENY);
    write('template.yaml', TEMPLATE);
    write('main.tf', MODULE);
    const text = run(['list', '.']);
    assert.equal(text.status, 0);
    assert.deepEqual(text.stdout.trimEnd().split('\n'), [
      'a.json:1:1 identity policy: 1 statement, 100 of 6,144 characters',
      'main.tf:1:36 identity data.aws_iam_policy_document.x: 1 statement, 103 of 6,144 characters',
      'template.yaml:6:9 identity Role / PolicyDocument: 1 statement, 157 of 6,144 characters',
      '3 policies in 3 files.',
    ]);
    const { status, stdout } = run(['list', '--format', 'json', 'template.yaml']);
    assert.equal(status, 0);
    const { files, policies } = JSON.parse(stdout);
    assert.equal(files, 1);
    const [{ statements, ...policy }] = policies;
    assert.deepEqual(
      { file: policy.file, host: policy.host, kind: policy.kind, name: policy.name },
      { file: 'template.yaml', host: 'yaml', kind: 'identity', name: 'Role / PolicyDocument' },
    );
    assert.deepEqual(statements[0].actions[1], {
      text: 'bedrock:Converse',
      range: { start: { line: 10, character: 16 }, end: { line: 10, character: 32 } },
      isKnown: true,
    });
    assert.equal(statements[0].resources[0].text, 'arn:${…}:bedrock:*::foundation-model/*');
    assert.equal(statements[0].resources[0].isKnown, false);
    assert.equal(run(['list']).status, 2);
    assert.equal(run(['list', '--format', 'xml', '.']).status, 2);
    assert.match(run(['list', 'none.json']).stderr, /no such file/);
  });

  it('prints findings for people, with the place underlined and the fix named', () => {
    write('a.json', WRONG);
    const { stdout } = run(['check', 'a.json']);
    assert.match(stdout, /^a\.json:1:81 error "bedrock:Converse" is an API operation/);
    assert.match(stdout, /\n\| {81}~~~~~~~~\n\| suggestion: Change to bedrock:InvokeModel \(widens access\)\n/);
    assert.match(stdout, /1 policy in 1 file: 1 error, 0 warnings, 0 for information\./);
    assert.ok(!stdout.includes('\u001b'), 'no colors in a pipe');
  });

  it('walks directories, leaves out what is ignored, and ends in loops of links', () => {
    write('policies/a.json', WRONG);
    write('policies/b.jsonc', WRONG);
    write('policies/readme.txt', WRONG);
    write('node_modules/x/a.json', WRONG);
    write('.gitignore', 'out/\n');
    write('out/a.json', WRONG);
    symlinkSync(folder, path.join(folder, 'policies', 'loop'));
    const report = JSON.parse(run(['check', '--format=json', '.']).stdout);
    assert.deepEqual(
      report.findings.map(({ file }: { file: string }) => file),
      [path.join('policies', 'a.json'), path.join('policies', 'b.jsonc')],
    );
  });

  it('exits with 0, 1 or 2 as the threshold says', () => {
    write('deny.json', DENY);
    assert.equal(run(['check', 'deny.json']).status, 0);
    assert.equal(run(['check', '--fail-on', 'warning', 'deny.json']).status, 1);
    assert.equal(run(['check', '--fail-on', 'never', 'deny.json']).status, 0);
    assert.equal(run(['check', 'none.json']).status, 2);
    assert.match(run(['check', 'none.json']).stderr, /none\.json: there is no such file/);
    assert.match(run(['check', '--fix', 'none.json']).stderr, /none\.json: there is no such file/);
    assert.match(run(['check', '--fix', 'none/*.json']).stderr, /none\/\*\.json: no file .* matches/);
  });

  it('says what is wrong with its arguments', () => {
    assert.match(run(['check', '--fromat', 'json', '.']).stderr, /--fromat[\s\S]*Usage:/);
    assert.match(run(['check', '--format', 'xml', '.']).stderr, /--format is "xml"\. Write one of text, json/);
    assert.match(run(['chek']).stderr, /no command "chek"/);
    assert.equal(run([]).status, 2);
    assert.equal(run(['check']).status, 2);
    assert.equal(run(['--help']).status, 0);
  });

  it('reads standard input, and takes the kind', () => {
    const { status, stdout } = run(['check', '--format', 'json', '--kind', 'trust', '-'], DENY);
    assert.equal(JSON.parse(stdout).findings[0].file, '<stdin>');
    assert.equal(status, 1);
  });

  it('takes the name of what is on standard input, which tells its kind', () => {
    const text =
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" } }';
    const codes = (...options: readonly string[]): readonly string[] =>
      JSON.parse(run(['check', '--format', 'json', ...options, '-'], text).stdout).findings.map(
        ({ file, code }: { file: string; code: string }) => `${file} ${code}`,
      );
    assert.ok(codes('--stdin-filename', 'data.rcp.json').includes('data.rcp.json rcp-syntax-error-allow'));
    assert.ok(!codes().includes('<stdin> rcp-syntax-error-allow'));
    assert.match(run(['check', '--stdin-filename', 'x.json', '.']).stderr, /give "-" as the path too/);
  });

  it('finds nothing in JSON that is no policy', () => {
    write('package.json', '{ "name": "x" }');
    write('bom.json', `\ufeff${DENY}`);
    const report = JSON.parse(run(['check', '--format', 'json', 'package.json', 'bom.json']).stdout);
    assert.equal(report.policies, 1);
    assert.deepEqual(
      report.findings.map(({ code }: { code: string }) => code),
      ['bedrock-deny-incomplete'],
    );
  });

  it('prints SARIF that its schema accepts, with rules, help and regions', () => {
    write('ä b.json', WRONG);
    write('deny.json', DENY);
    const { status, stdout } = run(['check', '--format', 'sarif', '.']);
    assert.equal(status, 1);
    const log = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync('test/fixtures/sarif-2.1.0.schema.json', 'utf8'));
    const validator = new Ajv({ strict: false }).compile(schema);
    const validate = (value: unknown): boolean => validator(value) as boolean;
    assert.ok(validate(log), JSON.stringify(validator.errors));
    const [{ tool, results }] = log.runs;
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'bedrock-api-operation');
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    assert.deepEqual(artifactLocation, { uri: '%C3%A4%20b.json', uriBaseId: '%SRCROOT%' });
    assert.deepEqual(region, { startLine: 1, startColumn: 81, endLine: 1, endColumn: 89 });
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    for (const rule of tool.driver.rules) assert.ok(rule.help.text && rule.helpUri && rule.shortDescription.text);
    assert.ok(!validate({ ...log, runs: [{ results: [] }] }), 'the schema can refuse');
  });

  it('expands globs itself', () => {
    write('a/x.json', WRONG);
    write('a/deep/y.json', WRONG);
    write('b/z.json', WRONG);
    const filesOf = (...args: string[]) =>
      JSON.parse(run(['check', '--format', 'json', ...args]).stdout).findings.map(({ file }: { file: string }) => file);
    assert.deepEqual(filesOf('a/**/*.json'), ['a/deep/y.json', 'a/x.json'].map(path.normalize));
    assert.deepEqual(filesOf('./a/*.json', '{a,b}/*.json'), ['a/x.json', 'b/z.json'].map(path.normalize));
    const { status, stderr } = run(['check', 'c/*.json']);
    assert.equal(status, 2);
    assert.match(stderr, /c\/\*\.json: no file .* matches/);
  });

  it('--fix applies safe fixes, keeps mode, line ends and byte order mark, and writes through links', () => {
    const text =
      '{\r\n  "Statement": { "Effect": "Deny", "Action": ["bedrock:Delete*", "bedrock:DeleteGuardrail"], "Resource": "*" }\r\n}\r\n';
    write('policy.json', `\ufeff${text}`);
    chmodSync(path.join(folder, 'policy.json'), 0o640);
    symlinkSync('policy.json', path.join(folder, 'link.json'));
    write('other.json', WRONG);
    const { status, stdout, stderr } = run(['check', '--fix', '--format', 'json', '--fail-on', 'warning', 'link.json']);
    assert.equal(stderr, 'link.json: 2 fixes applied.\n');
    assert.deepEqual(JSON.parse(stdout).findings, []);
    assert.equal(status, 0);
    const fixed = readFileSync(path.join(folder, 'policy.json'), 'utf8');
    assert.ok(fixed.startsWith('\ufeff{\r\n  "Version": "2012-10-17",\r\n  "Statement"'), JSON.stringify(fixed));
    assert.ok(fixed.includes('["bedrock:Delete*"]'));
    assert.ok(!/[^\r]\n/.test(fixed), 'only CRLF');
    assert.equal(statSync(path.join(folder, 'policy.json')).mode & 0o777, 0o640);
    assert.ok(lstatSync(path.join(folder, 'link.json')).isSymbolicLink());
    assert.equal(
      readFileSync(path.join(folder, 'other.json'), 'utf8'),
      WRONG,
      'a file that was not named is not touched',
    );
    assert.equal(run(['check', '--fix', '-'], DENY).status, 2);
  });

  it('--fix writes no file that it could damage, says so, and shows the findings of all', () => {
    const fixable =
      '{ "Version": "2012-10-17", "Statement": { "Sid": "", "Effect": "Deny", "Action": "s3:*", "Resource": "*" } }';
    write('a-good.json', fixable);
    write('b-latin.json', '');
    writeFileSync(
      path.join(folder, 'b-latin.json'),
      Buffer.from(fixable.replace('"Sid": ""', '"Sid": "", "Id": "Caf\u00e9"'), 'latin1'),
    );
    write('c-readonly.json', fixable);
    chmodSync(path.join(folder, 'c-readonly.json'), 0o444);
    write('d-linked.json', fixable);
    linkSync(path.join(folder, 'd-linked.json'), path.join(folder, 'd-other.json'));
    write('e-wrong.json', WRONG);
    const before = (name: string) => readFileSync(path.join(folder, name));
    const names = ['b-latin.json', 'c-readonly.json', 'd-linked.json', 'd-other.json', 'e-wrong.json'];
    const bytes = names.map(before);
    const { status, stdout, stderr } = run(['check', '--fix', '--format', 'json', '.']);
    assert.equal(status, 2, 'something could not be done');
    assert.deepEqual(names.map(before), bytes, 'not a byte has changed');
    assert.equal(readFileSync(path.join(folder, 'a-good.json'), 'utf8'), fixable.replace('"Sid": "", ', ''));
    const found = new Set(JSON.parse(stdout).findings.map(({ file }: { file: string }) => file));
    assert.deepEqual([...found], names, 'what is left is reported');
    assert.match(stderr, /^a-good\.json: 1 fix applied\.$/m);
    assert.match(
      stderr,
      /b-latin\.json is not fixed: its text is not UTF-8, and would be damaged\. Save it as UTF-8 first\./,
    );
    assert.match(stderr, /c-readonly\.json is not fixed: it is read-only\. Make it writable first\./);
    assert.match(stderr, /d-linked\.json is not fixed: it has 2 hard links/);
  });

  it('--fix overwrites nothing that was changed meanwhile', async () => {
    const fixable =
      '{ "Version": "2012-10-17", "Statement": { "Sid": "", "Effect": "Deny", "Action": "s3:*", "Resource": "*" } }';
    write('a.json', fixable);
    const file = path.join(folder, 'a.json');
    const read = await readTextFile(file);
    write('a.json', '{}');
    await assert.rejects(
      writePolicyFile(file, read, 'fixed'),
      /a\.json is not fixed: it was changed while it was being checked/,
    );
    assert.equal(readFileSync(file, 'utf8'), '{}');
  });

  it('a file that cannot be read hides nothing of the others', () => {
    write('a.json', WRONG);
    symlinkSync('nowhere.json', path.join(folder, 'b.json'));
    write('c.json', WRONG);
    const { status, stdout, stderr } = run(['check', '--format', 'json', '.']);
    assert.equal(status, 2);
    assert.deepEqual(
      JSON.parse(stdout).findings.map(({ file }: { file: string }) => file),
      ['a.json', 'c.json'],
    );
    assert.match(stderr, /b\.json cannot be read/);
  });

  it('names the rules that failed and the file, and prints all other findings', () => {
    cpSync(path.resolve('dist/catalog'), path.join(folder, 'installed/catalog'), { recursive: true });
    cpSync(CLI, path.join(folder, 'installed/cli.js'));
    const services = path.join(folder, 'installed/catalog/services.txt');
    writeFileSync(services, readFileSync(services, 'utf8').replace('{"prefix":"lambda"', '#"prefix":"lambda"'));
    write('policies/a.json', WRONG.replace('bedrock:Converse', 'lambda:InvokeFunction'));
    write('policies/b.json', WRONG);
    const args = [path.join(folder, 'installed/cli.js'), 'check', '--format', 'json', 'policies'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 2);
    assert.deepEqual(
      JSON.parse(stdout).findings.map(({ file, code }: Record<string, string>) => `${file} ${code}`),
      ['policies/b.json bedrock-api-operation'],
    );
    assert.match(stderr, /policies\/a\.json: the rule invalid-action failed, so what it looks for may be there: /);
    assert.doesNotMatch(stderr, /b\.json/);
  });

  it('prints what is hostile as text, in every format', () => {
    const sid = '\\n::error ::x\\u001b]0;x\\u0007\\u202e##[error]y##vso[task.setvariable]z';
    write(
      'a.json',
      WRONG.replace('bedrock:Converse', `bedrock:Converse${sid}`).replace('"Effect"', `"Sid": "${sid}", "Effect"`),
    );
    write('::stop-commands::x\n::error ::y.json', WRONG);
    write('b.json', `${WRONG}\n::add-mask::secret\n##[add-mask]secret`);
    for (const format of ['text', 'json', 'sarif', 'github', 'gitlab', 'junit']) {
      const { stdout, stderr } = run(['check', '--format', format, '.']);
      for (const line of (stdout + stderr).split('\n')) {
        const isOurs = format === 'github' && /^::(?:error|warning|notice) file=[^:]+,title=[a-z-]+::/.test(line);
        assert.ok(isOurs || !/^\s*::/.test(line), `${format}: ${line}`);
        assert.ok(!/##(vso)?\[/.test(line), `${format}: ${line}`);
        assert.ok(!/[\p{Cc}\u202e]/u.test(line), `${format}: ${JSON.stringify(line)}`);
      }
      assert.ok(stdout.length > 0);
      if (['json', 'sarif', 'gitlab'].includes(format)) JSON.parse(stdout);
    }
  });

  it('ends quietly when nobody reads on, and with 2 when it cannot print', function () {
    write('a.json', WRONG.repeat(200));
    write('fine.json', '{}');
    const shell = (command: string) => spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' });
    if (process.platform === 'win32') this.skip();
    const cli = `"${process.execPath}" "${CLI}"`;
    const piped = shell(`set -o pipefail; (${cli} check --format json a.json; echo "code $?" >&2) | head -c 1`);
    assert.equal(piped.stderr, 'code 1\n');
    const full = shell(`${cli} check fine.json > /dev/full`);
    assert.equal(full.status, 2);
    assert.match(full.stderr, /^bedrock-policy: The output cannot be written: .*ENOSPC/);
  });

  it('reads UTF-16, JSON lines, escaped names and deep nesting, or says that it does not', () => {
    const codes = (...args: string[]) => {
      const { status, stdout, stderr } = run(['check', '--format', 'json', ...args]);
      const found: { code: string }[] = JSON.parse(stdout).findings;
      return { status, stderr, codes: [...new Set(found.map(({ code }) => code))] };
    };
    for (const [name, bytes] of Object.entries({
      'bom.json': Buffer.from(`\ufeff${WRONG}`, 'utf16le'),
      'little.json': Buffer.from(WRONG, 'utf16le'),
      'big.json': Buffer.from(`\ufeff${WRONG}`, 'utf16le').swap16(),
    })) {
      writeFileSync(path.join(folder, name), bytes);
      assert.deepEqual(codes(name), { status: 1, stderr: '', codes: ['bedrock-api-operation'] }, name);
    }
    write('lines.json', `{"a": 1}\n${WRONG.trim()}\n${WRONG}`);
    assert.deepEqual(codes('lines.json').codes, ['json-syntax-error', 'bedrock-api-operation']);
    write('deep.json', WRONG.replace('"Resource": "*"', `"Resource": ${'['.repeat(5000)}${']'.repeat(5000)}`));
    const deep = codes('deep.json');
    assert.equal(deep.status, 2);
    assert.ok(deep.codes.includes('not-read') && deep.codes.includes('bedrock-api-operation'));
    assert.match(deep.stderr, /deep\.json could not be judged completely: not-read\./);
    write('yaml.json', 'Version: "2012-10-17"\nStatement: []\n');
    assert.deepEqual(codes('yaml.json'), {
      status: 2,
      stderr: 'bedrock-policy: yaml.json could not be judged completely: not-read.\n',
      codes: ['not-read'],
    });
    write('latin.json', '');
    writeFileSync(path.join(folder, 'latin.json'), Buffer.from(WRONG.replace('*', 'caf\u00e9'), 'latin1'));
    assert.equal(codes('latin.json').status, 2);
    assert.match(codes('latin.json').stderr, /latin\.json is not UTF-8: some of its characters could not be read/);
  });

  it('says that standard input cannot be read, after the findings of the files', function () {
    if (process.platform === 'win32') this.skip();
    write('a.json', WRONG);
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${CLI}" check --format json a.json - < .`],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    assert.equal(status, 2);
    assert.equal(JSON.parse(stdout).findings[0].file, 'a.json');
    assert.match(stderr, /^bedrock-policy: <stdin>: It is a directory\. Name it as a path instead\./);
  });

  it('skips what is no regular file, with a line, and says what is wrong with each path', function () {
    if (process.platform === 'win32') this.skip();
    spawnSync('mkfifo', ['fifo.json', '.gitignore'], { cwd: folder });
    symlinkSync('/dev/zero', path.join(folder, 'zero.json'));
    write('a.json', WRONG);
    write('sub/b.json', WRONG);
    write('closed/c.json', WRONG);
    symlinkSync('..', path.join(folder, 'sub', 'out'));
    const { status, stdout, stderr } = run(['check', '--format', 'json', '.', './a.json', 'none.json']);
    assert.equal(status, 2);
    const files = JSON.parse(stdout).findings.map(({ file }: { file: string }) => file);
    assert.deepEqual(files.toSorted(), ['a.json', path.join('closed', 'c.json'), path.join('sub', 'b.json')]);
    assert.match(stderr, /fifo\.json is not read: it is no regular file/);
    assert.match(stderr, /\.gitignore is not read: it is no regular file/);
    assert.match(stderr, /zero\.json is not read: it is no regular file/);
    assert.match(stderr, /none\.json: there is no such file/);
    const inside = run(['check', 'sub']);
    assert.match(
      inside.stderr,
      /sub\/out is a link to a folder outside of .*, and is left out\. Name it to have it checked\./,
    );
    assert.equal(inside.status, 1);
    const both = run(['check', '--format', 'json', 'sub', 'closed', 'sub/out']);
    assert.equal(JSON.parse(both.stdout).files, 3, 'a link that was left out is followed where it is named');
    spawnSync('mkfifo', ['bedrock-policy.config.json'], { cwd: folder });
    assert.match(run(['check', 'a.json']).stderr, /bedrock-policy\.config\.json is not read: it is no regular file/);
  });

  it('takes time that grows with the policy, and says where a rule gave up', () => {
    for (const name of ['glob-cover', 'overlap-notaction', 'redos']) {
      const text = {
        'glob-cover': `{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::*a${'?'.repeat(400)}", "arn:aws:s3:::${'*a'.repeat(3000)}${'?'.repeat(400)}"] } }`,
        'overlap-notaction': `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": ["s3:${'a*'.repeat(10_000)}b"], "Resource": "*" }, { "Effect": "Deny", "NotAction": ["s3:${'*a'.repeat(10_000)}c"], "Resource": "*" }] }`,
        redos: `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${'${'.repeat(50_000)}" } }`,
      }[name];
      write(`${name}.json`, text ?? '');
      const { status } = spawnSync(process.execPath, [CLI, 'check', `${name}.json`], { cwd: folder, timeout: 60_000 });
      assert.ok(status !== null, `${name} did not end`);
    }
  });

  it('--fix follows no link out of what was given, unless that is named', () => {
    const fixable = '{ "Statement": { "Effect": "Deny", "Action": "bedrock:InvokeModel", "Resource": "*" } }';
    write('elsewhere/home.json', fixable);
    write('repository/own.json', fixable);
    symlinkSync('../elsewhere/home.json', path.join(folder, 'repository', 'link.json'));
    symlinkSync('../elsewhere', path.join(folder, 'repository', 'folder'));
    const home = () => readFileSync(path.join(folder, 'elsewhere', 'home.json'), 'utf8');
    for (const given of ['.', '*.json', '**/*.json', '../repository']) {
      const { stderr } = run(['check', '--fix', given], undefined, 'repository');
      assert.equal(home(), fixable, given);
      assert.match(
        stderr,
        /link\.json is a link to .*home\.json, outside of the given files and folders\. Name it to have it fixed/,
      );
    }
    assert.notEqual(readFileSync(path.join(folder, 'repository', 'own.json'), 'utf8'), fixable);
    run(['check', '--fix', 'link.json'], undefined, 'repository');
    assert.notEqual(home(), fixable);
  });

  describe('with a config file', () => {
    it('takes severities, kinds and ignored paths from the nearest one', () => {
      write(
        'bedrock-policy.config.json',
        '{\n  // ours\n  "rules": { "bedrock-api-operation": "information" },\n  "kinds": { "org/*.json": "scp" },\n  "ignore": ["out/"]\n}',
      );
      write('out/a.json', WRONG);
      write('a.json', WRONG);
      write(
        'org/b.json',
        '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" } }',
      );
      const { status, stdout } = run(['check', '--format', 'json', '.']);
      assert.equal(status, 0);
      const found = JSON.parse(stdout).findings.map(({ file, code, severity }: Record<string, string>) => [
        file,
        code,
        severity,
      ]);
      assert.deepEqual(found, [['a.json', 'bedrock-api-operation', 'information']]);
    });

    it('bounds its globs and those of .gitignore, and says so', () => {
      const config = (value: object) => write('bedrock-policy.config.json', JSON.stringify(value));
      const long = `${'a'.repeat(40)}.json`;
      write(long, WRONG);
      write(`${'a/'.repeat(60)}a.json`, WRONG);
      for (const glob of [
        '(a+)+b',
        '{a,a}+b',
        '[a]+[a]+[a]+[a]+b',
        '@(a|a)*b',
        '\\\\w+\\\\w+\\\\w+\\\\w+b',
        '+(a)+(a)b',
      ]) {
        config({ kinds: { [glob]: 'scp' } });
        assert.equal(run(['check', long]).status, 1, glob);
      }
      for (const glob of [
        '',
        ' ',
        '*a*a*a*a*a*a*a*a*a*a*a*a*a*ab',
        `${'**/a/'.repeat(12)}b`,
        '{a,a}{a,a}{a,a}{a,a}b',
        'x'.repeat(501),
      ]) {
        for (const options of [{ kinds: { [glob]: 'scp' } }, { ignore: [glob] }]) {
          config(options);
          const { status, stderr } = run(['check', '.']);
          assert.equal(status, 2);
          assert.match(stderr, /bedrock-policy\.config\.json:1:\d+: .*(is empty|too many wildcards)/);
        }
      }
      config({});
      write('.gitignore', `${'**/a/'.repeat(12)}b\n`);
      const ignoring = run(['check', '.']);
      assert.equal(ignoring.status, 2);
      assert.match(ignoring.stderr, /\.gitignore has a line with too many wildcards, which is left out: \*\*\/a\//);
    });

    it('says of a thousand mistakes what a reader can read', () => {
      const rules = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`full-admi${index}`, 'off']));
      write('bedrock-policy.config.json', JSON.stringify({ rules, constructor: 1, __proto__x: 2 }));
      const { status, stderr } = run(['check', '.']);
      assert.equal(status, 2);
      assert.ok(stderr.split('\n').length < 120);
      assert.match(stderr, /More is wrong than is shown here\./);
      write('bedrock-policy.config.json', `{ "rules": {}${' '.repeat(1_000_001)}}`);
      assert.match(run(['check', '.']).stderr, /longer than 1000000 characters/);
    });

    it('names file, line and what is wrong', () => {
      write(
        'bedrock-policy.config.json',
        '{\n  "rules": {\n    "full-admn": "off",\n    "full-admin": "loud"\n  },\n  "kind": {},\n  "ignore": "out"\n}',
      );
      const { status, stderr } = run(['check', '.']);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /bedrock-policy\.config\.json:3:5: There is no rule "full-admn"\. Did you mean "full-admin"\?/,
      );
      assert.match(stderr, /bedrock-policy\.config\.json:4:5: "full-admin" is "loud"\. Write one of off, hint/);
      assert.match(stderr, /bedrock-policy\.config\.json:6:3: There is no option "kind"\. Did you mean "kinds"\?/);
      assert.match(stderr, /bedrock-policy\.config\.json:7:3: "ignore" must be a list/);
      assert.match(run(['check', '--config', 'none.json', '.']).stderr, /none\.json cannot be read/);
    });
  });
});
