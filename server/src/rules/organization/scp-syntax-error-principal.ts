import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const scpSyntaxErrorPrincipal = defineRule({
  id: 'scp-syntax-error-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'A service control policy names a principal.',
  explanation:
    'An SCP is about all identities of its accounts. To mean some of them, write a condition on aws:PrincipalArn.',
  reference: accessAnalyzer('error', 'scp-syntax-error-principal'),
  fixes: {
    safe: 'Everyone, "*", is whom a service control policy is about anyway.',
    suggested: 'The statement is about everyone afterwards.',
  },
  kinds: ['scp'],
  bad: statementsOf('scp', '"Effect": "Deny", "⟦Principal⟧": "*", "Action": "s3:DeleteBucket", "Resource": "*"'),
  good: statementsOf('scp', '"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"'),
  *checkStatement({ principal, notPrincipal }, { writer, isKindCertain }) {
    for (const element of [principal, notPrincipal]) {
      if (!element) continue;
      yield finding(
        element.name,
        `A service control policy cannot have ${brief(element.name.text)}: Organizations refuses it. Remove it; for some identities only, write a condition on aws:PrincipalArn.`,
      ).fixIf(
        isKindCertain && element === principal && principal.bare?.text === '*',
        `Remove ${brief(element.name.text)}`,
        writer.remove(element.property),
      );
    }
  },
});
