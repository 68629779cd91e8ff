import { brief } from '../../model/printable.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** An identity's policy is about that identity. */
export const unsupportedPrincipal = defineRule({
  id: 'unsupported-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'An identity policy names a principal.',
  explanation:
    'A policy that is attached to a user, group or role, a permissions boundary and a session policy are about their bearer, and cannot name a principal.',
  reference: accessAnalyzer('error', 'unsupported-principal'),
  fixes: { suggested: 'The statement is no longer limited to the principal.' },
  kinds: IDENTITY_KINDS,
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "⟦Principal⟧": "*", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
    'boundary',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
    'boundary',
  ),
  *checkStatement({ principal, notPrincipal }, { kind, writer }) {
    for (const element of [principal, notPrincipal]) {
      if (!element) continue;
      const where =
        { identity: 'An identity policy', boundary: 'A permissions boundary' }[kind as string] ?? 'A session policy';
      yield finding(
        element.name,
        `${where} is about its bearer: IAM refuses ${brief(element.name.text)} here. Remove it.`,
      ).suggest(`Remove ${brief(element.name.text)}`, writer.remove(element.property));
    }
  },
});
