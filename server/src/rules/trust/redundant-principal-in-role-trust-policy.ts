import { isAllow } from '../../iam/allowed.ts';
import { principalsOf } from '../../iam/principals.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const redundantPrincipalInRoleTrustPolicy = defineRule({
  id: 'redundant-principal-in-role-trust-policy',
  category: 'style',
  severity: 'information',
  summary: 'A trust policy names a role and a session of the same role.',
  explanation: 'A statement that trusts a role trusts all sessions of that role.',
  reference: accessAnalyzer('suggestion', 'redundant-principal-in-role-trust-policy'),
  fixes: {
    safe: 'In an Allow the role includes all its sessions.',
    suggested: 'A Deny of one session can have a purpose of its own.',
  },
  kinds: ['trust'],
  bad: trust('{ "AWS": ["arn:aws:iam::222233334444:role/app", "⟦arn:aws:sts::222233334444:assumed-role/app/ci⟧"] }'),
  good: trust('{ "AWS": ["arn:aws:iam::222233334444:role/app", "arn:aws:sts::222233334444:assumed-role/other/ci"] }'),
  *checkStatement(statement, { writer }) {
    const values = principalsOf(statement, 'AWS');
    const roles = new Set(
      values.flatMap((value) => {
        const [, account, role] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(value.text) ?? [];
        return role ? [`${account}/${role}`] : [];
      }),
    );
    for (const value of values) {
      const [, account, role] = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(value.text) ?? [];
      if (!role || !roles.has(`${account}/${role}`)) continue;
      yield finding(
        value,
        'The role itself is trusted already, and with it each of its sessions. Remove the session.',
      ).fixIf(isAllow(statement), 'Remove the session', writer.remove(value));
    }
  },
});
