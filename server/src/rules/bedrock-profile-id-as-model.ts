import { strings } from '../policy/statement.ts';
import { fieldSpan, isLiteral } from './arns.ts';
import { bedrockArns } from './bedrock-arns.ts';
import { addValues, replace } from './edit.ts';
import { resource } from './example.ts';
import { detail } from './facts.ts';
import { modelArnsOfProfile } from './profiles.ts';
import { bedrockGuide } from './references.ts';
import { defineRule, finding } from './rule.ts';

/** What Resource and NotResource list, each by itself. */
const listed = detail(
  ({ resource, notResource }) =>
    new Map([resource, notResource].map((list) => [list, new Set(strings(list).map(({ text }) => text))])),
);

/** `us.`, `eu.`, `global.` begin the id of an inference profile, never of a model. */
export const bedrockProfileIdAsModel = defineRule({
  id: 'bedrock-profile-id-as-model',
  category: 'effect',
  severity: 'error',
  summary: 'The id of an inference profile stands under foundation-model.',
  explanation:
    'An id that begins with a geography (us., eu., apac., global., …) names a cross-Region inference profile. Its ARN is arn:aws:bedrock:REGION:ACCOUNT:inference-profile/ID, and whoever uses it needs the ARNs of the model in the source and in every destination Region as well.',
  reference: bedrockGuide('inference-profiles-prereq'),
  bad: resource('arn:aws:bedrock:us-east-1::⟦foundation-model/us.anthropic.claude-sonnet-4-20250514-v1:0⟧'),
  good: resource('arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0'),
  *checkStatement(statement, { catalog, text }) {
    for (const entry of bedrockArns(statement, catalog)) {
      const { list } = entry;
      const { partition, region, account, resource, resourceType, resourceId } = entry.arn;
      const profile = resourceId && catalog.models.profile(resourceId.text);
      if (resourceType.text !== 'foundation-model' || !profile || !profile.model.includes('.')) continue;
      const result = finding(
        fieldSpan(entry, resource),
        `"${profile.id}" is an inference profile, not a model: this ARN matches nothing. Write inference-profile/${profile.id} with an account, and add the ARNs of the model.`,
      );
      if (isLiteral(partition.text)) {
        const profileArn = `arn:${partition.text}:bedrock:${region.text}:${account.text || '*'}:inference-profile/${profile.id}`;
        const modelArns = modelArnsOfProfile(profile, partition.text).filter(
          (arn) => !listed(statement).get(list)?.has(arn),
        );
        if (list.isArray) {
          result.fix(
            'Change to the profile, and add its model',
            replace(entry.value.span, profileArn),
            addValues(list, modelArns, text),
          );
        } else {
          result.fix(
            'Change to the profile, and add its model',
            replace(
              { start: entry.value.node.offset, end: entry.value.node.offset + entry.value.node.length },
              `[${[profileArn, ...modelArns].map((arn) => JSON.stringify(arn)).join(', ')}]`,
            ),
          );
        }
      }
      yield result;
    }
  },
});
