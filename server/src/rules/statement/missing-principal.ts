import { seemsToHold } from '../../iam/misspelled.ts';
import { openingOf } from '../../policy/data.ts';
import { PRINCIPAL_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A policy on a resource says who. */
export const missingPrincipal = defineRule({
  id: 'missing-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'A statement of a resource-based policy names no principal.',
  explanation:
    'A policy that is attached to a resource, a role’s trust policy and an RCP name the principals in each statement.',
  reference: accessAnalyzer('error', 'missing-principal'),
  fixes: { suggested: 'Whom the statement is about is not in the text.' },
  kinds: PRINCIPAL_KINDS,
  bad: document(
    '{ "Version": "2012-10-17", "Statement": [⟦{⟧ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }] }',
    'rcp',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }] }',
    'rcp',
  ),
  *checkStatement(statement, { kind, writer }) {
    if (statement.principal || statement.notPrincipal || seemsToHold(statement, 'Principal')) return;
    const result = finding(
      openingOf(statement.data),
      'The statement has no Principal, so IAM refuses the policy. Add a Principal element.',
    );
    if (kind === 'rcp') result.suggest('Add Principal "*"', writer.addElement(statement, 'Principal', '*'));
    else if (kind === 'trust') {
      result.suggest(
        'Trust Amazon Bedrock: add the service bedrock.amazonaws.com',
        writer.addElement(statement, 'Principal', { Service: 'bedrock.amazonaws.com' }),
      );
    }
    yield result;
  },
});
