import { isMisspelled } from '../../iam/misspelled.ts';
import { writesVariables } from '../../iam/variables.ts';
import { openingOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Without a version IAM reads the policy in the language of 2008. */
export const missingVersion = defineRule({
  id: 'missing-version',
  category: 'grammar',
  severity: 'warning',
  summary: 'The policy names no version.',
  explanation:
    'Without Version, IAM takes policy variables such as ${aws:username} for plain text, and SCPs and RCPs are refused. 2012-10-17 is the current version of the language.',
  reference: accessAnalyzer('general-warning', 'missing-version'),
  fixes: {
    safe: 'Without policy variables, both versions of the language mean the same.',
    suggested: '${…} becomes a policy variable.',
  },
  bad: document('⟦{⟧ "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }'),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
  *checkPolicy(policy, { writer, kind }) {
    if (policy.version || policy.isVersionImplied || policy.takesElements || isMisspelled(policy.properties, 'Version'))
      return;
    const guardrail = kind === 'scp' || kind === 'rcp';
    const result = finding(
      openingOf(policy.data),
      guardrail
        ? 'Organizations refuses the policy without a Version. Add 2012-10-17.'
        : 'Without a Version, IAM takes policy variables such as ${aws:username} for plain text. Add 2012-10-17.',
    ).fixIf(
      !writesVariables(policy),
      'Add Version 2012-10-17',
      writer.addElement(policy, 'Version', '2012-10-17', 'first'),
    );
    yield guardrail ? result.as('error') : result;
  },
});
