/** Conditions on keys that the requests in question do not carry. */
import type { Action, Catalog } from '../catalog/catalog.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';
import { Copy } from '../hosts/writer.ts';
import { isAlwaysPossible, keyOfAction } from '../iam/action-keys.ts';
import { type ActionName, actionNames, matchedActions } from '../iam/actions.ts';
import { hasWildcard } from '../iam/arns.ts';
import { type BedrockArn, bedrockArns } from '../iam/bedrock-arns.ts';
import { type Condition, conditions, hasCondition, isProviderKey } from '../iam/conditions.ts';
import { RESOURCE_KINDS } from '../policy/kind.ts';
import { type Statement, strings } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { condition, statements, statementsOf } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer, bedrockGuide } from './engine/references.ts';
import { defineRule, MAX_SPLIT_FIXES, type Rule } from './engine/rule.ts';

/** Whether the condition fails, or decides wrongly, where the key is absent: no IfExists, no Null. */
const needsKey = ({ meaning }: Condition): boolean =>
  meaning !== undefined && !meaning.ifExists && meaning.family !== 'Null';

/** Conditions on keys with a service's own prefix that the catalog knows. */
const serviceKeyConditions = (statement: Statement, catalog: Catalog): readonly Condition[] =>
  conditions(statement).filter(
    (each) =>
      needsKey(each) &&
      !each.name.startsWith('aws:') &&
      !isAlwaysPossible(each.name) &&
      !isProviderKey(each.key.text, catalog) &&
      findConditionKey(each.key.text, catalog) !== undefined,
  );

const isSupported = (actions: readonly Action[], key: string) => actions.some((action) => keyOfAction(action, key));

/** What happens where the key is absent, said of an Allow or a Deny. */
function consequence({ effect }: Statement, { meaning }: Condition): string {
  const holds = meaning?.negated ?? false;
  if (effect?.text === 'Deny') return holds ? 'they are denied always' : 'the Deny never applies to them';
  return holds ? 'they are allowed always' : 'they are never allowed';
}

const few = (names: readonly string[]) =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;

export const unsupportedActionForConditionKey = defineRule({
  id: 'unsupported-action-for-condition-key',
  category: 'effect',
  severity: 'warning',
  summary: 'An action’s requests do not carry the key of the condition.',
  explanation:
    'Each service sets its own condition keys for some of its actions only. Where the key is absent, a condition without IfExists does not hold (a negated one does). Split the statement, so that each action stands with the conditions that concern it.',
  reference: accessAnalyzer('error', 'unsupported-action-for-condition-key'),
  fixes: { suggested: 'What moves is no longer under the condition. All its other conditions move along.' },
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
        `Requests for ${few(without.map(({ value }) => value.text))} have no ${each.key.text}: ${consequence(statement, each)}. Put ${without.length > 1 ? 'them' : 'it'} into a statement without this condition.`,
      );
      if (without.length < names.length && index < MAX_SPLIT_FIXES) {
        result.suggest(
          `Move what does not have the key into a statement without ${each.key.text}`,
          writer.split(statement, { action: without.map(({ value }) => value) }, { without: [each] }),
        );
      }
      yield result;
    }
  },
});

const lacks = (name: ActionName, each: Condition, catalog: Catalog): boolean => {
  const actions = matchedActions(name, catalog);
  return actions.length > 0 && !isSupported(actions, each.key.text);
};

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
    const isOpen = strings(statement.action).some(({ text }) => /^[*?]|:$/.test(text) || /^[^:]*[*?][^:]*:/.test(text));
    if (isOpen || !names.some(({ name }) => hasWildcard(name))) return;
    const actions = names.map((name) => matchedActions(name, catalog));
    if (actions.some((matched) => matched.length === 0)) return; // unknown ones are told elsewhere
    for (const each of serviceKeyConditions(statement, catalog)) {
      if (isSupported(actions.flat(), each.key.text)) continue;
      yield finding(
        each.key,
        `No request for these actions has ${each.key.text}: ${consequence(statement, each)}. Remove the condition, or name the actions that it is about.`,
      );
    }
  },
});

const isTagKey = ({ name }: Condition): boolean =>
  name.startsWith('aws:resourcetag/') || name.startsWith('aws:requesttag/') || name === 'aws:tagkeys';

interface TagVariation {
  readonly effect: 'Allow' | 'Deny';
  readonly isSecurity: boolean;
  readonly kinds: Rule['kinds'] & {};
}

const tagRule = ({ effect, isSecurity, kinds }: TagVariation): Rule => {
  const id = `${effect.toLowerCase()}-with-unsupported-tag-condition-key-for-service`;
  const body = (key: string, name: string) =>
    `"Effect": "${effect}", "Action": "${name}", "Resource": "*", "Condition": { "StringEquals": { "${key}": "blue" } }`;
  return defineRule({
    id,
    category: isSecurity ? 'security' : 'effect',
    severity: isSecurity ? 'warning' : 'information',
    summary: `${effect} stands under a tag that the actions’ requests do not carry.`,
    explanation:
      'Not every service, and not every type of resource, supports tags in policies. Without the key the condition does not hold (a negated one does).',
    reference: accessAnalyzer(isSecurity ? 'security-warning' : 'suggestion', id),
    kinds,
    bad: statements(body('⟦aws:ResourceTag/team⟧', 'bedrock:ListFoundationModels')),
    good: statements(body('aws:ResourceTag/team', 'bedrock:GetGuardrail')),
    *checkStatement(statement, { catalog }) {
      if (statement.effect?.text !== effect) return;
      const tagged = conditions(statement).filter((each) => isTagKey(each) && needsKey(each));
      if (tagged.length === 0 || untaggable(statement, catalog).length > 0) return;
      for (const each of tagged) {
        const without = actionNames(statement.action).filter((name) => lacks(name, each, catalog));
        if (without.length === 0) continue;
        yield finding(
          each.key,
          `Requests for ${few(without.map(({ value }) => value.text))} have no ${each.key.text}: ${consequence(statement, each)}. Put ${without.length > 1 ? 'them' : 'it'} into a statement without this condition.`,
        );
      }
    },
  });
};

export const denyWithUnsupportedTagConditionKeyForService = tagRule({
  effect: 'Deny',
  isSecurity: true,
  kinds: RESOURCE_KINDS,
});
export const allowWithUnsupportedTagConditionKeyForService = tagRule({
  effect: 'Allow',
  isSecurity: false,
  kinds: RESOURCE_KINDS,
});

const notActionTagRule = ({ effect, isSecurity, kinds }: TagVariation): Rule => {
  const id = `${effect.toLowerCase()}-notaction-with-unsupported-tag-condition-key-for-service`;
  const body = (element: string) =>
    `"Effect": "${effect}", ${element}, "Resource": "*", "Condition": { "StringEquals": { "${element.includes('Not') ? '⟦aws:ResourceTag/team⟧' : 'aws:ResourceTag/team'}": "blue" } }`;
  return defineRule({
    id,
    category: isSecurity ? 'security' : 'effect',
    severity: isSecurity ? 'warning' : 'information',
    summary: `${effect} with NotAction stands under a tag.`,
    explanation:
      'NotAction takes in every other action of AWS, and many services support no tags in policies: for those the condition does not hold (a negated one does).',
    reference: accessAnalyzer(isSecurity ? 'security-warning' : 'suggestion', id),
    kinds,
    bad: statementsOf('scp', body('"NotAction": ["bedrock:GetGuardrail", "iam:*"]')),
    good: statementsOf('scp', body('"Action": "bedrock:GetGuardrail"')),
    *checkStatement(statement) {
      if (statement.effect?.text !== effect || !statement.notAction) return;
      for (const each of conditions(statement).filter((one) => isTagKey(one) && needsKey(one))) {
        yield finding(
          each.key,
          `NotAction takes in services without tags, whose requests have no ${each.key.text}: ${consequence(statement, each)}. Name the actions that you mean in Action.`,
        );
      }
    },
  });
};

export const denyNotactionWithUnsupportedTagConditionKeyForService = notActionTagRule({
  effect: 'Deny',
  isSecurity: true,
  kinds: ['identity', 'resource', 'scp', 'session', 'boundary'],
});
export const allowNotactionWithUnsupportedTagConditionKeyForService = notActionTagRule({
  effect: 'Allow',
  isSecurity: false,
  kinds: ['identity', 'resource', 'scp', 'session', 'boundary'],
});

const PROFILE_KEY = 'bedrock:inferenceprofilearn';

/** The application inference profiles among the statement's resources. */
const tagged = (statement: Statement, catalog: Catalog): readonly BedrockArn[] =>
  bedrockArns(statement, catalog).filter(
    ({ type, list }) => list === statement.resource && type?.name === 'application-inference-profile',
  );

/** The statement's Bedrock ARNs of types that carry no tags. */
function untaggable(statement: Statement, catalog: Catalog): readonly BedrockArn[] {
  const named = new Set<Value>(statement.resource?.values);
  return bedrockArns(statement, catalog).filter(
    ({ type, value }) =>
      type && named.has(value) && !type.conditionKeys.some(({ name }) => name.startsWith('aws:ResourceTag/')),
  );
}

export const bedrockTagOnUntaggable = defineRule({
  id: 'bedrock-tag-on-untaggable',
  category: 'effect',
  severity: 'warning',
  summary: 'A tag is asked of a Bedrock resource that carries none.',
  explanation:
    'Foundation models, system-defined inference profiles, default prompt routers, flow executions, marketplace endpoints and guardrail profiles carry no tags. A condition on aws:ResourceTag never holds for them. Tag application inference profiles instead, and allow the models in a statement of their own, through these profiles alone: under ArnLike bedrock:InferenceProfileArn.',
  reference: bedrockGuide('inference-profiles-prereq'),
  fixes: { suggested: 'What moves is no longer under the tag. All its other conditions move along.' },
  kinds: RESOURCE_KINDS,
  bad: statements(
    '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": ["arn:aws:bedrock:*:222233334444:application-inference-profile/*", "⟦arn:aws:bedrock:*::foundation-model/*⟧"], "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } }',
  ),
  good: statements(
    '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "arn:aws:bedrock:*:222233334444:application-inference-profile/*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "blue" } }',
    '"Effect": "Allow", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "arn:aws:bedrock:*::foundation-model/*", "Condition": { "ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" } }',
  ),
  *checkStatement(statement, { catalog, writer }) {
    const tags = conditions(statement).filter(
      (each) => each.name.startsWith('aws:resourcetag/') && needsKey(each) && !each.meaning?.negated,
    );
    const [tag] = tags;
    if (!tag) return;
    const bare = untaggable(statement, catalog);
    const profiles = tagged(statement, catalog);
    const models = bare.filter(({ type }) => type?.name === 'foundation-model');
    const others = bare.filter((each) => !models.includes(each));
    const isThroughProfiles = profiles.length > 0 && models.length > 0 && !hasCondition(statement, PROFILE_KEY);
    const division = isThroughProfiles
      ? writer.split(
          statement,
          { resource: models.map(({ value }) => value) },
          {
            without: tags,
            added: [['ArnLike', 'bedrock:InferenceProfileArn', profiles.map(({ value }) => new Copy(value.node))]],
          },
        )
      : [];
    const plain = writer.split(
      statement,
      { resource: (isThroughProfiles ? others : bare).map(({ value }) => value) },
      { without: tags },
    );
    for (const [index, { value, type }] of bare.entries()) {
      const result = finding(
        value,
        `A ${type?.name ?? 'resource'} carries no tags, so ${tag.key.text} never holds for it: this ${statement.effect?.text === 'Deny' ? 'denies' : 'grants'} nothing. Give it a statement without the tag.`,
      );
      if (index < MAX_SPLIT_FIXES) {
        if (isThroughProfiles && type?.name === 'foundation-model')
          result.suggest('Allow the models through these profiles alone, in a statement of their own', division);
        else result.suggest(`Move what carries no tags into a statement without ${tag.key.text}`, plain);
      }
      yield result;
    }
  },
});
