import { conditions, hasCondition } from '../../iam/conditions.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { BUCKET, namesServicesOnly, SOURCE_KEYS } from './_service-principals.ts';

export const recommendedConditionKeyForServicePrincipal = defineRule({
  id: 'recommended-condition-key-for-service-principal',
  category: 'style',
  severity: 'information',
  summary: 'aws:Referer limits for whom a service acts.',
  explanation:
    'Some services once set aws:Referer to the account that they act for. aws:SourceAccount and aws:SourceArn are made for this purpose, and callers cannot forge them.',
  reference: accessAnalyzer('suggestion', 'recommended-condition-key-for-service-principal'),
  fixes: { suggested: 'The service sets another key, with another value.' },
  kinds: ['resource', 'trust'],
  bad: onResource(
    `"Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "⟦aws:Referer⟧": "222233334444" } }`,
  ),
  good: onResource(
    `"Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }`,
  ),
  *checkStatement(statement, { writer }) {
    if (!namesServicesOnly(statement) || hasCondition(statement, ...SOURCE_KEYS)) return;
    for (const { name, key, list } of conditions(statement)) {
      if (name !== 'aws:referer') continue;
      yield finding(key, 'aws:Referer can be forged. Write aws:SourceAccount.').suggest(
        'Change to "aws:SourceAccount"',
        writer.rename(list.property, 'aws:SourceAccount'),
      );
    }
  },
});
