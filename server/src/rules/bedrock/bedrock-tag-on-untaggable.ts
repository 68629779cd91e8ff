import type { Catalog } from '../../catalog/catalog.ts';
import { Copy } from '../../hosts/writer.ts';
import { isDeny } from '../../iam/allowed.ts';
import { conditions, hasCondition } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import type { Statement } from '../../policy/statement.ts';
import { needsKey, tagged, untaggable } from '../conditions/_applicable-keys.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES } from '../engine/rule.ts';

const PROFILE_KEY = 'bedrock:inferenceprofilearn';

export const bedrockTagOnUntaggable = defineRule({
  id: 'bedrock-tag-on-untaggable',
  category: 'effect',
  severity: 'warning',
  summary: 'A condition requires a tag on a Bedrock resource that cannot be tagged.',
  explanation:
    'Foundation models, system-defined inference profiles, default prompt routers, flow executions, marketplace endpoints and guardrail profiles carry no tags. A condition on aws:ResourceTag never holds for them, and a negated one always does. Tag application inference profiles instead, and allow the models in a statement of their own, through these profiles alone: under ArnLike bedrock:InferenceProfileArn.',
  reference: bedrockGuide('inference-profiles-prereq'),
  fixes: { suggested: 'The moved resources are no longer limited by the tag. All other conditions are copied.' },
  kinds: RESOURCE_KINDS,
  bad: [
    statements(
      '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": ["arn:aws:bedrock:*:222233334444:application-inference-profile/*", "⟦arn:aws:bedrock:*::foundation-model/*⟧"], "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } }',
    ),
    statements(
      '"Effect": "Deny", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "⟦arn:aws:bedrock:*::foundation-model/*⟧", "Condition": { "StringNotEquals": { "aws:ResourceTag/approved": "true" } }',
    ),
  ],
  good: statements(
    '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "arn:aws:bedrock:*:222233334444:application-inference-profile/*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } }',
    '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "arn:aws:bedrock:*::foundation-model/*", "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" } }',
  ),
  *checkStatement(statement, { catalog, writer }) {
    yield* alwaysDenied(statement, catalog);
    const tags = conditions(statement).filter(
      (each) => each.name.startsWith('aws:resourcetag/') && needsKey(each) && !each.meaning?.negated,
    );
    const [tag] = tags;
    if (!tag) return;
    const bare = untaggable(statement, catalog);
    const profiles = tagged(statement, catalog);
    const models = bare.filter(({ type }) => type?.name === 'foundation-model');
    const others = bare.filter((each) => !models.includes(each));
    const isThroughProfiles = profiles.length > 0 && models.length > 0 && !hasCondition(statement, PROFILE_KEY);
    const division = isThroughProfiles
      ? writer.split(
          statement,
          { resource: models.map(({ value }) => value) },
          {
            without: tags,
            added: [['ArnLike', 'bedrock:InferenceProfileArn', profiles.map(({ value }) => new Copy(value.data))]],
          },
        )
      : [];
    const plain = writer.split(
      statement,
      { resource: (isThroughProfiles ? others : bare).map(({ value }) => value) },
      { without: tags },
    );
    for (const [index, { value, type }] of bare.entries()) {
      const result = finding(
        value,
        `A ${type?.name ?? 'resource'} carries no tags, so ${brief(tag.key.text)} never holds for it: this ${statement.effect?.text === 'Deny' ? 'denies' : 'grants'} nothing. Give it a statement without the tag.`,
      );
      if (index < MAX_SPLIT_FIXES) {
        if (isThroughProfiles && type?.name === 'foundation-model')
          result.suggest('Allow the models through these profiles alone, in a statement of their own', division);
        else result.suggest(`Move what carries no tags into a statement without ${brief(tag.key.text)}`, plain);
      }
      yield result;
    }
  },
});

/** A Deny whose only condition is negated: for what carries no tags it always holds. */
function* alwaysDenied(statement: Statement, catalog: Catalog): Generator<FindingDraft> {
  const [only, more] = conditions(statement);
  if (!isDeny(statement) || !only || more) return;
  if (!only.name.startsWith('aws:resourcetag/') || !only.meaning?.negated) return;
  for (const { value, type } of untaggable(statement, catalog)) {
    yield finding(
      value,
      `A ${type?.name ?? 'resource'} carries no tags, so this condition always holds: every request for it is denied. Name resources that carry tags, such as application inference profiles.`,
    );
  }
}
