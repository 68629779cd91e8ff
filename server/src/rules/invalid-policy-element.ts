import type { Property } from '../policy/json.ts';
import { isIntrinsic, STATEMENT_ELEMENTS } from '../policy/statement.ts';
import { readString } from '../policy/value.ts';
import { removeChild, replace } from './edit.ts';
import { POLICY_ELEMENTS } from './elements.ts';
import { document, statements } from './example.ts';
import { nearest } from './nearest.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, type Finding, finding } from './rule.ts';

/** A policy and its statements hold a fixed set of elements; their names are case-sensitive. */
export const invalidPolicyElement = defineRule({
  id: 'invalid-policy-element',
  category: 'grammar',
  severity: 'error',
  summary: 'The policy holds an element that IAM does not know.',
  explanation: `A policy holds ${POLICY_ELEMENTS.join(', ')}; a statement holds ${STATEMENT_ELEMENTS.join(', ')}. The names are case-sensitive, and IAM refuses a policy with any other.`,
  reference: accessAnalyzer('error', 'invalid-policy-element'),
  bad: [
    statements('"⟦Comment⟧": "Models", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
    document(
      '{ "Version": "2012-10-17", "⟦Name⟧": "Models", "Statement": { "Effect": "Deny", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
    ),
  ],
  good: statements('"Sid": "Models", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  *checkStatement(statement, { text }) {
    yield* unknown(statement.properties, STATEMENT_ELEMENTS, 'a statement', text);
  },
  *checkPolicy(policy, { text }) {
    yield* unknown(policy.properties, POLICY_ELEMENTS, 'a policy', text);
  },
});

function* unknown(
  found: readonly Property[],
  known: readonly string[],
  where: string,
  text: string,
): Generator<Finding> {
  const present = new Set(found.map(({ name }) => name));
  for (const { name, key, value, node } of found) {
    if (known.includes(name) || name.startsWith('Fn::') || (value === undefined && name === '')) continue;
    if (value && isIntrinsic(value) && name === 'Condition') continue;
    const near = nearest(
      name,
      known.filter((candidate) => !present.has(candidate)),
    );
    const { span } = readString(key, text);
    const result = finding(
      span,
      near
        ? `IAM knows no element "${name}" in ${where} and refuses the policy. Did you mean "${near}"?`
        : `IAM knows no element "${name}" in ${where} and refuses the policy. Remove it.`,
    );
    if (near) result.fix(`Change to "${near}"`, replace(span, near));
    result.choice(`Remove "${name}"`, removeChild(node, text));
    yield result;
  }
}
