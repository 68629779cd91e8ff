import { actionNames } from '../../iam/actions.ts';
import { type Condition, conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { statements, statementsOf } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type Rule } from '../engine/rule.ts';
import { consequence, few, isExceptionOfDeny, lacks, needsKey, untaggable } from './_applicable-keys.ts';

const isTagKey = ({ name }: Condition): boolean =>
  name.startsWith('aws:resourcetag/') || name.startsWith('aws:requesttag/') || name === 'aws:tagkeys';

interface TagVariation {
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly isSecurity: boolean;
  readonly kinds: Rule['kinds'] & {};
}

const tagRule = ({ id, effect, isSecurity, kinds }: TagVariation): Rule => {
  const body = (key: string, name: string) =>
    `"Effect": "${effect}", "Action": "${name}", "Resource": "*", "Condition": { "StringEquals": { "${key}": "blue" } }`;
  return defineRule({
    id,
    category: isSecurity ? 'security' : 'effect',
    severity: isSecurity ? 'warning' : 'information',
    summary: `${effect} has a condition on a tag that requests for these actions do not carry.`,
    explanation:
      'Not every service, and not every type of resource, supports tags in policies. Without the key the condition does not hold (a negated one does).',
    reference: accessAnalyzer(isSecurity ? 'security-warning' : 'suggestion', id),
    kinds,
    bad: statements(body('⟦aws:ResourceTag/team⟧', 'bedrock:ListFoundationModels')),
    good: statements(body('aws:ResourceTag/team', 'bedrock:GetGuardrail')),
    *checkStatement(statement, { catalog }) {
      if (statement.effect?.text !== effect) return;
      const tagged = conditions(statement).filter(
        (each) => isTagKey(each) && needsKey(each) && !isExceptionOfDeny(statement, each),
      );
      if (tagged.length === 0 || untaggable(statement, catalog).length > 0) return;
      for (const each of tagged) {
        const without = actionNames(statement.action).filter((name) => lacks(name, each, catalog));
        if (without.length === 0) continue;
        yield finding(
          each.key,
          `Requests for ${few(without.map(({ value }) => value.text))} have no ${brief(each.key.text)}: ${consequence(statement, each)}. Put ${without.length > 1 ? 'them' : 'it'} into a statement without this condition.`,
        );
      }
    },
  });
};

const denyWithUnsupportedTagConditionKeyForService = tagRule({
  id: 'deny-with-unsupported-tag-condition-key-for-service',
  effect: 'Deny',
  isSecurity: true,
  kinds: RESOURCE_KINDS,
});

const allowWithUnsupportedTagConditionKeyForService = tagRule({
  id: 'allow-with-unsupported-tag-condition-key-for-service',
  effect: 'Allow',
  isSecurity: false,
  kinds: RESOURCE_KINDS,
});

const notActionTagRule = ({ id, effect, isSecurity, kinds }: TagVariation): Rule => {
  const body = (element: string) =>
    `"Effect": "${effect}", ${element}, "Resource": "*", "Condition": { "StringEquals": { "${element.includes('Not') ? '⟦aws:ResourceTag/team⟧' : 'aws:ResourceTag/team'}": "blue" } }`;
  return defineRule({
    id,
    category: isSecurity ? 'security' : 'effect',
    severity: isSecurity ? 'warning' : 'information',
    summary: `${effect} with NotAction has a condition on a tag.`,
    explanation:
      'NotAction includes every other action of AWS, and many services do not support tags in policies: for those services the condition does not hold (a negated one does).',
    reference: accessAnalyzer(isSecurity ? 'security-warning' : 'suggestion', id),
    kinds,
    bad: statementsOf('scp', body('"NotAction": ["bedrock:GetGuardrail", "iam:*"]')),
    good: statementsOf('scp', body('"Action": "bedrock:GetGuardrail"')),
    *checkStatement(statement) {
      if (statement.effect?.text !== effect || !statement.notAction) return;
      for (const each of conditions(statement).filter((one) => isTagKey(one) && needsKey(one))) {
        yield finding(
          each.key,
          `NotAction includes services without tags, whose requests have no ${brief(each.key.text)}: ${consequence(statement, each)}. Name the actions that you mean in Action.`,
        );
      }
    },
  });
};

const denyNotactionWithUnsupportedTagConditionKeyForService = notActionTagRule({
  id: 'deny-notaction-with-unsupported-tag-condition-key-for-service',
  effect: 'Deny',
  isSecurity: true,
  kinds: ['identity', 'resource', 'scp', 'session', 'boundary'],
});

const allowNotactionWithUnsupportedTagConditionKeyForService = notActionTagRule({
  id: 'allow-notaction-with-unsupported-tag-condition-key-for-service',
  effect: 'Allow',
  isSecurity: false,
  kinds: ['identity', 'resource', 'scp', 'session', 'boundary'],
});

export const unsupportedTagConditionKeys: readonly Rule[] = [
  denyWithUnsupportedTagConditionKeyForService,
  allowWithUnsupportedTagConditionKeyForService,
  denyNotactionWithUnsupportedTagConditionKeyForService,
  allowNotactionWithUnsupportedTagConditionKeyForService,
];
