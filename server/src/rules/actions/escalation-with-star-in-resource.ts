import { isAllow } from '../../iam/allowed.ts';
import { isEverything } from '../../iam/arns.ts';
import { isLimitedToCallers } from '../../iam/callers.ts';
import { conditions } from '../../iam/conditions.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** What an identity with the action can make of itself, as the end of "This lets the identity …". */
const CONSEQUENCES: ReadonlyMap<string, string> = new Map([
  ['sts:assumerole', 'act as every role that trusts its account'],
  ['iam:attachrolepolicy', 'give any role, its own among them, any managed policy'],
  ['iam:attachuserpolicy', 'give any user, itself among them, any managed policy'],
  ['iam:attachgrouppolicy', 'give any group, its own among them, any managed policy'],
  ['iam:putrolepolicy', 'give any role, its own among them, any permission'],
  ['iam:putuserpolicy', 'give any user, itself among them, any permission'],
  ['iam:putgrouppolicy', 'give any group, its own among them, any permission'],
  ['iam:createpolicyversion', 'rewrite any customer managed policy, its own among them'],
  ['iam:setdefaultpolicyversion', 'bring back any version of a customer managed policy'],
  ['iam:updateassumerolepolicy', 'change who may assume any role'],
  ['iam:createaccesskey', 'make access keys for any user'],
  ['iam:createloginprofile', 'set a password for any user'],
  ['iam:updateloginprofile', 'set a password for any user'],
]);

/** A condition that limits what such an action may do: a permissions boundary, the policies to attach, a tag of the role. */
const LIMITS =
  /^(iam:(permissionsboundary|policyarn|resourcetag\/)|aws:resourcetag\/|aws:resourceaccount|aws:resourceorg)/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege */
export const escalationWithStarInResource = defineRule({
  id: 'escalation-with-star-in-resource',
  category: 'security',
  severity: 'warning',
  summary: 'The policy allows an action with which an identity can give itself all rights, on every resource.',
  explanation:
    'With sts:AssumeRole on "*" an identity acts as every role that trusts its account; with iam:AttachRolePolicy, iam:PutRolePolicy, iam:CreatePolicyVersion and their like on "*" it gives itself any permission. Name the roles or policies, or demand a permissions boundary.',
  reference: guide('best-practices'),
  kinds: ['identity'],
  bad: [
    statements('"Effect": "Allow", "Action": ["bedrock:ListGuardrails", "⟦sts:AssumeRole⟧"], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "⟦iam:PutRolePolicy⟧", "Resource": "*"'),
  ],
  good: [
    statements('"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::222233334444:role/App"'),
    statements(
      '"Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "arn:aws:iam::222233334444:policy/Boundary" } }',
    ),
  ],
  *checkStatement(statement) {
    if (!isAllow(statement) || !strings(statement.resource).some(({ text }) => isEverything(text))) return;
    if (isLimitedToCallers(statement) || conditions(statement).some(({ name }) => LIMITS.test(name))) return;
    for (const value of strings(statement.action)) {
      const consequence = CONSEQUENCES.get(value.text.toLowerCase());
      if (consequence)
        yield finding(
          value,
          `This lets the identity ${consequence}. Name the resources instead of "*", or add a condition.`,
        );
    }
  },
});
