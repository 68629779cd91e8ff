import { allowsByName } from '../../iam/allowed.ts';
import { arnValues } from '../../iam/arns.ts';
import { partitionOf } from '../../iam/partition.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { missingDestinations, regionsNamed } from './_destinations.ts';

const INVOKE = 'bedrock:InvokeDataAutomationAsync';
const PROJECT = 'arn:aws:bedrock:us-east-1:222233334444:data-automation-project/*';

const allowsInvoking = allowsByName(INVOKE);

/** Cross-Region inference is compulsory for data automation. */
export const bedrockDataAutomationNeedsProfile = defineRule({
  id: 'bedrock-data-automation-needs-profile',
  category: 'effect',
  severity: 'warning',
  summary: 'Data automation is allowed without its profile, or with the profile in some of its Regions.',
  explanation:
    'Each call of InvokeDataAutomationAsync names a data-automation-profile, which routes it to other Regions, and is authorized on the profile in every destination Region: arn:aws:bedrock:*:ACCOUNT:data-automation-profile/us.data-automation-v1. With a project alone every call is denied. Another policy of the same identity may allow the profile; then turn this rule off for the file.',
  reference: bedrockGuide('bda-cris'),
  fixes: { suggested: 'The calls become allowed.' },
  kinds: IDENTITY_KINDS,
  bad: [
    resource(`⟦${PROJECT}⟧`, INVOKE),
    statements(
      `"Effect": "Allow", "Action": "${INVOKE}", "Resource": ["${PROJECT}", "⟦arn:aws:bedrock:us-east-1:222233334444:data-automation-profile/us.data-automation-v1⟧"]`,
    ),
  ],
  good: statements(
    `"Effect": "Allow", "Action": "${INVOKE}", "Resource": ["${PROJECT}", "arn:aws:bedrock:*:222233334444:data-automation-profile/us.data-automation-v1"]`,
  ),
  *checkPolicy(policy, { catalog, writer }) {
    if (policy.isPartial) return;
    const allowing = policy.statements.filter(allowsInvoking);
    const regions = regionsNamed(allowing, 'data-automation-profile', policy.hasVariables);
    if (!regions) return;
    for (const statement of allowing) {
      const { resource: list } = statement;
      if (!list) continue;
      const arns = arnValues(list).filter(({ arn }) => arn.service.text === 'bedrock');
      const first = arns.find(({ arn }) => /^data-automation-|^blueprint/.test(arn.resourceType.text));
      if (regions.length === 0 && first) {
        const account = first.arn.account.text || '*';
        const profile = `arn:${partitionOf(statement)}:bedrock:*:${account}:data-automation-profile/*`;
        yield finding(
          first.value,
          `${INVOKE} is also authorized on a data-automation-profile, and nothing here allows it on one: every call is denied. Allow ${profile} too.`,
        ).suggest(`Add ${profile}`, writer.addValues(list, [profile]));
      }
      for (const each of arns) {
        if (each.arn.resourceType.text !== 'data-automation-profile') continue;
        const found = missingDestinations(each, catalog.models.dataAutomationProfiles, regions, writer);
        if (found) yield found;
      }
    }
  },
});
