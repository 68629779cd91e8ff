import { conditions, stringValues } from '../../iam/conditions.ts';
import { brief, quoted } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { condition, statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
export const principalArnSession = defineRule({
  id: 'principal-arn-session',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'aws:PrincipalArn is compared with an ARN that it never has.',
  explanation:
    'For a session of a role aws:PrincipalArn is the ARN of the role (arn:aws:iam::ACCOUNT:role/NAME), not of the session (arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION). The roles of IAM Identity Center have a path: role/aws-reserved/sso.amazonaws.com/[REGION/]AWSReservedSSO_…. Any other value matches nobody, and a negated condition everybody.',
  reference: guide('reference_policies_condition-keys'),
  fixes: { suggested: 'The condition matched nobody: with the change it does.' },
  bad: [
    condition('"ArnLike": { "aws:PrincipalArn": "⟦arn:aws:sts::222233334444:assumed-role/App/*⟧" }'),
    statements(
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "⟦arn:aws:iam::222233334444:role/AWSReservedSSO_Admin_*⟧" } }',
    ),
  ],
  good: [
    condition('"ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/App" }'),
    condition(
      '"ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*" }',
    ),
  ],
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 'aws:principalarn' || entry.meaning?.family === 'Null') continue;
      for (const value of stringValues(entry)) {
        const arn = parseArn(value.text);
        const [, role] = /^assumed-role\/([^/]+)/.exec(arn?.resource.text ?? '') ?? [];
        const [, name] = /^role\/(AWSReservedSSO_.*)$/.exec(arn?.resource.text ?? '') ?? [];
        if (!arn || !(role ?? name)) continue;
        const right = role
          ? `arn:${arn.partition.text}:iam::${arn.account.text}:role/${role}`
          : `arn:${arn.partition.text}:iam::${arn.account.text}:role/aws-reserved/sso.amazonaws.com/*${name}`;
        const result: FindingDraft = finding(
          value,
          role
            ? `aws:PrincipalArn is the role’s ARN, never the session’s: this matches nobody. Write ${brief(right)}.`
            : `The roles of IAM Identity Center have the path aws-reserved/sso.amazonaws.com: this matches nobody. Write ${brief(right)}, with ArnLike.`,
        );
        if (role || entry.meaning?.wildcards)
          result.suggest(`Change to ${quoted(right)}`, writer.replaceText(value, right));
        yield result;
      }
    }
  },
});
