import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Allow and Deny, exactly. */
export const invalidEffect = defineRule({
  id: 'invalid-effect',
  category: 'grammar',
  severity: 'error',
  summary: 'Effect is neither Allow nor Deny.',
  explanation: 'Effect is exactly "Allow" or "Deny". Case counts.',
  reference: accessAnalyzer('error', 'invalid-effect'),
  fixes: { suggested: 'The statement had no effect: with the change it allows, or denies.' },
  bad: statements('"Effect": "⟦allow⟧", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  good: statements('"Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  *checkStatement({ effect }, { writer, kind }) {
    if (effect?.kind !== 'string' || effect.text === 'Allow' || effect.text === 'Deny') return;
    const result = finding(
      effect,
      `${quoted(effect.text)} is no effect, so IAM refuses the policy. Write "Allow" or "Deny".`,
    );
    const meant = /^\W*allow/i.test(effect.text) ? 'Allow' : /^\W*den/i.test(effect.text) ? 'Deny' : undefined;
    for (const choice of ['Allow', 'Deny'])
      if ((meant ?? choice) === choice && !(kind === 'rcp' && choice === 'Allow'))
        result.suggest(`Change to ${quoted(choice)}`, writer.replaceText(effect, choice));
    yield result;
  },
});
