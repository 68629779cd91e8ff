import { nearest } from '../../iam/nearest.ts';
import type { Property } from '../../model/data.ts';
import { quoted } from '../../model/printable.ts';
import { kindOf } from '../../policy/data.ts';
import { POLICY_ELEMENTS } from '../../policy/detect.ts';
import { STATEMENT_ELEMENTS } from '../../policy/statement.ts';
import { readString } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { document, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type StatementContext } from '../engine/rule.ts';

/** A policy and its statements hold a fixed set of elements; their names are case-sensitive. */
export const invalidPolicyElement = defineRule({
  id: 'invalid-policy-element',
  category: 'grammar',
  severity: 'error',
  summary: 'The policy holds an element that IAM does not know.',
  explanation: `A policy holds ${POLICY_ELEMENTS.join(', ')}; a statement holds ${STATEMENT_ELEMENTS.join(', ')}. The names are case-sensitive, and IAM refuses a policy with any other.`,
  reference: accessAnalyzer('error', 'invalid-policy-element'),
  fixes: { suggested: 'The element had no effect under its wrong name: with the change it takes effect.' },
  bad: [
    statements('"⟦Comment⟧": "Models", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
    document(
      '{ "Version": "2012-10-17", "⟦Name⟧": "Models", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
    ),
  ],
  good: statements('"Sid": "Models", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  *checkStatement(statement, context) {
    yield* unknown(statement.properties, STATEMENT_ELEMENTS, 'a statement', context);
  },
  *checkPolicy(policy, context) {
    yield* unknown(policy.properties, POLICY_ELEMENTS, 'a policy', context);
  },
});

function* unknown(
  found: readonly Property[],
  known: readonly string[],
  where: string,
  { text, writer }: StatementContext,
): Generator<FindingDraft> {
  for (const property of found) {
    const { name, key, value } = property;
    if (known.includes(name) || name.startsWith('Fn::') || (value === undefined && name === '')) continue;
    if (value && kindOf(value) === 'unknown' && name === 'Condition') continue;
    const near = nearest(name, known);
    const renamed = near ? writer.rename(property, near) : [];
    const advice =
      near === undefined
        ? 'Remove it.'
        : renamed.length > 0
          ? `Did you mean ${quoted(near)}?`
          : `${quoted(near)} is there already: remove one, or join the two.`;
    const result = finding(
      readString(key, text),
      `IAM knows no element ${quoted(name)} in ${where} and refuses the policy. ${advice}`,
    );
    if (near && renamed.length > 0) result.suggest(`Change to ${quoted(near)}`, renamed);
    else result.suggest(`Remove ${quoted(name)}`, writer.remove(property));
    yield result;
  }
}
