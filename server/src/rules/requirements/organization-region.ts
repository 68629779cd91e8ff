import { isAllow } from '../../iam/allowed.ts';
import { arnValues, fieldSpan } from '../../iam/arns.ts';
import { conditions, hasCondition, stringValues } from '../../iam/conditions.ts';
import { isCovered } from '../../iam/listed-patterns.ts';
import { resource } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, notAllowed, REFERENCE, under } from './_named.ts';

const FRANKFURT = { regions: { allowed: ['eu-central-1'] } };
const REQUESTED_REGION = 'aws:requestedregion';

export const organizationRegion = defineRule({
  id: 'organization-region',
  category: 'security',
  severity: 'warning',
  summary: 'An Allow names a Region that the organization does not allow.',
  explanation:
    'The config file lists the Regions that policies may allow: "organization": { "regions": { "allowed": ["eu-central-1"] } }. They are looked for in the ARNs of Bedrock’s services, unless a condition on aws:RequestedRegion limits the statement, and in the values of such a condition. The Regions to which an inference profile sends requests belong on the list too. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  bad: [
    under(FRANKFURT, resource('arn:aws:bedrock:⟦us-east-1⟧::foundation-model/amazon.nova-lite-v1:0')),
    under(FRANKFURT, resource('arn:aws:bedrock:⟦*⟧::foundation-model/amazon.nova-lite-v1:0')),
  ],
  good: under(FRANKFURT, resource('arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0')),
  *checkStatement(statement, { organization: { regions } = {} }) {
    if (!regions || !isAllow(statement)) return;
    for (const entry of conditions(statement)) {
      if (entry.name !== REQUESTED_REGION || entry.meaning?.family !== 'String' || entry.meaning.negated) continue;
      for (const value of stringValues(entry))
        if (!isCovered(value.text, regions.allowed)) yield notAllowed(value.span, value.text, 'Regions', regions);
    }
    if (hasCondition(statement, REQUESTED_REGION)) return;
    for (const entry of arnValues(statement.resource)) {
      const { service, region } = entry.arn;
      if (!/^bedrock(?:-|$)/.test(service.text) || region.text === '') continue;
      if (!isCovered(region.text, regions.allowed))
        yield notAllowed(fieldSpan(entry, region), region.text, 'Regions', regions);
    }
  },
});
