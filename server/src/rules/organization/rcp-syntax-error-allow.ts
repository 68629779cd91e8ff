import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { defineRule } from '../engine/rule.ts';
import { RCP, RCP_SYNTAX, rcp } from './_rcp.ts';

export const rcpSyntaxErrorAllow = defineRule({
  id: 'rcp-syntax-error-allow',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource control policy allows.',
  explanation:
    'An RCP only denies. The one that allows is AWS’s own RCPFullAWSAccess: everything, to everyone, on everything, without a condition.',
  reference: RCP_SYNTAX,
  fixes: { suggested: 'What was allowed is denied afterwards.' },
  kinds: RCP,
  bad: rcp('"Effect": "⟦Allow⟧", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement(statement, { writer }) {
    const { effect, action, resource, condition } = statement;
    if (effect?.text !== 'Allow') return;
    const isEverything = [action, resource].every((list) => strings(list).some(({ text }) => text === '*'));
    if (isEverything && !condition) return;
    yield finding(
      effect,
      'A resource control policy only denies: Organizations refuses Allow. Write what is forbidden.',
    ).suggest('Change to "Deny"', writer.replaceText(effect, 'Deny'));
  },
});
