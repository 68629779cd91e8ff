import { actionNames, matchedActions } from '../../iam/actions.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { brief } from '../../model/printable.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { consequence, isSupported, serviceKeyConditions } from './_applicable-keys.ts';

export const conditionKeyMismatch = defineRule({
  id: 'condition-key-mismatch',
  category: 'effect',
  severity: 'warning',
  summary: 'No action of the statement has the key of the condition.',
  explanation:
    'The statement’s patterns match no action whose requests carry this key. Without IfExists the condition never holds (a negated one always does).',
  reference: accessAnalyzer('error', 'unsupported-action-for-condition-key'),
  bad: condition('"StringEquals": { "⟦bedrock:ServiceTier⟧": "flex" }', 'bedrock:List*'),
  good: condition('"StringEquals": { "bedrock:ServiceTier": "flex" }', 'bedrock:*'),
  *checkStatement(statement, { catalog }) {
    const names = actionNames(statement.action);
    const isOpen = strings(statement.action).some(
      ({ text }) => /^[*?]|:$/.test(text) || hasWildcard(text.slice(0, text.indexOf(':') + 1)),
    );
    if (isOpen || !names.some(({ name }) => hasWildcard(name))) return;
    const actions = names.map((name) => matchedActions(name, catalog));
    if (actions.some((matched) => matched.length === 0)) return; // invalid-action reports unknown actions
    for (const each of serviceKeyConditions(statement, catalog)) {
      if (isSupported(actions.flat(), each.key.text)) continue;
      yield finding(
        each.key,
        `No request for these actions has ${brief(each.key.text)}: ${consequence(statement, each)}. Remove the condition, or name the actions that it is about.`,
      );
    }
  },
});
