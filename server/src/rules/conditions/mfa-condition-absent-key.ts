import type { PolicyWriter } from '../../hosts/writer.ts';
import { isAllow, isDeny } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type Condition, conditions, stringValues } from '../../iam/conditions.ts';
import { plainOf } from '../../policy/data.ts';
import type { Policy } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const KEY = 'aws:multifactorauthpresent';

const KEY_NAME = 'aws:MultiFactorAuthPresent';

const action = '"Action": "bedrock:DeleteGuardrail", "Resource": "*"';

const under = (effect: string, body: string) => `"Effect": "${effect}", ${action}, "Condition": { ${body} }`;

/** What a condition on the key asks: `bool` with its value, or `null` with its value. */
const asks = (entry: Condition): string => {
  const { meaning, list } = entry;
  const [value] = list.values;
  const text = stringValues(entry)[0]?.text ?? (value?.kind === 'boolean' ? String(plainOf(value.data)) : '');
  if (meaning?.family === 'Null') return `null ${text.toLowerCase()}`;
  return `${meaning?.base.toLowerCase()}${meaning?.ifExists ? ' if there' : ''} ${text.toLowerCase()}`;
};

const mfaConditions = (statement: Statement): readonly (readonly [Condition, string])[] =>
  conditions(statement)
    .filter(({ name }) => name === KEY)
    .map((entry) => [entry, asks(entry)] as const);

/** What the statement's conditions on the key ask; nothing in most statements. */
const askedBy = question((statement) => mfaConditions(statement).map(([, asked]) => asked));

export const mfaConditionAbsentKey = defineRule({
  id: 'mfa-condition-absent-key',
  category: 'security',
  severity: 'warning',
  summary: 'A condition on MFA misses requests that do not carry aws:MultiFactorAuthPresent.',
  explanation:
    'aws:MultiFactorAuthPresent is in requests with temporary credentials only. Long-term access keys never send it, and then Bool does not hold and BoolIfExists does. So: Deny with BoolIfExists "false", Allow with Bool "true". Null tells only whether the key is there, not that MFA was used, and a Deny under "true" denies those who used it. The same holds for the age: without MFA there is no aws:MultiFactorAuthAge, so a Deny above an age needs NumericGreaterThanIfExists.',
  reference: guide('reference_policies_condition-keys'),
  fixes: {
    suggested:
      'It locks out access keys, roles of services or single sign-on: whether they are used is not in the text.',
  },
  bad: [
    statements(under('Deny', '"⟦Bool⟧": { "aws:MultiFactorAuthPresent": "false" }')),
    statements(under('Allow', '"⟦BoolIfExists⟧": { "aws:MultiFactorAuthPresent": "true" }')),
    statements(under('Allow', '"⟦Null⟧": { "aws:MultiFactorAuthPresent": "false" }')),
    statements(under('Deny', '"⟦Null⟧": { "aws:MultiFactorAuthPresent": "true" }')),
    statements(under('Deny', '"⟦BoolIfExists⟧": { "aws:MultiFactorAuthPresent": "true" }')),
    statements(under('Deny', '"⟦NumericGreaterThan⟧": { "aws:MultiFactorAuthAge": "3600" }')),
  ],
  good: [
    statements(under('Deny', '"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }')),
    statements(under('Allow', '"Bool": { "aws:MultiFactorAuthPresent": "true" }')),
    statements(
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } }',
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "true" } }',
    ),
  ],
  *checkPolicy(policy, { writer }) {
    yield* ageWithoutMfa(policy, writer);
    const asking = policy.statements.filter((statement) => askedBy(statement).length > 0);
    const denied = new Set(asking.filter(isDeny).flatMap(askedBy));
    const denies = (...wanted: readonly string[]) => wanted.some((each) => denied.has(each));
    for (const statement of asking) {
      for (const [entry, asked] of mfaConditions(statement)) {
        const { operator, list } = entry;
        if (isDeny(statement) && asked === 'bool false' && !denies('null true', 'bool if there false')) {
          yield finding(
            operator,
            'Requests with long-term access keys have no aws:MultiFactorAuthPresent, so this does not deny them. Use BoolIfExists.',
          ).suggest(
            'Change to "BoolIfExists", which also locks out access keys, services’ roles and sessions without MFA',
            writer.changeOperator(statement, [entry], 'BoolIfExists'),
          );
        } else if (isAllow(statement) && asked === 'bool if there true') {
          yield finding(
            operator,
            'Requests with long-term access keys have no aws:MultiFactorAuthPresent, so this allows them without MFA. Use Bool.',
          ).suggest(
            'Change to "Bool", which also locks out access keys',
            writer.changeOperator(statement, [entry], 'Bool'),
          );
        } else if (
          isAllow(statement) &&
          asked === 'null false' &&
          !mfaConditions(statement).some(([, other]) => other === 'bool true')
        ) {
          yield finding(
            operator,
            'The key is also there, as "false", where temporary credentials were had without MFA. Demand Bool "true".',
          ).suggest('Demand Bool "true" too', writer.addConditions(statement, [['Bool', KEY_NAME, 'true']]));
        } else if (isDeny(statement) && (asked === 'bool if there true' || asked === 'bool true')) {
          yield finding(
            operator,
            'This denies the requests with MFA, and lets those without it through. To demand MFA, deny under BoolIfExists "false".',
          ).suggest(
            'Change to BoolIfExists "false", which locks out requests without MFA',
            list.isArray ? [] : writer.replaceCondition(statement, entry, 'BoolIfExists', 'false'),
          );
        } else if (isDeny(statement) && asked === 'null true' && !denies('bool false', 'bool if there false')) {
          const result = finding(
            operator,
            'Temporary credentials without MFA have the key as "false", so this does not deny them. Use BoolIfExists "false".',
          );
          if (!list.isArray) {
            result.suggest(
              'Change to BoolIfExists "false", which also locks out sessions without MFA',
              writer.replaceCondition(statement, entry, 'BoolIfExists', 'false'),
            );
          }
          yield result;
        }
      }
    }
  },
});

const AGE = 'aws:multifactorauthage';

const isAboveAge = ({ name, meaning }: Condition): boolean =>
  name === AGE && /^NumericGreaterThan/.test(meaning?.base ?? '') && !meaning?.ifExists;

/** A Deny above an age of the MFA: most statements ask nothing of it. */
const deniesAge = question((statement) => isDeny(statement) && conditions(statement).some(isAboveAge));

/** Requests without MFA have no age, so that a Deny above an age lets them through; another Deny may stop them. */
function* ageWithoutMfa({ statements: all }: Policy, writer: PolicyWriter): Generator<FindingDraft> {
  const isStopped = all.some(
    (statement) =>
      isDeny(statement) &&
      askedBy(statement).some(
        (asked) => asked === 'null true' || asked === 'bool if there false' || asked === 'bool false',
      ),
  );
  for (const statement of isStopped ? [] : all.filter(deniesAge)) {
    for (const entry of conditions(statement).filter(isAboveAge)) {
      const { meaning, operator } = entry;
      yield finding(
        operator,
        `Requests without MFA have no aws:MultiFactorAuthAge, so this does not deny them. Use ${meaning?.base}IfExists.`,
      ).suggest(
        `Change to "${meaning?.base}IfExists", which also locks out requests without MFA`,
        writer.changeOperator(statement, [entry], `${meaning?.base}IfExists`),
      );
    }
  }
}
