import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { listsWithVariables } from './_variables.ts';

const AMPERSAND = /&\{([a-z][\w.-]*:[\w/.:-]+)\}/gi;

/** Terraform's spelling of a policy variable, which only its data source knows. */
export const variableWithAmpersand = defineRule({
  id: 'variable-with-ampersand',
  category: 'effect',
  severity: 'warning',
  summary: 'A policy variable is written with an ampersand where that is plain text.',
  explanation:
    'Terraform’s data source aws_iam_policy_document writes ${aws:username} for &{aws:username}. Everywhere else, in jsonencode, in heredocs, in JSON and in CloudFormation, it stays as it is, and IAM compares it letter by letter.',
  reference: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document',
  fixes: { suggested: 'What was plain text becomes a variable, which matches other requests.' },
  bad: statements(
    '"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/⟦&{aws:username}⟧/*"',
  ),
  good: statements(
    '"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/${aws:username}/*"',
  ),
  *checkStatement(statement, { writer, hasVariables }) {
    for (const value of listsWithVariables(statement).flatMap(strings)) {
      for (const { 0: written, 1: name, index } of value.text.matchAll(AMPERSAND)) {
        const end = index + written.length;
        const edits = writer.replaceText(value, `\${${name}}`, index, end);
        yield finding(
          within(value, index, end),
          `${written} is plain text here, not a policy variable. Write ${edits[0]?.text ?? `\${${name}}`}.`,
        ).suggest(`Change to ${edits[0]?.text}`, hasVariables ? edits : []);
      }
    }
  },
});
