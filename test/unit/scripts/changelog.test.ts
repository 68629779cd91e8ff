/** `npm version` makes a section of the changelog that is not released yet the section of a version. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { released, sectionOf } from '../../../scripts/release/changelog.ts';
import { readProject } from '../../../scripts/release/project.ts';
import { REPOSITORY } from '../../../server/src/rules/engine/references.ts';

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- Old.\n';

describe('the changelog', () => {
  it('gets the version and the day, and nothing else changes', () => {
    const after = released(CHANGELOG, '0.2.0', '2026-11-27');
    assert.equal(after, CHANGELOG.replace('## Unreleased', '## 0.2.0 (2026-11-27)'));
    assert.equal(sectionOf(after, '0.2.0'), '- New.');
    assert.equal(sectionOf(after, '0.1.0'), '- Old.');
    assert.equal(sectionOf(after, '0.1'), undefined);
  });

  it('must say something', () => {
    assert.throws(
      () => released('# Changelog\n\n## 0.1.0\n\n- Old.\n', '0.2.0', '2026-11-27'),
      /has no section "## Unreleased"/,
    );
    assert.throws(() => released(CHANGELOG.replace('- New.\n\n', ''), '0.2.0', '2026-11-27'), /is empty/);
  });

  it('of this project has a section of the version', () => {
    assert.ok(sectionOf(readFileSync('CHANGELOG.md', 'utf8'), readProject().version));
  });
});

describe('the names of what is published', () => {
  const project = readProject();

  it('are those of package.json everywhere', () => {
    assert.equal(project.repository.url, REPOSITORY);
    for (const file of [
      'examples/ci/github.yml',
      'examples/ci/gitlab.yml',
      'examples/ci/pre-commit.yaml',
      'SECURITY.md',
    ])
      assert.ok(readFileSync(file, 'utf8').includes(new URL(REPOSITORY).pathname.slice(1)), file);
  });

  it('can be published', () => {
    assert.ok(!('private' in project));
  });
});
