import { conditions, stringValues } from '../../iam/conditions.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { GITHUB, github, sub, web } from './_trust.ts';

export const specificGithubRepoAndBranchRecommended = defineRule({
  id: 'specific-github-repo-and-branch-recommended',
  category: 'security',
  severity: 'warning',
  summary: 'Trust of GitHub Actions is wider than a repository and branch.',
  explanation:
    'A wildcard for the owner or the repository trusts workflows of others; a wildcard for the branch trusts pull requests. AWS does not document which wildcards it tolerates; this rule reports a wildcard in the owner or the repository, and * for all that follows.',
  reference: accessAnalyzer('general-warning', 'specific-github-repo-and-branch-recommended'),
  kinds: ['trust'],
  bad: trust(github, web, sub('"⟦repo:octo/*⟧"')),
  good: trust(github, web, sub('"repo:octo/app:environment:production"')),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.name !== `${GITHUB}:sub`) continue;
      for (const value of stringValues(entry)) {
        const [, owner = '', repository = '', rest] = /^repo:([^/]*)\/([^:]*)(?::(.*))?$/.exec(value.text) ?? [];
        const isWide =
          /[*?]/.test(owner) ||
          /[*?]/.test(repository) ||
          rest === '*' ||
          value.text === '*' ||
          /^repo:\*/.test(value.text);
        if (isWide)
          yield finding(
            value,
            'This trusts more than one repository and branch. Write repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH.',
          );
      }
    }
  },
});
