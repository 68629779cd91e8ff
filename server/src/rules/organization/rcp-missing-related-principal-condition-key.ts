import { finding } from '../engine/draft.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { deny, negatedKeyWithoutService, RCP } from './_rcp.ts';

/** Keys of the principal, which AWS's services acting on their own do not have. */
const PRINCIPAL_KEYS = [
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
];

export const rcpMissingRelatedPrincipalConditionKey = defineRule({
  id: 'rcp-missing-related-principal-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'An RCP that denies by the principal also stops AWS’s services.',
  explanation:
    'A request of a service principal has no aws:PrincipalOrgID or similar keys, so the Deny stops it. BoolIfExists aws:PrincipalIsAWSService "false" excludes services from the Deny.',
  reference: accessAnalyzer('general-warning', 'rcp-missing-related-principal-condition-key'),
  fixes: { suggested: 'The Deny denies less.' },
  kinds: RCP,
  bad: deny('"StringNotEqualsIfExists": { "⟦aws:PrincipalOrgID⟧": "o-exampleorg" }'),
  good: deny(
    '"StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }',
  ),
  *checkStatement(statement, { writer }) {
    const found = negatedKeyWithoutService(statement, PRINCIPAL_KEYS, 'false');
    if (!found) return;
    yield finding(
      found.key,
      'Requests of AWS’s services have no such key, so this Deny stops them too. Add BoolIfExists aws:PrincipalIsAWSService "false".',
    ).suggest(
      'Leave AWS’s services out',
      writer.addConditions(statement, [['BoolIfExists', 'aws:PrincipalIsAWSService', 'false']]),
    );
  },
});
