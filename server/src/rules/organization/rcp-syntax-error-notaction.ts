import { finding } from '../engine/draft.ts';
import { defineRule } from '../engine/rule.ts';
import { RCP, RCP_SYNTAX, rcp } from './_rcp.ts';

export const rcpSyntaxErrorNotaction = defineRule({
  id: 'rcp-syntax-error-notaction',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource control policy has NotAction.',
  explanation: 'An RCP names the actions that it denies with Action.',
  reference: RCP_SYNTAX,
  kinds: RCP,
  bad: rcp('"Effect": "Deny", "Principal": "*", "⟦NotAction⟧": "s3:GetObject", "Resource": "*"'),
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement({ notAction }) {
    if (!notAction) return;
    yield finding(
      notAction.name,
      'A resource control policy cannot have NotAction: Organizations refuses it. Name in Action what is denied.',
    );
  },
});
