import { conditions, hasCondition } from '../../iam/conditions.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const dynamodbAttributesWithoutSelect = defineRule({
  id: 'dynamodb-attributes-without-select',
  category: 'security',
  severity: 'warning',
  summary: 'A condition on dynamodb:Attributes has no condition on dynamodb:Select beside it.',
  explanation:
    'A request that names no attributes returns all of them and does not carry dynamodb:Attributes. StringEqualsIfExists dynamodb:Select SPECIFIC_ATTRIBUTES requires the request to name attributes, and still allows GetItem, whose requests lack dynamodb:Select.',
  reference: accessAnalyzer('security-warning', 'dynamodb-attributes-without-select'),
  fixes: { suggested: 'Requests that were allowed are denied afterwards.' },
  kinds: ['identity', 'resource', 'session', 'boundary'],
  bad: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:222233334444:table/t", "Condition": { "ForAllValues:StringEquals": { "⟦dynamodb:Attributes⟧": ["id"] } } } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:222233334444:table/t", "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id"] }, "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } } }',
  ),
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Allow' || hasCondition(statement, 'dynamodb:select')) return;
    const reads = strings(statement.action).some((value) =>
      /^dynamodb:(\*|get|batchget|query|scan|partiql)/i.test(value.text),
    );
    const attributes = conditions(statement).find(({ name }) => name === 'dynamodb:attributes');
    if (!reads || !attributes) return;
    yield finding(
      attributes.key,
      'A request that names no attributes returns them all. Demand that it names them: StringEqualsIfExists dynamodb:Select SPECIFIC_ATTRIBUTES.',
    ).suggest(
      'Add dynamodb:Select SPECIFIC_ATTRIBUTES',
      writer.addConditions(statement, [['StringEqualsIfExists', 'dynamodb:Select', 'SPECIFIC_ATTRIBUTES']]),
    );
  },
});
