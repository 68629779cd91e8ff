import type { Statement } from '../policy/statement.ts';
import { isAllow, isDeny } from './allowed.ts';
import { addCondition, type Condition, conditions, stringValues } from './conditions.ts';
import { replace } from './edit.ts';
import { statements } from './example.ts';
import { fact } from './facts.ts';
import { guide } from './references.ts';
import { defineRule, finding } from './rule.ts';

const KEY = 'aws:multifactorauthpresent';
const KEY_NAME = 'aws:MultiFactorAuthPresent';
const action = '"Action": "bedrock:DeleteGuardrail", "Resource": "*"';
const under = (effect: string, body: string) => `"Effect": "${effect}", ${action}, "Condition": { ${body} }`;

/** What a condition on the key asks: `bool` with its value, or `null` with its value. */
const asks = (entry: Condition): string => {
  const { meaning, list } = entry;
  const [value] = list.values;
  const text = stringValues(entry)[0]?.text ?? (value?.kind === 'boolean' ? String(value.node.value) : '');
  if (meaning?.family === 'Null') return `null ${text.toLowerCase()}`;
  return `${meaning?.base.toLowerCase()}${meaning?.ifExists ? ' if there' : ''} ${text.toLowerCase()}`;
};

const mfaConditions = (statement: Statement): readonly (readonly [Condition, string])[] =>
  conditions(statement)
    .filter(({ name }) => name === KEY)
    .map((entry) => [entry, asks(entry)] as const);

/** What the statement's conditions on the key ask; nothing in most statements. */
const askedBy = fact((statement) => mfaConditions(statement).map(([, asked]) => asked));

export const mfaConditionAbsentKey = defineRule({
  id: 'mfa-condition-absent-key',
  category: 'security',
  severity: 'warning',
  summary: 'A condition on MFA misses requests that do not say whether MFA was used.',
  explanation:
    'aws:MultiFactorAuthPresent is in requests with temporary credentials only. Long-term access keys never send it, and then Bool does not hold and BoolIfExists does. So: Deny with BoolIfExists "false", Allow with Bool "true". Null tells only whether the key is there, not that MFA was used.',
  reference: guide('reference_policies_condition-keys'),
  bad: [
    statements(under('Deny', '"⟦Bool⟧": { "aws:MultiFactorAuthPresent": "false" }')),
    statements(under('Allow', '"⟦BoolIfExists⟧": { "aws:MultiFactorAuthPresent": "true" }')),
    statements(under('Allow', '"⟦Null⟧": { "aws:MultiFactorAuthPresent": "false" }')),
    statements(under('Deny', '"⟦Null⟧": { "aws:MultiFactorAuthPresent": "true" }')),
  ],
  good: [
    statements(under('Deny', '"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }')),
    statements(under('Allow', '"Bool": { "aws:MultiFactorAuthPresent": "true" }')),
    statements(
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }',
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "true" } }',
    ),
  ],
  concerns: (statement) => askedBy(statement).length > 0,
  *checkPolicy(policy, { text }) {
    const asking = policy.statements.filter((statement) => askedBy(statement).length > 0);
    const denied = new Set(asking.filter(isDeny).flatMap(askedBy));
    const denies = (...wanted: readonly string[]) => wanted.some((each) => denied.has(each));
    for (const statement of asking) {
      for (const [{ operator, list }, asked] of mfaConditions(statement)) {
        const isAlone = statement.condition?.operators.find(({ name }) => name === operator)?.entries.length === 1;
        const value = list.property.value;
        if (isDeny(statement) && asked === 'bool false' && !denies('null true', 'bool if there false')) {
          const result = finding(
            operator,
            'Requests with long-term access keys have no aws:MultiFactorAuthPresent, so this does not deny them. Use BoolIfExists.',
          );
          yield isAlone ? result.fix('Change to "BoolIfExists"', replace(operator.span, 'BoolIfExists')) : result;
        } else if (isAllow(statement) && asked === 'bool if there true') {
          const result = finding(
            operator,
            'Requests with long-term access keys have no aws:MultiFactorAuthPresent, so this allows them without MFA. Use Bool.',
          );
          yield isAlone ? result.fix('Change to "Bool"', replace(operator.span, 'Bool')) : result;
        } else if (
          isAllow(statement) &&
          asked === 'null false' &&
          !mfaConditions(statement).some(([, other]) => other === 'bool true')
        ) {
          yield finding(
            operator,
            'The key is also there, as "false", where temporary credentials were had without MFA. Demand Bool "true".',
          ).choice('Demand Bool "true" too', ...addCondition(statement, 'Bool', KEY_NAME, 'true', text));
        } else if (isDeny(statement) && asked === 'null true' && !denies('bool false', 'bool if there false')) {
          const result = finding(
            operator,
            'Temporary credentials without MFA have the key as "false", so this does not deny them. Use BoolIfExists "false".',
          );
          yield isAlone && value && !list.isArray
            ? result.fix(
                'Change to BoolIfExists "false"',
                replace(operator.span, 'BoolIfExists'),
                replace({ start: value.offset, end: value.offset + value.length }, '"false"'),
              )
            : result;
        }
      }
    }
  },
});
