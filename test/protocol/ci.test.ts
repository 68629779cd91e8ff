/** The GitHub action, the pre-commit hook and the examples for CI servers: their steps run here as they run there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

const ROOT = process.cwd();
const read = <T>(file: string): T => parse(readFileSync(path.join(ROOT, file), 'utf8')) as T;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
const WRONG =
  '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Deny", "Action": "bedrock:Converse", "Resource": "*" }\n}\n';

describe('on a CI server', () => {
  if (process.platform === 'win32') return; // its steps are bash scripts
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-ci-'));
    writeFileSync(path.join(folder, 'wrong.json'), WRONG);
    writeFileSync(path.join(folder, 'right.json'), WRONG.replace('Converse', 'ListAgents'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bash = (script: string, environment: NodeJS.ProcessEnv) =>
    spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CI_PROJECT_DIR: folder, ...environment },
    });

  /** Runs the steps of action.yml as GitHub does, with the inputs of a workflow. */
  const act = (given: Readonly<Record<string, string>> = {}) => {
    const { inputs, runs } = read<Action>('action.yml');
    for (const name of Object.keys(given)) assert.ok(inputs[name], `action.yml has no input ${name}`);
    const inputOf = (name: string) => given[name] ?? inputs[name]?.default ?? assert.fail(`no input ${name}`);
    const [step, ...more] = runs.steps;
    assert.ok(step?.run && more.length === 0);
    const environment = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputOf(input)),
      ]),
    );
    assert.doesNotMatch(step.run, /\$\{\{/, 'inputs come by the environment, where they cannot be commands');
    return bash(step.run, { ...environment, GITHUB_ACTION_PATH: ROOT, GITHUB_WORKSPACE: folder });
  };

  it('the action annotates the lines, and fails', () => {
    const { status, stdout, stderr } = act();
    assert.equal(stderr, '');
    assert.match(stdout, /^::error file=wrong\.json,line=3,.*title=bedrock-api-operation::/m);
    assert.equal(status, 1);
    assert.equal(act({ paths: 'right.json' }).status, 0);
    assert.equal(act({ 'fail-on': 'never' }).status, 0);
  });

  it('the action takes several paths, a config, a baseline and a file for its output', () => {
    const written = spawnSync(
      process.execPath,
      [path.join(ROOT, 'dist/cli.js'), 'check', '--write-baseline', 'b.json', '.'],
      {
        cwd: folder,
      },
    );
    assert.equal(written.status, 0);
    writeFileSync(path.join(folder, 'c.json'), '{ "rules": { "bedrock-deny-incomplete": "off" } }');
    const { status, stdout } = act({
      paths: 'right.json\nwrong.json\n',
      config: 'c.json',
      baseline: 'b.json',
      format: 'sarif',
      output: 'out.sarif',
    });
    assert.equal(status, 0);
    assert.equal(stdout, '');
    assert.equal(JSON.parse(readFileSync(path.join(folder, 'out.sarif'), 'utf8')).version, '2.1.0');
  });

  it('the action takes an input for text, whatever it holds', () => {
    const { status, stderr } = act({ paths: '$(touch pwned); `touch pwned`' });
    assert.equal(status, 2);
    assert.match(stderr, /bedrock-policy: \$\(touch pwned\); `touch pwned`: /);
    assert.throws(() => statSync(path.join(folder, 'pwned')));
  });

  it('the example for GitHub uses the action of this version, with inputs that it has', () => {
    const { jobs } = read<{ jobs: Record<string, { steps: readonly Step[] }> }>('examples/ci/github.yml');
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const own = steps.find(({ uses }) => uses?.startsWith('bedrock-policy/'));
    assert.equal(own?.uses, `bedrock-policy/bedrock-policy@v${version}`);
    assert.equal(act(own.with).status, 1);
  });

  it('the example for GitLab writes its report, also when it fails', () => {
    const { 'bedrock-policy': job } =
      read<Record<string, { before_script: readonly string[]; script: readonly string[] }>>('examples/ci/gitlab.yml');
    assert.ok(job);
    assert.match(job.before_script.join('\n'), new RegExp(`--branch v${version} `));
    const { status } = bash(job.script.join('\n'), { TOOL: ROOT });
    assert.equal(status, 1);
    const report = JSON.parse(readFileSync(path.join(folder, 'gl-code-quality-report.json'), 'utf8'));
    assert.ok(report.some((each: { check_name: string }) => each.check_name === 'bedrock-api-operation'));
  });

  it('the hook for pre-commit checks the files that it is given', () => {
    const [hook] = read<readonly { id: string; entry: string; files: string }[]>('.pre-commit-hooks.yaml');
    const { repos } = read<{ repos: readonly { rev: string; hooks: readonly { id: string }[] }[] }>(
      'examples/ci/pre-commit.yaml',
    );
    assert.deepEqual([repos[0]?.rev, repos[0]?.hooks[0]?.id], [`v${version}`, hook?.id]);
    for (const name of ['a.json', 'a.yml', 'x/a.tf']) assert.match(name, new RegExp(hook?.files ?? '$.'));
    assert.doesNotMatch('a.ts', new RegExp(hook?.files ?? ''));
    const [script = '', ...args] = hook?.entry.split(' ') ?? [];
    const run = (...files: readonly string[]) =>
      spawnSync(path.join(ROOT, script), [...args, ...files], { cwd: folder, encoding: 'utf8' });
    assert.equal(run('right.json').status, 0);
    const failing = run('right.json', 'wrong.json');
    assert.equal(failing.status, 1);
    assert.match(failing.stdout, /wrong\.json:3:/);
  });
});
