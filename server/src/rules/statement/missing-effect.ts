import { seemsToHold } from '../../iam/misspelled.ts';
import { openingOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** There is no default effect. */
export const missingEffect = defineRule({
  id: 'missing-effect',
  category: 'grammar',
  severity: 'error',
  summary: 'A statement has no effect.',
  explanation: 'Each statement says Allow or Deny; IAM assumes neither.',
  reference: accessAnalyzer('error', 'missing-effect'),
  fixes: { suggested: 'Whether the statement allows or denies is not in the text.' },
  bad: document(
    '{ "Version": "2012-10-17", "Statement": [⟦{⟧ "Action": "bedrock:ListFoundationModels", "Resource": "*" }] }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }] }',
  ),
  *checkStatement(statement, { writer, kind }) {
    if (statement.effect || seemsToHold(statement, 'Effect')) return;
    if (statement.properties.some(({ name }) => name === 'Effect')) return; // its value is being typed
    const result = finding(
      openingOf(statement.data),
      'The statement has no Effect, so IAM refuses the policy. Add "Allow" or "Deny".',
    );
    for (const effect of kind === 'rcp' ? ['Deny'] : ['Allow', 'Deny']) {
      result.suggest(`Add Effect "${effect}"`, writer.addElement(statement, 'Effect', effect, 'first'));
    }
    yield result;
  },
});
