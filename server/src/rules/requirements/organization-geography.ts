import { allowsInference } from '../../iam/allowed.ts';
import { arnValues, hasWildcard } from '../../iam/arns.ts';
import { isCovered } from '../../iam/listed-patterns.ts';
import { within } from '../../policy/value.ts';
import { resource } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, notAllowed, REFERENCE, under } from './_named.ts';

const EUROPE = { geographies: { allowed: ['eu'] } };
const profile = (id: string) => `arn:aws:bedrock:eu-west-1:222233334444:inference-profile/${id}`;
const wanting = ['bedrock-profile-without-models'];

export const organizationGeography = defineRule({
  id: 'organization-geography',
  category: 'security',
  severity: 'warning',
  summary: 'An Allow names an inference profile of a geography that the organization does not allow.',
  explanation:
    'An inference profile sends requests to any Region of its geography: eu, us, apac, jp, au, global and so on. The config file lists the geographies that policies may allow: "organization": { "geographies": { "allowed": ["eu"] } }. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  bad: [
    {
      ...under(EUROPE, resource(profile('⟦global.amazon.nova-2-lite-v1:0⟧'))),
      besides: [...wanting, 'bedrock-global-profile-without-regionless-model'],
    },
    { ...under(EUROPE, resource(profile('⟦*⟧'))), besides: wanting },
  ],
  good: { ...under(EUROPE, resource('arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0')) },
  *checkStatement(statement, { organization: { geographies } = {}, catalog }) {
    if (!geographies || !allowsInference(statement)) return;
    for (const { value, arn } of arnValues(statement.resource)) {
      const id = arn.resourceId;
      if (arn.service.text !== 'bedrock' || arn.resourceType.text !== 'inference-profile' || !id) continue;
      const geography = geographyOf(id.text, catalog.models.profile(id.text)?.geography);
      if (geography !== undefined && !isCovered(geography, geographies.allowed))
        yield notAllowed(within(value, id.start, id.end), geography, 'geographies', geographies);
    }
  },
});

/** The geography of a profile's id, which may be a pattern; undefined for an id that shows none. */
function geographyOf(id: string, known: string | undefined): string | undefined {
  if (known !== undefined) return known;
  const [first = '', ...rest] = id.split('.');
  if (rest.length > 0) return first;
  return hasWildcard(id) ? '*' : undefined;
}
