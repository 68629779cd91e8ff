import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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
  const run = (args: string[], input?: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: folder,
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
    assert.deepEqual({ ...report, findings: [] }, { files: 1, policies: 1, findings: [] });
    const [{ file, code, severity, message, range, documentation }] = report.findings;
    assert.deepEqual([file, code, severity], ['a.json', 'bedrock-api-operation', 'error']);
    assert.deepEqual(range, { start: { line: 0, character: 80 }, end: { line: 0, character: 88 } });
    assert.match(message, /Converse is authorised by bedrock:InvokeModel/);
    assert.match(documentation, /bedrock-api-operation/);
  });

  it('prints findings for people, with the place underlined and the fix named', () => {
    write('a.json', WRONG);
    const { stdout } = run(['check', 'a.json']);
    assert.match(stdout, /^a\.json:1:81 error "bedrock:Converse" is an API operation/);
    assert.match(stdout, /\n {82}~~~~~~~~\n {2}fix: Change to bedrock:InvokeModel\n/);
    assert.match(stdout, /1 policy in 1 file: 1 error, 0 warnings, 0 for information\./);
    assert.ok(!stdout.includes('\u001b'), 'no colours in a pipe');
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
});
