import { isAllow } from '../../iam/allowed.ts';
import { isCovered, touches } from '../../iam/listed-patterns.ts';
import { quoted } from '../../model/printable.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { action, statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, REFERENCE, reported, under } from './_named.ts';

const NO_GUARDRAILS = { forbidden: [{ actions: ['bedrock:CreateGuardrail'] }] };

export const organizationAction = defineRule({
  id: 'organization-action',
  category: 'security',
  severity: 'warning',
  summary: 'An Allow names an action that the organization forbids.',
  explanation:
    'The config file lists actions that no policy may allow: "organization": { "forbidden": [{ "actions": "bedrock:DeleteModelInvocationLoggingConfiguration" }] }. A wildcard that takes one of them in counts too. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  fixes: { suggested: 'The action is not allowed any more.' },
  bad: [
    under(
      NO_GUARDRAILS,
      statements(
        '"Effect": "Allow", "Action": ["bedrock:ListGuardrails", "⟦bedrock:CreateGuardrail⟧"], "Resource": "*"',
      ),
    ),
    under(NO_GUARDRAILS, action('⟦bedrock:CreateG*⟧')),
  ],
  good: under(NO_GUARDRAILS, action('bedrock:ListGuardrails')),
  *checkStatement(statement, { organization: { forbidden } = {}, writer }) {
    if (!forbidden || !isAllow(statement)) return;
    const { action: named, notAction } = statement;
    for (const requirement of forbidden) {
      const { actions } = requirement;
      for (const value of strings(named)) {
        const touched = actions.filter((each) => touches(value.text, [each]));
        if (touched.length === 0) continue;
        const isWhole = isCovered(value.text, actions);
        const which = isWhole ? 'is' : `takes in ${touched.map((each) => quoted(each)).join(', ')}, which is`;
        yield reported(
          value.span,
          `${quoted(value.text)} ${which} not to be allowed in this project. ${isWhole ? 'Remove it.' : 'Name the actions that are needed.'}`,
          requirement,
        ).suggest('Remove this action', isWhole && strings(named).length > 1 ? writer.remove(value) : []);
      }
      if (!notAction || !isFullyKnown(notAction)) continue;
      const left = strings(notAction).map(({ text }) => text);
      const missing = actions.filter((each) => !isCovered(each, left));
      if (missing.length > 0)
        yield reported(
          notAction.name.span,
          `NotAction does not name ${missing.map((each) => quoted(each)).join(', ')}, so it is allowed, which is not to be in this project. List the actions that are needed in Action.`,
          requirement,
        );
    }
  },
});
