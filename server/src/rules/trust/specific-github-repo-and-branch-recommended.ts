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
    'A wildcard for the owner or repository lets others’ workflows in; one for the branch lets pull requests in. AWS does not say how much of a wildcard it tolerates; reported is a wildcard in owner or repository, or the whole rest as *.',
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
            'This lets in more than one repository and branch. Write repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH.',
          );
      }
    }
  },
});
