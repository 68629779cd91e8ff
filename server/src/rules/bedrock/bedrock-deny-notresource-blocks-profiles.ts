import { isDeny, isInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { arnValues } from '../../iam/arns.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIMITING_KINDS } from './_denials.ts';

/** A Deny of inference, under no condition, on all but some models. */
const exceptsModelsAlone = question((statement) => {
  const { notResource } = statement;
  if (!isDeny(statement) || !notResource || statement.condition || !isFullyKnown(notResource)) return false;
  const arns = arnValues(notResource);
  return (
    arns.length > 0 &&
    arns.length === notResource.values.length &&
    arns.every(({ arn }) => arn.service.text === 'bedrock' && arn.resourceType.text === 'foundation-model')
  );
});

/** An allow-list of models that forgets the profiles. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_bedrock.html */
export const bedrockDenyNotresourceBlocksProfiles = defineRule({
  id: 'bedrock-deny-notresource-blocks-profiles',
  category: 'effect',
  severity: 'warning',
  summary: 'A Deny on all but some models also denies inference profiles and everything else of Bedrock.',
  explanation:
    'NotResource excepts only what it lists. A Deny of inference on all but some foundation models also denies every inference profile, application inference profile, provisioned, custom and imported model; with bedrock:* it denies guardrails, agents and every List action too. Add the profiles of the same models to NotResource, or deny on Resource arn:aws:bedrock:*::foundation-model/… what is not wanted.',
  reference: guide('reference_policies_elements_notresource'),
  fixes: { suggested: 'The Deny denies less.' },
  kinds: LIMITING_KINDS,
  bad: statementsOf(
    'scp',
    '"Effect": "Deny", "Action": "bedrock:InvokeModel*", "⟦NotResource⟧": "arn:aws:bedrock:*::foundation-model/amazon.*"',
  ),
  good: statementsOf(
    'scp',
    '"Effect": "Deny", "Action": "bedrock:InvokeModel*", "NotResource": ["arn:aws:bedrock:*::foundation-model/amazon.*", "arn:aws:bedrock:*:*:inference-profile/*.amazon.*"]',
  ),
  *checkStatement(statement, { writer }) {
    const { notResource, action } = statement;
    if (!notResource || !exceptsModelsAlone(statement) || !isInference(statement)) return;
    const isWide = strings(action).some(({ text }) => /^(\*|bedrock:\*)$/i.test(text));
    const profiles = arnValues(notResource).map(
      ({ arn }) => `arn:${arn.partition.text}:bedrock:*:*:inference-profile/*.${arn.resourceId?.text ?? '*'}`,
    );
    yield finding(
      notResource.name,
      `This also denies ${isWide ? 'inference profiles, guardrails, agents and every List action' : 'every inference profile, and provisioned, custom and imported models'}: only these models are excepted. Except the profiles that route to them too.`,
    ).suggest(
      'Except the inference profiles of these models too',
      writer.addValues(notResource, [...new Set(profiles)]),
    );
  },
});
