import { hasAction } from '../../iam/allowed.ts';
import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import type { Statement } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { document, trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** Key → the action that sets it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html and id_credentials_temp_control-access_monitor.html */
const SET_BY: ReadonlyMap<string, string> = new Map([
  ['sts:transitivetagkeys', 'sts:TagSession'],
  ['sts:sourceidentity', 'sts:SetSourceIdentity'],
]);

export const missingActionForConditionKey = defineRule({
  id: 'missing-action-for-condition-key',
  category: 'effect',
  severity: 'error',
  summary: 'A condition key is set only by an action that the statement lacks.',
  explanation:
    'sts:SourceIdentity is set with sts:SetSourceIdentity, sts:TransitiveTagKeys with sts:TagSession. AWS publishes no table; these two pairs are looked at, in trust policies.',
  reference: accessAnalyzer('error', 'missing-action-for-condition-key'),
  fixes: { suggested: 'A permission is added.' },
  kinds: ['trust'],
  bad: trust(
    '{ "AWS": "222233334444" }',
    'sts:AssumeRole',
    ', "Condition": { "StringLike": { "⟦sts:SourceIdentity⟧": "ada" } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Condition": { "StringLike": { "sts:SourceIdentity": "ada" } } } }',
    'trust',
  ),
  *checkStatement(statement: Statement, { writer }) {
    const { action, effect } = statement;
    if (!action || effect?.text !== 'Allow') return;
    for (const { key, name, meaning } of conditions(statement)) {
      const needed = SET_BY.get(name);
      if (!needed || meaning?.ifExists || meaning?.family === 'Null') continue;
      if (hasAction(statement, needed)) continue;
      yield finding(
        key,
        `${brief(key.text)} is set only by ${needed}, which this statement does not allow: the condition never holds. Add the action.`,
      ).suggest(`Add ${needed}`, writer.addValues(action, [needed]));
    }
  },
});
