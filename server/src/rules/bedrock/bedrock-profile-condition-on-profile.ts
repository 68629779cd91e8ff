import { isAllow } from '../../iam/allowed.ts';
import { type Condition, conditions, removeCondition } from '../../iam/conditions.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import type { Statement } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES } from '../engine/rule.ts';
import { both, MODEL, ofType, PROFILE } from './_inference-profiles.ts';

/** The conditions that do not hold where the key is absent. */
const profileConditions = (statement: Statement): readonly Condition[] =>
  conditions(statement).filter(
    ({ name, meaning }) =>
      name === 'bedrock:inferenceprofilearn' &&
      meaning &&
      !meaning.ifExists &&
      !meaning.negated &&
      meaning.family !== 'Null',
  );

export const bedrockProfileConditionOnProfile = defineRule({
  id: 'bedrock-profile-condition-on-profile',
  category: 'effect',
  severity: 'error',
  summary: 'The ARN of a profile has a condition on bedrock:InferenceProfileArn.',
  explanation:
    'bedrock:InferenceProfileArn is set when the model behind the profile is authorized, never for the profile itself. On the profile’s ARN the condition does not hold, and the call is denied. Give the profile a statement without it.',
  reference: bedrockGuide('inference-profiles-prereq'),
  fixes: { suggested: 'The profile becomes allowed. All its other conditions move along.' },
  kinds: IDENTITY_KINDS,
  bad: statements(
    `"Effect": "Allow", ${both}, "Resource": ["⟦${PROFILE}⟧", "${MODEL}"], "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "${PROFILE}" } }`,
  ),
  good: statements(
    `"Effect": "Allow", ${both}, "Resource": "${PROFILE}"`,
    `"Effect": "Allow", ${both}, "Resource": "${MODEL}", "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "${PROFILE}" } }`,
  ),
  *checkStatement(statement, { writer }) {
    const without = profileConditions(statement);
    const [first] = without;
    if (!isAllow(statement) || !first) return;
    const profiles = [...ofType(statement, 'inference-profile'), ...ofType(statement, 'application-inference-profile')];
    const isAll = profiles.length === statement.resource?.values.length;
    const division = writer.split(statement, { resource: profiles.map((each) => each.value) }, { without });
    for (const [index, { value }] of profiles.entries()) {
      const result = finding(
        value,
        'bedrock:InferenceProfileArn is never set for the profile itself, so it stays forbidden. Allow the profile in a statement without this condition.',
      );
      if (!isAll) {
        if (index < MAX_SPLIT_FIXES)
          result.suggest('Move the profile into a statement without bedrock:InferenceProfileArn', division);
      } else if (without.length === 1) {
        result.suggest(
          'Remove the condition on bedrock:InferenceProfileArn',
          removeCondition(writer, statement, first),
        );
      }
      yield result;
    }
  },
});
