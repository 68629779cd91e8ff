import { nearest } from '../../iam/nearest.ts';
import { principalElements } from '../../iam/principals.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

export const invalidPrincipalKey = defineRule({
  id: 'invalid-principal-key',
  category: 'grammar',
  severity: 'error',
  summary: 'A principal is of an unknown type.',
  explanation: `The types of principals are ${TYPES.join(', ')}.`,
  reference: accessAnalyzer('error', 'invalid-principal-key'),
  fixes: { suggested: 'The statement had no effect: with the change it has one.' },
  kinds: ['resource', 'trust'],
  bad: trust('{ "⟦Services⟧": "ec2.amazonaws.com" }'),
  good: trust('{ "Service": "ec2.amazonaws.com" }'),
  *checkStatement(statement, { writer }) {
    for (const { types } of principalElements(statement)) {
      for (const { name, property } of types) {
        if (TYPES.includes(name.text) || !property.value) continue;
        const near = nearest(name.text, TYPES);
        const result = finding(
          name,
          `${quoted(name.text)} is not a type of principal, so IAM refuses the policy.${near ? ` Did you mean ${quoted(near)}?` : ` Write one of ${TYPES.join(', ')}.`}`,
        );
        yield near ? result.suggest(`Change to ${quoted(near)}`, writer.rename(property, near)) : result;
      }
    }
  },
});
