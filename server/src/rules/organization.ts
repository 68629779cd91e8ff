/** What Organizations' policies (SCPs and RCPs) may not hold, and the conditions that an RCP should not forget. */

import { actionNames } from '../iam/actions.ts';
import { type Condition, conditions, stringValues } from '../iam/conditions.ts';
import { nodeSpan } from '../policy/json.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { strings } from '../policy/statement.ts';
import { statementsOf } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule, type Example } from './engine/rule.ts';
import { repeatedSids } from './sids.ts';

const RCP_SYNTAX = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html';
const RCP: readonly PolicyKind[] = ['rcp'];

const rcp = (statement: string): Example => statementsOf('rcp', statement);

export const scpSyntaxErrorPrincipal = defineRule({
  id: 'scp-syntax-error-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'A service control policy names a principal.',
  explanation:
    'An SCP is about all identities of its accounts. To mean some of them, write a condition on aws:PrincipalArn.',
  reference: accessAnalyzer('error', 'scp-syntax-error-principal'),
  fixes: {
    safe: 'Everyone, "*", is whom a service control policy is about anyway.',
    suggested: 'The statement is about everyone afterwards.',
  },
  kinds: ['scp'],
  bad: statementsOf('scp', '"Effect": "Deny", "⟦Principal⟧": "*", "Action": "s3:DeleteBucket", "Resource": "*"'),
  good: statementsOf('scp', '"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"'),
  *checkStatement({ principal, notPrincipal }, { writer, isKindCertain }) {
    for (const element of [principal, notPrincipal]) {
      if (!element) continue;
      yield finding(
        element.name,
        `A service control policy cannot have ${element.name.text}: Organizations refuses it. Remove it; for some identities only, write a condition on aws:PrincipalArn.`,
      ).fixIf(
        isKindCertain && element === principal && principal.bare?.text === '*',
        `Remove ${element.name.text}`,
        writer.remove(element.property),
      );
    }
  },
});

export const rcpSyntaxErrorPrincipal = defineRule({
  id: 'rcp-syntax-error-principal',
  category: 'grammar',
  severity: 'error',
  summary: 'The Principal of a resource control policy is not "*".',
  explanation:
    'An RCP is about everyone. To mean some, write "Principal": "*" and a condition on aws:PrincipalArn or the like.',
  reference: RCP_SYNTAX,
  fixes: { suggested: 'The statement is about everyone afterwards.' },
  kinds: RCP,
  bad: [
    rcp('"Effect": "Deny", "Principal": ⟦{ "AWS": "222233334444" }⟧, "Action": "s3:GetObject", "Resource": "*"'),
    rcp('"Effect": "Deny", ⟦"NotPrincipal": "*"⟧, "Action": "s3:GetObject", "Resource": "*"'),
  ],
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement({ principal, notPrincipal }, { writer }) {
    if (notPrincipal) {
      const { property } = notPrincipal;
      const renamed = writer.rename(property, 'Principal');
      yield finding(
        nodeSpan(property.node),
        'A resource control policy cannot have NotPrincipal. Write "Principal": "*" and a condition.',
      ).suggest(
        'Change to "Principal": "*"',
        renamed.length > 0 ? [...renamed, ...writer.setValue(property, '*')] : [],
      );
    }
    const value = principal?.property.value;
    const isKnown = principal?.bare?.kind !== 'unknown';
    if (!value || !isKnown || principal.bare?.text === '*') return;
    yield finding(
      nodeSpan(value),
      'The Principal of a resource control policy is "*" and nothing else. Say whom you mean with a condition on aws:PrincipalArn or aws:PrincipalAccount.',
    ).suggest('Change to "*"', writer.setValue(principal.property, '*'));
  },
});

export const rcpSyntaxErrorAllow = defineRule({
  id: 'rcp-syntax-error-allow',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource control policy allows.',
  explanation:
    'An RCP only denies. The one that allows is AWS’s own RCPFullAWSAccess: everything, to everyone, on everything, without a condition.',
  reference: RCP_SYNTAX,
  fixes: { suggested: 'What was allowed is denied afterwards.' },
  kinds: RCP,
  bad: rcp('"Effect": "⟦Allow⟧", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement(statement, { writer }) {
    const { effect, action, resource, condition } = statement;
    if (effect?.text !== 'Allow') return;
    const isEverything = [action, resource].every((list) => strings(list).some(({ text }) => text === '*'));
    if (isEverything && !condition) return;
    yield finding(
      effect,
      'A resource control policy only denies: Organizations refuses Allow. Write what is forbidden.',
    ).suggest('Change to "Deny"', writer.replaceText(effect, 'Deny'));
  },
});

export const rcpSyntaxErrorNotaction = defineRule({
  id: 'rcp-syntax-error-notaction',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource control policy has NotAction.',
  explanation: 'An RCP names the actions that it denies with Action.',
  reference: RCP_SYNTAX,
  kinds: RCP,
  bad: rcp('"Effect": "Deny", "Principal": "*", "⟦NotAction⟧": "s3:GetObject", "Resource": "*"'),
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement({ notAction }) {
    if (!notAction) return;
    yield finding(
      notAction.name,
      'A resource control policy cannot have NotAction: Organizations refuses it. Name in Action what is denied.',
    );
  },
});

export const rcpSyntaxErrorAction = defineRule({
  id: 'rcp-syntax-error-action',
  category: 'grammar',
  severity: 'error',
  summary: 'A resource control policy names an action of a service that RCPs do not support.',
  explanation:
    'RCPs work for some services only, and no service of Bedrock is among them. Write a service control policy for those. "*" alone is for AWS’s own RCPFullAWSAccess.',
  reference: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
  fixes: { suggested: 'The action is no longer denied.' },
  kinds: RCP,
  bad: [
    rcp('"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", "⟦bedrock:InvokeModel*⟧"], "Resource": "*"'),
    rcp('"Effect": "Deny", "Principal": "*", "Action": "⟦*⟧", "Resource": "*"'),
  ],
  good: rcp('"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'),
  *checkStatement({ action, effect }, { catalog, writer }) {
    for (const value of strings(action)) {
      if (value.text === '*' && effect?.text === 'Deny')
        yield finding(
          value,
          'A resource control policy cannot deny "*": Organizations refuses it. Name the services: s3:*, kms:*, ….',
        );
    }
    for (const { value, prefix } of actionNames(action)) {
      const name = prefix.toLowerCase();
      if (!catalog.hasService(name) || catalog.rcpServices.includes(name)) continue;
      yield finding(
        value,
        `Resource control policies do not support ${name}: Organizations refuses this. Write a service control policy for it.`,
      ).suggest(`Remove "${value.text}"`, (action?.values.length ?? 0) > 1 ? writer.remove(value) : []);
    }
  },
});

/** Keys of the principal, which AWS's services acting on their own do not have. */
const PRINCIPAL_KEYS = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
]);
/** Keys of the resource for which a service acts. */
const SOURCE_KEYS = new Set(['aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceaccount', 'aws:sourcearn']);

const isService = (all: readonly Condition[], value: string): boolean =>
  all.some(
    (entry) =>
      entry.name === 'aws:principalisawsservice' &&
      entry.meaning?.base === 'Bool' &&
      entry.list.values.some(({ text }) => text.toLowerCase() === value),
  );

const deny = (body: string) =>
  rcp(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { ${body} }`);

export const rcpMissingRelatedPrincipalConditionKey = defineRule({
  id: 'rcp-missing-related-principal-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'An RCP that denies by the principal also stops AWS’s services.',
  explanation:
    'Where a service acts on its own, its request has no aws:PrincipalOrgID and the like, and the Deny stops it. BoolIfExists aws:PrincipalIsAWSService "false" leaves services out.',
  reference: accessAnalyzer('general-warning', 'rcp-missing-related-principal-condition-key'),
  fixes: { suggested: 'The Deny lets more through.' },
  kinds: RCP,
  bad: deny('"StringNotEqualsIfExists": { "⟦aws:PrincipalOrgID⟧": "o-exampleorg" }'),
  good: deny(
    '"StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }',
  ),
  *checkStatement(statement, { writer }) {
    const all = conditions(statement);
    if (statement.effect?.text !== 'Deny' || isService(all, 'false')) return;
    const found = all.find(({ name, meaning }) => PRINCIPAL_KEYS.has(name) && meaning?.negated);
    if (!found) return;
    yield finding(
      found.key,
      'Requests of AWS’s services have no such key, so this Deny stops them too. Add BoolIfExists aws:PrincipalIsAWSService "false".',
    ).suggest(
      'Leave AWS’s services out',
      writer.addConditions(statement, [['BoolIfExists', 'aws:PrincipalIsAWSService', 'false']]),
    );
  },
});

export const rcpMissingRelatedServicePrincipalConditionKey = defineRule({
  id: 'rcp-missing-related-service-principal-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'An RCP that denies by the source also stops people.',
  explanation:
    'aws:SourceOrgID and the like are set only where a service acts for a resource. BoolIfExists aws:PrincipalIsAWSService "true" limits the Deny to services.',
  reference: accessAnalyzer('general-warning', 'rcp-missing-related-service-principal-condition-key'),
  fixes: { suggested: 'The Deny lets more through.' },
  kinds: RCP,
  bad: deny(
    '"StringNotEqualsIfExists": { "⟦aws:SourceOrgID⟧": "o-exampleorg" }, "Null": { "aws:SourceAccount": "false" }',
  ),
  good: deny(
    '"StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorg" }, "Null": { "aws:SourceAccount": "false" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }',
  ),
  *checkStatement(statement, { writer }) {
    const all = conditions(statement);
    if (statement.effect?.text !== 'Deny' || isService(all, 'true')) return;
    const found = all.find(({ name, meaning }) => SOURCE_KEYS.has(name) && meaning?.negated);
    if (!found) return;
    yield finding(
      found.key,
      'Only a service’s request has this key: the requests of people are stopped too. Add BoolIfExists aws:PrincipalIsAWSService "true".',
    ).suggest(
      'Mean AWS’s services only',
      writer.addConditions(statement, [['BoolIfExists', 'aws:PrincipalIsAWSService', 'true']]),
    );
  },
});

export const rcpMissingServiceConditionKeyNullCheck = defineRule({
  id: 'rcp-missing-service-condition-key-null-check',
  category: 'security',
  severity: 'warning',
  summary: 'An RCP that denies by the source does not ask whether there is one.',
  explanation:
    'Not every request of a service is made for a resource of an account. "Null": { "aws:SourceAccount": "false" } limits the Deny to those that are.',
  reference: accessAnalyzer('general-warning', 'rcp-missing-service-condition-key-null-check'),
  fixes: { suggested: 'The Deny lets more through.' },
  kinds: RCP,
  bad: deny(
    '"StringNotEqualsIfExists": { "⟦aws:SourceOrgID⟧": "o-exampleorg" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }',
  ),
  good: deny(
    '"StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorg" }, "BoolIfExists": { "aws:PrincipalIsAWSService": "true" }, "Null": { "aws:SourceAccount": "false" }',
  ),
  *checkStatement(statement, { writer }) {
    const all = conditions(statement);
    if (statement.effect?.text !== 'Deny') return;
    const asks = all.some(
      (entry) =>
        ['aws:sourceaccount', 'aws:sourcearn'].includes(entry.name) &&
        entry.meaning?.family === 'Null' &&
        stringValues(entry).some((value) => value.text.toLowerCase() === 'false'),
    );
    const found = all.find(
      ({ name, meaning }) => ['aws:sourceorgid', 'aws:sourceorgpaths'].includes(name) && meaning?.negated,
    );
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

export const uniqueSidsRecommended = defineRule({
  id: 'unique-sids-recommended',
  category: 'style',
  severity: 'warning',
  summary: 'Two statements of a resource’s or an organization’s policy have the same Sid.',
  explanation: 'Such policies are taken with equal Sids, but nobody can tell from a Sid which statement is meant.',
  reference: accessAnalyzer('general-warning', 'unique-sids-recommended'),
  fixes: { safe: 'A Sid decides nothing.' },
  kinds: ['resource', 'scp', 'rcp'],
  bad: statementsOf(
    'scp',
    '"Sid": "Keep", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"',
    '"Sid": "⟦Keep⟧", "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"',
  ),
  good: statementsOf(
    'scp',
    '"Sid": "KeepBuckets", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"',
    '"Sid": "KeepKeys", "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"',
  ),
  checkPolicy: (policy, { writer }) => repeatedSids(policy, 'nobody can tell which is meant', writer),
});
