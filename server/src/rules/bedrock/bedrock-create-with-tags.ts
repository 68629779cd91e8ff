import { isAllow, mayAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const TAG = 'bedrock:TagResource';
const PROFILES = '"Resource": "arn:aws:bedrock:*:222233334444:application-inference-profile/*"';
const MODELS = '"Resource": "arn:aws:bedrock:*::foundation-model/*"';
const under = '"Condition": { "StringEquals": { "aws:RequestTag/team": "blue" } }';

/** An Allow of creating that demands tags in the request. */
const createsWithTags = question(
  (statement) =>
    isAllow(statement) &&
    strings(statement.action).some(({ text }) => /^bedrock:create/i.test(text)) &&
    conditions(statement).some(
      ({ name, meaning }) =>
        (name.startsWith('aws:requesttag/') || name === 'aws:tagkeys') &&
        meaning &&
        !meaning.negated &&
        !meaning.ifExists &&
        meaning.family !== 'Null' &&
        meaning.qualifier !== 'ForAllValues',
    ),
);

export const bedrockCreateWithTags = defineRule({
  id: 'bedrock-create-with-tags',
  category: 'effect',
  severity: 'information',
  summary: 'Tags are demanded of what is created, and tagging is not allowed.',
  explanation:
    'A request that creates a resource with tags is also authorized as bedrock:TagResource. A policy that demands the tags, and does not allow that, denies every request: with the tags and without them. Another policy of the same identity may allow it.',
  reference: bedrockGuide('guardrails-permissions'),
  fixes: { suggested: 'Resources may be tagged, under the conditions of this statement.' },
  kinds: ['identity'],
  bad: statements(
    `"Effect": "Allow", "Action": "⟦bedrock:CreateInferenceProfile⟧", ${PROFILES}, ${under}`,
    `"Effect": "Allow", "Action": "bedrock:CreateInferenceProfile", ${MODELS}`,
  ),
  good: statements(
    `"Effect": "Allow", "Action": ["bedrock:CreateInferenceProfile", "${TAG}"], ${PROFILES}, ${under}`,
    `"Effect": "Allow", "Action": "bedrock:CreateInferenceProfile", ${MODELS}`,
  ),
  *checkPolicy(policy, { writer }) {
    for (const statement of policy.statements) {
      if (!createsWithTags(statement) || mayAllow(policy, TAG)) continue;
      const value = strings(statement.action).find(({ text }) => /^bedrock:create/i.test(text));
      if (!value || !statement.action) continue;
      yield finding(
        value,
        `${brief(value.text)} with tags is also authorized as ${TAG}, and nothing here allows that: unless another policy does, requests are denied. Allow ${TAG} too.`,
      ).suggest(`Add ${TAG}`, writer.addValues(statement.action, [TAG]));
    }
  },
});
