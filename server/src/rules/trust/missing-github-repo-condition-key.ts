import { conditions } from '../../iam/conditions.ts';
import { principalsOf } from '../../iam/principals.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { GITHUB, github, oidcProvider, sub, web } from './_trust.ts';

const aud = '"StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }';

export const missingGithubRepoConditionKey = defineRule({
  id: 'missing-github-repo-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'The trust policy for GitHub Actions does not name the repository.',
  explanation:
    'Without a condition on token.actions.githubusercontent.com:sub, every workflow of every repository on GitHub may assume the role.',
  reference: accessAnalyzer('security-warning', 'missing-github-repo-condition-key'),
  kinds: ['trust'],
  bad: trust(github.replace('arn:', '⟦arn:').replace('.com"', '.com⟧"'), web, `, "Condition": { ${aud} }`),
  good: trust(github, web, sub('"repo:octo/app:ref:refs/heads/main"')),
  *checkStatement(statement) {
    if (statement.effect?.text !== 'Allow') return;
    const keys = conditions(statement).map(({ name }) => name);
    for (const value of principalsOf(statement, 'Federated')) {
      if (oidcProvider(value.text) !== GITHUB || keys.includes(`${GITHUB}:sub`)) continue;
      if (keys.some((key) => /:(repository|repository_id|job_workflow_ref|repository_owner_id)$/.test(key))) continue;
      yield finding(
        value,
        `Every workflow on GitHub may assume this role. Add StringLike on ${GITHUB}:sub with repo:OWNER/REPOSITORY:ref:refs/heads/BRANCH.`,
      );
    }
  },
});
