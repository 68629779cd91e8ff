import { conditions, hasCondition } from '../../iam/conditions.ts';
import { partitionOf } from '../../iam/partition.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { BUCKET, namesServicesOnly } from './_service-principals.ts';

/** Keys of an account's own principals → the key that a service's request has. */
const OF_PRINCIPALS: ReadonlyMap<string, string | undefined> = new Map([
  ['aws:principalorgid', 'aws:SourceOrgID'],
  ['aws:principalorgpaths', 'aws:SourceOrgPaths'],
  ['aws:principalaccount', 'aws:SourceAccount'],
  ['aws:principalarn', 'aws:SourceArn'],
  ['aws:userid', undefined],
  ['aws:username', undefined],
]);

export const unsupportedConditionKeyForServicePrincipal = defineRule({
  id: 'unsupported-condition-key-for-service-principal',
  category: 'effect',
  severity: 'error',
  summary: 'A condition on a service principal uses a key that only principals of an account carry.',
  explanation:
    'A service principal belongs to no account or organization: its requests lack aws:PrincipalOrgID and similar keys, and an Allow with such a condition never applies. aws:SourceOrgID, aws:SourceAccount and aws:SourceArn name the customer for whom the service acts.',
  reference: accessAnalyzer('error', 'unsupported-condition-key-for-service-principal'),
  fixes: { suggested: 'The Allow held for no request: with the change it does.' },
  kinds: ['resource', 'trust'],
  bad: onResource(
    `"Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "⟦aws:PrincipalOrgID⟧": "o-a1b2c3d4e5", "aws:SourceAccount": "222233334444" } }`,
  ),
  good: onResource(
    `"Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } }`,
  ),
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Allow' || !namesServicesOnly(statement)) return;
    for (const { name, key, meaning, list } of conditions(statement)) {
      if (!OF_PRINCIPALS.has(name) || !meaning || meaning.ifExists || meaning.negated || meaning.family === 'Null')
        continue;
      const right = OF_PRINCIPALS.get(name);
      const result = finding(
        key,
        `Requests of a service have no ${brief(key.text)}, so this Allow never applies. ${right ? `Write ${right}, which names the customer for whom the service acts.` : 'Remove the condition.'}`,
      );
      const renamed = right && !hasCondition(statement, right.toLowerCase()) ? writer.rename(list.property, right) : [];
      if (!right) yield result;
      else if (right !== 'aws:SourceArn') yield result.suggest(`Change to ${quoted(right)}`, renamed);
      // The ARN of a principal is never that of a source: who writes aws:SourceArn must write another value too.
      else {
        const value = `arn:${partitionOf(statement)}:SERVICE:REGION:ACCOUNT:RESOURCE`;
        const edits = renamed.length > 0 ? [...renamed, ...writer.setValue(list.property, value)] : [];
        yield result.suggest(`Change to ${quoted(right)}, its value to fill in`, edits);
      }
    }
  },
});
