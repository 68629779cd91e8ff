import { finding } from '../engine/draft.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { SOURCE_KEYS } from '../principals/_service-principals.ts';
import { deny, negatedKeyWithoutService, RCP } from './_rcp.ts';

export const rcpMissingRelatedServicePrincipalConditionKey = defineRule({
  id: 'rcp-missing-related-service-principal-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'An RCP that denies by the source also stops people.',
  explanation:
    'aws:SourceOrgID and the like are set only where a service acts for a resource. BoolIfExists aws:PrincipalIsAWSService "true" limits the Deny to services.',
  reference: accessAnalyzer('general-warning', 'rcp-missing-related-service-principal-condition-key'),
  fixes: { suggested: 'The Deny denies less.' },
  kinds: RCP,
  bad: deny(
    '"StringNotEqualsIfExists": { "⟦aws:SourceOrgID⟧": "o-exampleorg" }, "Null": { "aws:SourceAccount": "false" }',
  ),
  good: deny(
    '"StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorg" }, "Null": { "aws:SourceAccount": "false" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }',
  ),
  *checkStatement(statement, { writer }) {
    const found = negatedKeyWithoutService(statement, SOURCE_KEYS, 'true');
    if (!found) return;
    yield finding(
      found.key,
      'Only a service’s request has this key: the requests of people are stopped too. Add BoolIfExists aws:PrincipalIsAWSService "true".',
    ).suggest(
      'Mean AWS’s services only',
      writer.addConditions(statement, [['BoolIfExists', 'aws:PrincipalIsAWSService', 'true']]),
    );
  },
});
