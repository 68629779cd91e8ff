import { allowsByName } from '../../iam/allowed.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { missingDestinations, regionsNamed } from './_destinations.ts';
import { ofType } from './_inference-profiles.ts';

const APPLY = 'bedrock:ApplyGuardrail';
const PROFILE = 'arn:aws:bedrock:us-east-1:222233334444:guardrail-profile/us.guardrail.v1:0';
const GUARDRAIL = 'arn:aws:bedrock:us-east-1:222233334444:guardrail/a1b2c3d4e5f6';

const allowsApplying = allowsByName(APPLY);

export const bedrockGuardrailProfileIncomplete = defineRule({
  id: 'bedrock-guardrail-profile-incomplete',
  category: 'effect',
  severity: 'warning',
  summary: 'A guardrail profile is allowed without its guardrail, or in some of its Regions only.',
  explanation:
    'A guardrail with cross-Region inference is authorized as bedrock:ApplyGuardrail on the guardrail in the source Region, and on the guardrail profile in every Region to which it routes. What is missing is denied. Another policy of the same identity may allow it; then turn this rule off for the file.',
  reference: bedrockGuide('guardrail-profiles-permissions'),
  fixes: { suggested: 'Calls become allowed that were denied.' },
  kinds: IDENTITY_KINDS,
  bad: [
    resource(`⟦${PROFILE.replace('us-east-1', '*')}⟧`, APPLY),
    statements(`"Effect": "Allow", "Action": "${APPLY}", "Resource": ["${GUARDRAIL}", "⟦${PROFILE}⟧"]`),
  ],
  good: [
    statements(
      `"Effect": "Allow", "Action": "${APPLY}", "Resource": ["${GUARDRAIL}", "${PROFILE.replace('us-east-1', '*')}"]`,
    ),
    resource(GUARDRAIL, APPLY),
  ],
  *checkPolicy(policy, { catalog, writer }) {
    if (policy.isPartial) return;
    const allowing = policy.statements.filter(allowsApplying);
    const guardrails = regionsNamed(allowing, 'guardrail', policy.hasVariables);
    const regions = regionsNamed(allowing, 'guardrail-profile', policy.hasVariables);
    if (!guardrails || !regions) return;
    for (const statement of allowing) {
      for (const each of ofType(statement, 'guardrail-profile')) {
        const { value, arn, list } = each;
        if (guardrails.length === 0) {
          const guardrail = `arn:${arn.partition.text}:bedrock:${arn.region.text}:${arn.account.text}:guardrail/*`;
          yield finding(
            value,
            `${APPLY} is authorized on the guardrail as well as on its profile, and nothing here allows it on a guardrail: every call is denied. Name the guardrail too.`,
          ).suggest('Add every guardrail of the account', writer.addValues(list, [guardrail]));
          return;
        }
        const found = missingDestinations(each, catalog.models.guardrailProfiles, regions, writer);
        if (found) yield found;
      }
    }
  },
});
