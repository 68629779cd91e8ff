/** A release, but for the publishing, in a clean clone: the version by one command, then the dry run. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

describe('a release', () => {
  let clone = '';
  const read = (file: string) => readFileSync(path.join(clone, file), 'utf8');
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' });
  const npm = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    spawnSync('npm', args, {
      cwd: clone,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      env: { ...process.env, GITHUB_REF_TYPE: '', GITHUB_REF_NAME: '', ...environment },
    });

  before(() => {
    clone = mkdtempSync(path.join(tmpdir(), 'bedrock-policy-release-'));
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone]);
    symlinkSync(path.resolve('node_modules'), path.join(clone, 'node_modules'), 'junction');
    git('config', 'user.name', 'A Tester');
    git('config', 'user.email', 'tester@example.com');
    git('config', 'commit.gpgsign', 'false');
  });
  after(() => rmSync(clone, { recursive: true, force: true }));

  it('gets its version, changelog, examples, commit and tag by one command', () => {
    const { status, stderr } = npm(['version', '7.8.9', '--ignore-scripts=false']);
    assert.equal(status, 0, stderr);
    assert.equal(git('describe', '--tags').trim(), 'v7.8.9');
    assert.equal(git('status', '--porcelain', '--untracked-files=no').trim(), '');
    assert.equal(JSON.parse(read('package.json')).version, '7.8.9');
    assert.equal(JSON.parse(read('package-lock.json')).version, '7.8.9');
    assert.match(read('CHANGELOG.md'), /^## 7\.8\.9 \(\d{4}-\d\d-\d\d\)$/m);
    assert.match(read('examples/ci/github.yml'), /@v7\.8\.9$/m);
    assert.match(read('docs/adopting.md'), /@v7\.8\.9/);
  });

  it('is made whole by the dry run, with checksums, and published nowhere', () => {
    const { status, stdout, stderr } = npm(['run', 'release:dry-run'], {
      GITHUB_REF_TYPE: 'tag',
      GITHUB_REF_NAME: 'v7.8.9',
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /Visual Studio Marketplace {2}bedrock-policy\.bedrock-policy {2}bedrock-policy-7\.8\.9\.vsix/);
    assert.match(stdout, /Nothing was published/);
    const sums = read('out/packages/SHA256SUMS').trimEnd().split('\n');
    assert.equal(sums.length, 2);
    for (const sum of sums) {
      const [digest, file = ''] = sum.split('  ');
      const bytes = readFileSync(path.join(clone, 'out/packages', file));
      assert.equal(createHash('sha256').update(bytes).digest('hex'), digest);
    }
    assert.match(read('out/packages/NOTES.md'), /rules/);
  });

  it('stops where the tag is not the version', () => {
    const { status, stderr } = npm(['run', 'release:dry-run'], { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v9.9.9' });
    assert.notEqual(status, 0);
    assert.match(stderr, /The tag is v9\.9\.9, and package\.json says 7\.8\.9/);
  });

  it('is published by jobs that take the files of the build, check their sums, and need its gate', () => {
    interface Job {
      readonly needs?: string | readonly string[];
      readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
    }
    const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as { jobs: Record<string, Job> };
    const runs = ({ steps }: Job) => steps.map(({ run = '' }) => run).join('\n');
    assert.match(runs(jobs.build as Job), /npm test\nnpm run release:dry-run/);
    for (const [name, command] of [
      ['marketplace', /vsce publish .*\.vsix/],
      ['open-vsx', /ovsx@\d+\.\d+\.\d+ publish .*\.vsix/],
      ['npm', /npm publish --provenance .*\.tgz/],
    ] as const) {
      const job = jobs[name] as Job;
      assert.equal(job.needs, 'build');
      assert.match(runs(job), /sha256sum --check SHA256SUMS/);
      assert.match(runs(job), command);
    }
    assert.deepEqual(jobs.github?.needs, ['marketplace', 'open-vsx', 'npm']);
  });
});
