import { conditions, stringValues } from '../../iam/conditions.ts';
import { finding } from '../engine/draft.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { deny, negatedKey, RCP } from './_rcp.ts';

export const rcpMissingServiceConditionKeyNullCheck = defineRule({
  id: 'rcp-missing-service-condition-key-null-check',
  category: 'security',
  severity: 'warning',
  summary: 'An RCP that denies by the source does not test whether the request has a source.',
  explanation:
    'Not every request of a service is made for a resource of an account. "Null": { "aws:SourceAccount": "false" } limits the Deny to those that are.',
  reference: accessAnalyzer('general-warning', 'rcp-missing-service-condition-key-null-check'),
  fixes: { suggested: 'The Deny denies less.' },
  kinds: RCP,
  bad: deny(
    '"StringNotEqualsIfExists": { "⟦aws:SourceOrgID⟧": "o-exampleorg" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }',
  ),
  good: deny(
    '"StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorg" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }, "Null": { "aws:SourceAccount": "false" }',
  ),
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Deny') return;
    const asks = conditions(statement).some(
      (entry) =>
        ['aws:sourceaccount', 'aws:sourcearn'].includes(entry.name) &&
        entry.meaning?.family === 'Null' &&
        stringValues(entry).some((value) => value.text.toLowerCase() === 'false'),
    );
    const found = negatedKey(statement, ['aws:sourceorgid', 'aws:sourceorgpaths']);
    if (asks || !found) return;
    yield finding(
      found.key,
      'Requests that a service makes for no account lack this key and are stopped too. Add "Null": { "aws:SourceAccount": "false" }.',
    ).suggest(
      'Ask whether there is a source',
      writer.addConditions(statement, [['Null', 'aws:SourceAccount', 'false']]),
    );
  },
});
