import { hasAction } from '../../iam/allowed.ts';
import { principalsOf } from '../../iam/principals.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const ROLES_ANYWHERE = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

export const missingActionForRolesAnywhereTrustPolicy = defineRule({
  id: 'missing-action-for-roles-anywhere-trust-policy',
  category: 'effect',
  severity: 'error',
  summary: 'Trust of IAM Roles Anywhere lacks an action.',
  explanation: 'IAM Roles Anywhere needs sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity.',
  reference: accessAnalyzer('error', 'missing-action-for-roles-anywhere-trust-policy'),
  fixes: { suggested: 'A permission is added.' },
  kinds: ['trust'],
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "⟦Action⟧": ["sts:AssumeRole"], "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:222233334444:trust-anchor/a" } } } }',
    'trust',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:222233334444:trust-anchor/a" } } } }',
    'trust',
  ),
  *checkStatement(statement, { writer }) {
    const { action, effect } = statement;
    if (
      !action ||
      effect?.text !== 'Allow' ||
      !principalsOf(statement, 'Service').some((value) => value.text === 'rolesanywhere.amazonaws.com')
    )
      return;
    const missing = ROLES_ANYWHERE.filter((name) => !hasAction(statement, name));
    if (missing.length === 0) return;
    yield finding(
      action.name,
      `IAM Roles Anywhere also needs ${missing.join(' and ')}: without, no session begins.`,
    ).suggest(`Add ${missing.join(' and ')}`, writer.addValues(action, missing));
  },
});
