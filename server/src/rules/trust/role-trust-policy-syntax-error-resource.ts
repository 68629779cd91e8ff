import { brief } from '../../model/printable.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { document, trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const roleTrustPolicySyntaxErrorResource = defineRule({
  id: 'role-trust-policy-syntax-error-resource',
  category: 'grammar',
  severity: 'error',
  summary: 'A trust policy names a resource.',
  explanation: 'A trust policy is about its own role; Resource and NotResource are refused.',
  reference: accessAnalyzer('error', 'role-trust-policy-syntax-error-resource'),
  fixes: {
    safe: 'Where the kind is certain, "*" names what the policy is about anyway.',
    suggested: 'The policy may be one of another kind, which needs its resources.',
  },
  kinds: ['trust'],
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole", "⟦Resource⟧": "*" } }',
    'trust',
  ),
  good: trust('{ "AWS": "222233334444" }'),
  *checkStatement({ resource, notResource }, { writer, isKindCertain }) {
    for (const list of [resource, notResource]) {
      if (!list) continue;
      yield finding(
        list.name,
        `A trust policy is about its own role: IAM refuses ${brief(list.name.text)}. Remove it.`,
      ).fixIf(
        isKindCertain && list === resource && isFullyKnown(list) && strings(list).some(({ text }) => text === '*'),
        `Remove ${brief(list.name.text)}`,
        writer.remove(list.property),
      );
    }
  },
});
