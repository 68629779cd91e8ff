import { isAllow } from '../../iam/allowed.ts';
import { fieldSpan, isLiteral } from '../../iam/arns.ts';
import { type BedrockArn, bedrockArns } from '../../iam/bedrock-arns.ts';
import { modelArnsOfProfile, profileArn } from '../../iam/profiles.ts';
import { brief, quoted } from '../../model/printable.ts';
import type { Statement } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES, type StatementContext } from '../engine/rule.ts';
import { addModelsThrough } from './_inference-profiles.ts';

/** `us.`, `eu.`, `global.` begin the id of an inference profile, never of a model. */
export const bedrockProfileIdAsModel = defineRule({
  id: 'bedrock-profile-id-as-model',
  category: 'effect',
  severity: 'error',
  summary: 'The id of an inference profile follows foundation-model/ in an ARN.',
  explanation:
    'An id that begins with a geography (us., eu., apac., global., …) names a cross-Region inference profile. Its ARN is arn:aws:bedrock:REGION:ACCOUNT:inference-profile/ID, and a caller that uses it needs the ARNs of the model in the source and in every destination Region as well. A condition on bedrock:InferenceProfileArn allows the models through the profile alone.',
  reference: bedrockGuide('inference-profiles-prereq'),
  fixes: { suggested: 'The ARN matched nothing: with the change the profile and its model are allowed.' },
  bad: resource('arn:aws:bedrock:us-east-1::⟦foundation-model/us.amazon.nova-lite-v1:0⟧'),
  good: resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
  *checkStatement(statement, context) {
    let offers = 0;
    for (const entry of bedrockArns(statement, context.catalog)) {
      const { resource, resourceType, resourceId } = entry.arn;
      const profile = resourceId && context.catalog.models.profile(resourceId.text);
      if (resourceType.text !== 'foundation-model' || !profile || !profile.model.includes('.')) continue;
      const result = finding(
        fieldSpan(entry, resource),
        `${quoted(profile.id)} is an inference profile, not a model: this ARN matches nothing. Write inference-profile/${brief(profile.id)} with an account, and add the ARNs of the model.`,
      );
      if (entry.list === statement.resource && isAllow(statement) && offers++ < MAX_SPLIT_FIXES)
        offer(result, statement, entry, context);
      yield result;
    }
  },
});

/**
 * The model through the profile alone, in a statement of its own, as AWS's example writes it; or the model itself too.
 * In a Deny, or in NotResource, either would do something else than what was meant.
 */
function offer(
  result: FindingDraft,
  statement: Statement,
  entry: BedrockArn,
  { catalog, writer }: StatementContext,
): void {
  const { partition, region, account, resourceId } = entry.arn;
  const profile = catalog.models.profile(resourceId?.text ?? '');
  const { list, value } = entry;
  if (!profile || !isLiteral(partition.text)) return;
  const own = profileArn(profile.id, region.text, account.text || '*', partition.text);
  const modelArns = modelArnsOfProfile(profile, partition.text);
  const models = addModelsThrough({ statement, entry }, modelArns, writer, own);
  const title = 'Change to the profile, and allow its model through the profile alone';
  if (models.length > 0) result.suggest(title, [...models, ...writer.replaceText(value, own)]);
  const present = new Set(list.values.map(({ text }) => text));
  result.suggest(
    'Change to the profile, and allow its model by itself too',
    writer.replaceInList(list, value, [own, ...modelArns.filter((arn) => !present.has(arn))]),
  );
}
