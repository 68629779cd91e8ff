import { isAllow, valuesNaming } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { applying, both, deniesWithout, enforced, REFERENCE } from './_guardrails.ts';

/** They call models in the caller's name, and some of these calls name no guardrail. */
const CALLING = ['bedrock:RetrieveAndGenerate', 'bedrock:InvokeAgent', 'bedrock:InvokeInlineAgent'];

const allowsCalling = question(
  (statement) => isAllow(statement) && CALLING.some((action) => valuesNaming(statement, action).length > 0),
);

const enforcing = [`"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`, applying];

export const bedrockGuardrailBreaksAgents = defineRule({
  id: 'bedrock-guardrail-breaks-agents',
  category: 'effect',
  severity: 'warning',
  summary: 'The guardrail that is enforced stops agents and RetrieveAndGenerate of the same identity.',
  explanation:
    'RetrieveAndGenerate, InvokeAgent and InvokeInlineAgent call InvokeModel several times in the caller’s name, and some of these calls name no guardrail, even where the request does. A Deny of inference without the guardrail stops them. AWS advises not to use one role for both.',
  reference: REFERENCE,
  kinds: ['identity'],
  bad: statements(
    `"Effect": "Allow", ${both.replace('"],', '", "bedrock:Retrieve", "⟦bedrock:RetrieveAndGenerate⟧"],')}`,
    ...enforcing,
  ),
  good: statements(`"Effect": "Allow", ${both}`, ...enforcing),
  *checkPolicy(policy) {
    if (!policy.statements.some(deniesWithout)) return;
    for (const statement of policy.statements) {
      if (!allowsCalling(statement)) continue;
      const found = new Set(CALLING.flatMap((action) => valuesNaming(statement, action)));
      for (const value of strings(statement.action)) {
        if (!found.has(value)) continue;
        yield finding(
          value,
          `${brief(value.text)} calls models without the guardrail that this policy demands, so requests may be denied. Give it to another role.`,
        );
      }
    }
  },
});
