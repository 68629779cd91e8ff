import { actionNames } from '../../iam/actions.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { condition, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES } from '../engine/rule.ts';
import { consequence, few, lacks, serviceKeyConditions } from './_applicable-keys.ts';

export const unsupportedActionForConditionKey = defineRule({
  id: 'unsupported-action-for-condition-key',
  category: 'effect',
  severity: 'warning',
  summary: 'An action’s requests do not carry the key of the condition.',
  explanation:
    'Each service sets its own condition keys for some of its actions only. Where the key is absent, a condition without IfExists does not hold (a negated one does). Split the statement, so that each action stands with the conditions that concern it.',
  reference: accessAnalyzer('error', 'unsupported-action-for-condition-key'),
  fixes: { suggested: 'The moved actions are no longer limited by the condition. All other conditions are copied.' },
  bad: [
    condition('"StringEquals": { "⟦bedrock:ServiceTier⟧": "flex" }', 'bedrock:ListFoundationModels'),
    statements(
      '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:ListFoundationModels"], "Resource": "*", "Condition": { "StringEquals": { "⟦bedrock:ServiceTier⟧": "flex" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
    ),
  ],
  good: condition('"StringEquals": { "bedrock:ServiceTier": "flex" }', 'bedrock:InvokeModel*'),
  *checkStatement(statement, { catalog, writer }) {
    const names = actionNames(statement.action);
    if (names.length === 0 || strings(statement.action).some(({ text: each }) => hasWildcard(each))) return;
    for (const [index, each] of serviceKeyConditions(statement, catalog).entries()) {
      const without = names.filter((name) => lacks(name, each, catalog));
      if (without.length === 0) continue;
      const result = finding(
        each.key,
        `Requests for ${few(without.map(({ value }) => value.text))} have no ${brief(each.key.text)}: ${consequence(statement, each)}. Put ${without.length > 1 ? 'them' : 'it'} into a statement without this condition.`,
      );
      if (without.length < names.length && index < MAX_SPLIT_FIXES) {
        result.suggest(
          `Move what does not have the key into a statement without ${brief(each.key.text)}`,
          writer.split(statement, { action: without.map(({ value }) => value) }, { without: [each] }),
        );
      }
      yield result;
    }
  },
});
