import { deniesInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type Condition, conditions } from '../../iam/conditions.ts';
import { partitionOf } from '../../iam/partition.ts';
import { overlapsArn } from '../../patterns/arn.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements, statementsOf } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIMITING_KINDS } from './_denials.ts';
import { ANY_PROFILE, both } from './_inference-profiles.ts';

const APPLICATION = 'arn:aws:bedrock:*:222233334444:application-inference-profile/*';
const MODELS = 'arn:aws:bedrock:*::foundation-model/*';

const unless = (operator: string, value = APPLICATION) =>
  `"Condition": { "${operator}": { "bedrock:InferenceProfileArn": "${value}" } }`;

/** Whether a condition on the profile holds where the request has none. */
const holdsWithoutProfile = ({ name, meaning, list }: Condition): boolean =>
  name === 'bedrock:inferenceprofilearn' &&
  meaning !== undefined &&
  (meaning.family === 'Null'
    ? list.values.every(({ text }) => text?.toLowerCase() === 'true')
    : meaning.negated && meaning.qualifier !== 'ForAnyValue');

/** A Deny of inference whose only conditions hold where no profile is named. */
const deniesWithoutProfile = question(
  (statement) =>
    deniesInference(statement) && conditions(statement).length > 0 && conditions(statement).every(holdsWithoutProfile),
);

export const bedrockProfileDenyOnProfile = defineRule({
  id: 'bedrock-profile-deny-on-profile',
  category: 'effect',
  severity: 'warning',
  summary: 'A Deny of what does not go through a profile also denies the profile itself.',
  explanation:
    'A call through an inference profile is authorized on the profile and on the model. bedrock:InferenceProfileArn is in the request for the model only: for the profile it is absent, so that a negated condition, or Null "true", holds and the Deny stops the profile, and with it the way that was to stay open. Deny it on foundation-model/* alone.',
  reference: bedrockGuide('inference-profiles-prereq'),
  fixes: { suggested: 'The Deny no longer denies the profiles.' },
  kinds: LIMITING_KINDS,
  bad: [
    statementsOf('scp', `"Effect": "Deny", ${both}, "Resource": "⟦*⟧", ${unless('ArnNotLike')}`),
    statementsOf('scp', `"Effect": "Deny", ${both}, "Resource": "⟦*⟧", ${unless('Null', 'true')}`),
  ],
  good: statements(`"Effect": "Deny", ${both}, "Resource": "${MODELS}", ${unless('ArnNotLike')}`),
  *checkStatement(statement, { hasVariables, writer }) {
    const { resource: list } = statement;
    if (!list || !deniesWithoutProfile(statement)) return;
    for (const value of strings(list)) {
      if (!ANY_PROFILE.some((profile) => overlapsArn(value.text, profile, hasVariables))) continue;
      const models = `arn:${partitionOf(statement)}:bedrock:*::foundation-model/*`;
      yield finding(
        value,
        `The request for the profile itself has no bedrock:InferenceProfileArn, so this denies every profile, and no call gets through. Deny it on ${models} alone.`,
      ).suggest(`Change to ${models}`, writer.replaceInList(list, value, [models]));
    }
  },
});
