import { spanOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { defineRule } from '../engine/rule.ts';
import { RCP, RCP_SYNTAX, rcp } from './_rcp.ts';

export const rcpSyntaxErrorPrincipal = defineRule({
  id: 'rcp-syntax-error-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'The Principal of a resource control policy is not "*".',
  explanation:
    'An RCP is about everyone. To mean some, write "Principal": "*" and a condition on aws:PrincipalArn or the like.',
  reference: RCP_SYNTAX,
  fixes: { suggested: 'The statement is about everyone afterwards.' },
  kinds: RCP,
  bad: [
    rcp('"Effect": "Deny", "Principal": ⟦{ "AWS": "222233334444" }⟧, "Action": "s3:GetObject", "Resource": "*"'),
    rcp('"Effect": "Deny", ⟦"NotPrincipal": "*"⟧, "Action": "s3:GetObject", "Resource": "*"'),
  ],
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement({ principal, notPrincipal }, { writer }) {
    if (notPrincipal) {
      const { property } = notPrincipal;
      const renamed = writer.rename(property, 'Principal');
      yield finding(
        spanOf(property.whole),
        'A resource control policy cannot have NotPrincipal. Write Principal "*" and a condition.',
      ).suggest('Change to Principal "*"', renamed.length > 0 ? [...renamed, ...writer.setValue(property, '*')] : []);
    }
    const value = principal?.property.value;
    const isKnown = principal?.bare?.kind !== 'unknown';
    if (!value || !isKnown || principal.bare?.text === '*') return;
    yield finding(
      spanOf(value),
      'The Principal of a resource control policy is "*" and nothing else. Name the principals with a condition on aws:PrincipalArn or aws:PrincipalAccount.',
    ).suggest('Change to "*"', writer.setValue(principal.property, '*'));
  },
});
