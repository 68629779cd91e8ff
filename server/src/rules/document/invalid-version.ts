import { writesVariables } from '../../iam/variables.ts';
import { quoted } from '../../model/printable.ts';
import { POLICY_VERSIONS } from '../../policy/detect.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** The version is that of the policy language, not of the policy. */
export const invalidVersion = defineRule({
  id: 'invalid-version',
  category: 'grammar',
  severity: 'error',
  summary: 'The version is none of the policy language.',
  explanation:
    'Version names the policy language, not the day on which the policy was written: 2012-10-17, or the older 2008-10-17, which knows no policy variables. SCPs and RCPs take 2012-10-17 only.',
  reference: accessAnalyzer('error', 'invalid-version'),
  fixes: {
    safe: 'Without policy variables, both versions of the language mean the same.',
    suggested: '${…} becomes a policy variable.',
  },
  bad: document(
    '{ "Version": "⟦2012-10-18⟧", "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
  good: document(
    '{ "Version": "2008-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
  ),
  *checkPolicy(policy, { kind, writer }) {
    const { version } = policy;
    if (version?.kind !== 'string') return;
    const allowed = kind === 'scp' || kind === 'rcp' ? ['2012-10-17'] : POLICY_VERSIONS;
    if (allowed.includes(version.text)) return;
    yield finding(
      version,
      `${quoted(version.text)} is not a version of the policy language, so the policy is refused. Write 2012-10-17, whatever today's date.`,
    ).fixIf(!writesVariables(policy), 'Change to 2012-10-17', writer.replaceText(version, '2012-10-17'));
  },
});
