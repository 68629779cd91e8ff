import { hasAction, INFERENCE_ACTIONS, isDeny, isUnlimited, MANTLE_INFERENCE } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements, statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { denialsOf, LIMITING_KINDS } from './_denials.ts';

/** A Deny, without limits, of all inference by a pattern. Of the actions by name bedrock-deny-incomplete tells. */
const deniesByPattern = question(
  (statement) =>
    isDeny(statement) &&
    isUnlimited(statement) &&
    !hasAction(statement, MANTLE_INFERENCE) &&
    INFERENCE_ACTIONS.every((action) => hasAction(statement, action)) &&
    strings(statement.action).some(({ text }) => /^bedrock:[*?]/i.test(text)),
);

export const bedrockMantleLeftOpen = defineRule({
  id: 'bedrock-mantle-left-open',
  category: 'security',
  severity: 'information',
  summary: 'A Deny of all of Bedrock leaves the bedrock-mantle endpoint open.',
  explanation:
    'The bedrock-mantle endpoint serves the same models under a prefix of its own: bedrock:* does not match bedrock-mantle:CreateInference. In an SCP, which is written to close Bedrock, the finding is a warning.',
  reference: bedrockGuide('endpoints'),
  fixes: { suggested: 'The Deny reaches further: it also stops the bedrock-mantle endpoint.' },
  kinds: LIMITING_KINDS,
  bad: [
    statementsOf('scp', '"Effect": "Deny", "Action": "⟦bedrock:*⟧", "Resource": "*"'),
    statements('"Effect": "Deny", "Action": "⟦bedrock:*⟧", "Resource": "*"'),
  ],
  good: [
    statements('"Effect": "Deny", "Action": ["bedrock:*", "bedrock-mantle:*"], "Resource": "*"'),
    statements('"Effect": "Deny", "Action": "bedrock*:*", "Resource": "*"'),
    statements('"Effect": "Deny", "Action": "bedrock:Delete*", "Resource": "*"'),
  ],
  *checkPolicy(policy, { kind, writer }) {
    const denying = policy.statements.filter(deniesByPattern);
    if (denying.length === 0) return;
    const deniesToo = denialsOf(policy);
    for (const statement of denying) {
      const value = strings(statement.action).find(({ text }) => hasWildcard(text) && /^bedrock:/i.test(text));
      if (!value || !statement.action || deniesToo(statement, MANTLE_INFERENCE)) continue;
      yield finding(
        value,
        `The models stay open at the bedrock-mantle endpoint, which checks ${MANTLE_INFERENCE}. Deny bedrock-mantle:* too.`,
      )
        .as(kind === 'scp' ? 'warning' : 'information')
        .suggest('Deny bedrock-mantle:* too', writer.addValues(statement.action, ['bedrock-mantle:*']));
    }
  },
});
