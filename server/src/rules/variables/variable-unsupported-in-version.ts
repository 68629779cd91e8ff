import { isMisspelled } from '../../iam/misspelled.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { variables } from './_variables.ts';

export const variableUnsupportedInVersion = defineRule({
  id: 'variable-unsupported-in-version',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A policy variable is in a policy whose version does not replace variables.',
  explanation:
    'Only Version 2012-10-17 replaces policy variables. In the older version, and without one, ${aws:username} is plain text that matches nobody.',
  reference: accessAnalyzer('error', 'variable-unsupported-in-version'),
  fixes: { suggested: '${…} becomes a policy variable.' },
  bad: document(
    '{ "Version": "2008-10-17", "Statement": { "Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::222233334444:user/⟦${aws:username}⟧" } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::222233334444:user/${aws:username}" } }',
  ),
  *checkPolicy(policy, { writer }) {
    if (policy.hasVariables || policy.takesElements || (policy.version && policy.version.text !== '2008-10-17')) return;
    for (const statement of policy.statements) {
      for (const { span, isClosed } of variables(statement)) {
        if (!isClosed) continue;
        const result: FindingDraft = finding(
          span,
          'Without Version 2012-10-17 this is plain text, not a policy variable, and matches nobody. Set the version.',
        );
        const { version } = policy;
        if (version?.kind === 'string')
          result.suggest('Change the Version to 2012-10-17', writer.replaceText(version, '2012-10-17'));
        else if (!version && !isMisspelled(policy.properties, 'Version'))
          result.suggest('Add Version 2012-10-17', writer.addElement(policy, 'Version', '2012-10-17', 'first'));
        yield result;
      }
    }
  },
});
