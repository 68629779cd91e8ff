import { isDeny } from '../../iam/allowed.ts';
import { type ArnValue, fieldSpan, hasWildcard, isVariable, resourceArns } from '../../iam/arns.ts';
import { quoted } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const wildcardInServiceName = defineRule({
  id: 'wildcard-in-service-name',
  category: 'style',
  severity: 'information',
  summary: 'A wildcard is in the service of an ARN or an action.',
  explanation:
    'The pattern also covers services that are not intended, and services that AWS will add: bedrock* covers bedrock-agentcore, bedrock-mantle and bedrock-websearch. In the actions of a Deny that is the safe spelling, and not reported.',
  reference: accessAnalyzer('suggestion', 'wildcard-in-service-name'),
  bad: [
    resource('arn:aws:⟦bedrock*⟧:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('*', '⟦bedrock-*⟧:InvokeAgentRuntime'),
  ],
  good: [
    resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    statements('"Effect": "Deny", "Action": "bedrock*:*", "Resource": "*"'),
  ],
  *checkStatement(statement) {
    for (const entry of resourceArns(statement)) {
      const { service } = entry.arn;
      if (hasWildcard(service.text) && !isVariable(service.text)) yield wide(fieldSpan(entry, service), service.text);
    }
    // In a Deny the wide prefix is the safe one: bedrock*:* also denies what AWS will add.
    const names = isDeny(statement)
      ? strings(statement.notAction)
      : [...strings(statement.action), ...strings(statement.notAction)];
    for (const value of names) {
      const colon = value.text.indexOf(':');
      const prefix = value.text.slice(0, colon);
      if (colon > 0 && hasWildcard(prefix) && prefix !== '*') yield wide(within(value, 0, colon), prefix);
    }
  },
});

const wide = (at: ArnValue['value']['span'], text: string): FindingDraft =>
  finding(
    at,
    `${quoted(text)} covers every service with such a name, also those that AWS will add. Name the services that you need.`,
  );
