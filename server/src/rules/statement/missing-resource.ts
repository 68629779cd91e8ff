import { seemsToHold } from '../../iam/misspelled.ts';
import { openingOf } from '../../policy/data.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Every policy but a role's trust policy says on what. */
export const missingResource = defineRule({
  id: 'missing-resource',
  category: 'grammar',
  severity: 'error',
  summary: 'A statement names no resource.',
  explanation:
    'Each statement has Resource, or NotResource. Only the trust policy of a role has none: there the role itself is meant. Amazon ECR also takes the policy of a repository without one.',
  reference: accessAnalyzer('error', 'missing-resource'),
  fixes: { suggested: 'What the statement is about is not in the text.' },
  kinds: RESOURCE_KINDS,
  bad: document(
    '{ "Version": "2012-10-17", "Statement": [⟦{⟧ "Effect": "Deny", "Action": "bedrock:ListFoundationModels" }] }',
  ),
  good: [
    document(
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" }] }',
    ),
    document(
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "ecr:BatchGetImage" }] }',
      'resource',
    ),
  ],
  *checkStatement(statement, { kind, writer }) {
    if (statement.resource || statement.notResource || seemsToHold(statement, 'Resource')) return;
    if (kind === 'resource' && isAboutRepository(statement)) return;
    yield finding(
      openingOf(statement.data),
      'The statement has no Resource, so IAM refuses the policy. Add a Resource element with ARNs, or with "*".',
    ).suggest('Add Resource "*"', writer.addElement(statement, 'Resource', '*'));
  },
});

/** A repository's policy is about its repository. https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html */
const isAboutRepository = ({ action }: Statement): boolean =>
  strings(action).length > 0 && strings(action).every(({ text }) => /^ecr:/i.test(text));
