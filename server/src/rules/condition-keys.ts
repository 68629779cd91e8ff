/** Names of condition keys. */

import type { Catalog } from '../catalog/catalog.ts';
import { findConditionKey, isMultivalued, keyType } from '../catalog/condition-keys.ts';
import { conditions, isProviderKey } from '../iam/conditions.ts';
import { nearest } from '../iam/nearest.ts';
import type { Operator } from '../policy/operators.ts';
import type { ConditionEntry } from '../policy/statement.ts';
import { within } from '../policy/value.ts';
import { condition } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer, authorizationReference, guide } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

/** Keys that are often invented for Bedrock → the real one. https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html */
const INVENTED: ReadonlyMap<string, string | undefined> = new Map([
  ['aws:inferenceprofilearn', 'bedrock:InferenceProfileArn'],
  ['bedrock:inferenceprofile', 'bedrock:InferenceProfileArn'],
  ['bedrock:inferenceprofileid', 'bedrock:InferenceProfileArn'],
  ['bedrock:guardrailid', 'bedrock:GuardrailIdentifier'],
  ['bedrock:guardrail', 'bedrock:GuardrailIdentifier'],
  ['bedrock:guardrailarn', 'bedrock:GuardrailIdentifier'],
  ['bedrock:modelid', undefined],
  ['bedrock:modelidentifier', undefined],
  ['bedrock:foundationmodel', undefined],
  ['bedrock:foundationmodelarn', undefined],
]);

export const bedrockUnknownConditionKey = defineRule({
  id: 'bedrock-unknown-condition-key',
  category: 'effect',
  severity: 'error',
  summary: 'A condition key does not exist, though it is often written for Bedrock.',
  explanation:
    'aws:InferenceProfileArn, bedrock:ModelId, bedrock:GuardrailId and the like are set by no request: an Allow under them never applies, a Deny never forbids. The keys are bedrock:InferenceProfileArn and bedrock:GuardrailIdentifier; which model may be used is said in Resource.',
  reference: authorizationReference(),
  fixes: { suggested: 'The condition did not hold for any request: with the change it does for some.' },
  bad: [
    condition(
      '"ArnLike": { "⟦aws:InferenceProfileArn⟧": "arn:aws:bedrock:eu-west-1:222233334444:application-inference-profile/*" }',
    ),
    condition('"StringLike": { "⟦bedrock:ModelId⟧": "anthropic.*" }'),
  ],
  good: condition(
    '"ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:eu-west-1:222233334444:application-inference-profile/*" }',
  ),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, name, list } of conditions(statement)) {
      if (!INVENTED.has(name) || findConditionKey(key.text, catalog)) continue;
      const real = INVENTED.get(name);
      if (real) {
        yield finding(key, `No request sets "${key.text}": this condition never holds. The key is ${real}.`).suggest(
          `Change to "${real}"`,
          writer.rename(list.property, real),
        );
      } else {
        yield finding(
          key,
          `No request sets "${key.text}": this condition never holds. Name the model by its ARN in Resource.`,
        );
      }
    }
  },
});

export const invalidConditionKeyFormat = defineRule({
  id: 'invalid-condition-key-format',
  category: 'grammar',
  severity: 'error',
  summary: 'A condition key has no prefix.',
  explanation: 'A condition key is written prefix:Name, such as aws:RequestedRegion.',
  reference: accessAnalyzer('error', 'invalid-condition-key-format'),
  fixes: { suggested: 'The condition did not hold for any request: with the change it does for some.' },
  bad: condition('"StringEquals": { "⟦RequestedRegion⟧": "eu-west-1" }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": "eu-west-1" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, list } of conditions(statement)) {
      if (/^[^:]+:./.test(key.text) || key.text.startsWith('Fn::')) continue;
      const result = finding(
        key,
        `"${key.text}" is no condition key: a key is written prefix:Name. IAM refuses the policy.`,
      );
      const known = ['aws', 'bedrock']
        .map((prefix) => findConditionKey(`${prefix}:${key.text}`, catalog)?.key.name)
        .find((name) => name !== undefined);
      yield known ? result.suggest(`Change to "${known}"`, writer.rename(list.property, known)) : result;
    }
  },
});

export const unsupportedGlobalConditionKey = defineRule({
  id: 'unsupported-global-condition-key',
  category: 'names',
  severity: 'error',
  summary: 'aws:ARN is no longer a condition key.',
  explanation:
    'aws:ARN was replaced by aws:PrincipalArn. Access Analyzer has a second, weaker check of the same key (deprecated-global-condition-key); one finding is enough.',
  reference: accessAnalyzer('error', 'unsupported-global-condition-key'),
  fixes: { suggested: 'The condition did not hold for any request: with the change it does for some.' },
  bad: condition('"ArnLike": { "⟦aws:ARN⟧": "arn:aws:iam::222233334444:role/app" }'),
  good: condition('"ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/app" }'),
  *checkStatement(statement, { writer }) {
    for (const { key, name, list } of conditions(statement)) {
      if (name !== 'aws:arn') continue;
      yield finding(key, 'aws:ARN is not supported any more. Write aws:PrincipalArn.').suggest(
        'Change to "aws:PrincipalArn"',
        writer.rename(list.property, 'aws:PrincipalArn'),
      );
    }
  },
});

/** Whether IAM takes a key under an operator: one that holds several values needs a qualifier. */
function fitsOperator(name: string, operator: Operator | undefined, catalog: Catalog): boolean {
  const type = keyType(name, catalog);
  return !type || !isMultivalued(type) || operator?.qualifier !== undefined || operator?.family === 'Null';
}

const TAG_KEYS = new Set(['aws:resourcetag', 'aws:requesttag', 'aws:principaltag']);

export const missingTagKeyInCondition = defineRule({
  id: 'missing-tag-key-in-condition',
  category: 'grammar',
  severity: 'error',
  summary: 'A tag condition does not say which tag.',
  explanation: 'aws:ResourceTag, aws:RequestTag and aws:PrincipalTag are followed by a slash and the tag’s key.',
  reference: accessAnalyzer('error', 'missing-tag-key-in-condition'),
  bad: condition('"StringEquals": { "⟦aws:PrincipalTag⟧": "research" }'),
  good: condition('"StringEquals": { "aws:PrincipalTag/team": "research" }'),
  *checkStatement(statement) {
    for (const { key, name } of conditions(statement)) {
      const [stem, ...tag] = name.split('/');
      if (!TAG_KEYS.has(stem ?? '') || tag.join('/') !== '') continue;
      yield finding(
        key,
        `${key.text} does not say which tag. Write ${key.text.replace(/\/$/, '')}/ and the tag’s key.`,
      );
    }
  },
});

export const invalidGlobalConditionKey = defineRule({
  id: 'invalid-global-condition-key',
  category: 'names',
  severity: 'warning',
  summary: 'No global condition key has this name.',
  explanation:
    'A condition on a key that no request sets never holds (and a negated one always does). The list is that of the catalog’s date; AWS may have added a key since, so this is a warning.',
  reference: accessAnalyzer('error', 'invalid-global-condition-key'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: condition('"StringEquals": { "⟦aws:RequestRegion⟧": "eu-west-1" }'),
  good: condition('"StringEquals": { "AWS:requestedregion": "eu-west-1" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, name, list, meaning } of conditions(statement)) {
      if (!name.startsWith('aws:') || catalog.globalKey(name) || INVENTED.has(name) || name === 'aws:arn') continue;
      if (TAG_KEYS.has(name.replace(/\/$/, ''))) continue;
      const known = catalog.globalKeys.map((each) => each.name).filter((each) => !each.includes('${'));
      const near = nearest(key.text, known);
      const result = finding(
        key,
        `No global condition key is called "${key.text}": no request sets it.${near ? ` Did you mean "${near}"?` : ' Check the name.'}`,
      );
      yield near && fitsOperator(near, meaning, catalog)
        ? result.suggest(`Change to "${near}"`, writer.rename(list.property, near))
        : result;
    }
  },
});

export const invalidService = defineRule({
  id: 'invalid-service',
  category: 'names',
  severity: 'warning',
  summary: 'A condition key’s prefix is no service’s.',
  explanation:
    'What stands before the colon of a condition key is aws, the prefix of a service, or an identity provider.',
  reference: accessAnalyzer('error', 'invalid-service'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: condition('"StringEquals": { "⟦bedrok⟧:ServiceTier": "default" }'),
  good: condition('"StringEquals": { "bedrock:ServiceTier": "default" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, list } of conditions(statement)) {
      const colon = key.text.indexOf(':');
      if (colon <= 0 || isProviderKey(key.text, catalog)) continue;
      const prefix = key.text.slice(0, colon);
      if (prefix.toLowerCase() === 'aws' || catalog.hasService(prefix) || prefix === 'Fn') continue;
      if (catalog.globalKey(key.text)) continue;
      const span = within(key, 0, colon);
      const near = nearest(
        prefix,
        catalog.serviceNames.map((service) => service.prefix),
      );
      const result = finding(
        span,
        `No AWS service has the prefix "${prefix}": no request sets this key.${near ? ` Did you mean "${near}"?` : ''}`,
      );
      yield near
        ? result.suggest(`Change to "${near}"`, writer.rename(list.property, near + key.text.slice(colon)))
        : result;
    }
  },
});

export const invalidServiceConditionKey = defineRule({
  id: 'invalid-service-condition-key',
  category: 'names',
  severity: 'warning',
  summary: 'The service has no such condition key.',
  explanation:
    'A condition on a key that no request sets never holds. The keys are those of the catalog’s date; AWS may have added one since, so this is a warning.',
  reference: accessAnalyzer('error', 'invalid-service-condition-key'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: condition('"StringEquals": { "⟦bedrock:ServiceTiers⟧": "default" }'),
  good: condition('"StringEquals": { "bedrock:serviceTier": "default" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const { key, name, list, meaning } of conditions(statement)) {
      const service = catalog.service(name.split(':')[0] ?? '');
      if (!service || INVENTED.has(name) || isProviderKey(key.text, catalog) || findConditionKey(key.text, catalog))
        continue;
      if (service.conditionKeys.length === 0 && service.actions.length === 0) continue;
      const near = nearest(
        key.text,
        service.conditionKeys.map((each) => each.name).filter((each) => each.includes(':') && !each.includes('${')),
      );
      const result = finding(
        key,
        `${service.prefix} has no condition key "${key.text}": no request sets it.${near ? ` Did you mean "${near}"?` : ' Check the name.'}`,
      );
      yield near && fitsOperator(near, meaning, catalog)
        ? result.suggest(`Change to "${near}"`, writer.rename(list.property, near))
        : result;
    }
  },
});

export const duplicateKeysWithDifferentCase = defineRule({
  id: 'duplicate-keys-with-different-case',
  category: 'grammar',
  severity: 'error',
  summary: 'One operator has the same key twice, in different case.',
  explanation:
    'The names of condition keys ignore case, so these are one key given twice. Put the values together under one of them.',
  reference: accessAnalyzer('error', 'duplicate-keys-with-different-case'),
  fixes: { suggested: 'Which of the two was meant is not in the text.' },
  bad: condition('"StringEquals": { "aws:RequestedRegion": "eu-west-1", "⟦aws:requestedregion⟧": "eu-west-3" }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-west-3"] }'),
  *checkStatement({ condition: element }, { writer }) {
    for (const { entries } of element?.operators ?? []) {
      const seen = new Map<string, ConditionEntry>();
      for (const entry of entries) {
        const { key } = entry;
        const first = seen.get(key.text.toLowerCase());
        if (first !== undefined && first.key.text !== key.text) {
          yield finding(
            key,
            `${key.text} and ${first.key.text} are the same key: IAM refuses the policy. Put the values together under one.`,
          )
            .suggest(`Keep only ${first.key.text}`, writer.keepOnly(first.list.property))
            .suggest(`Keep only ${key.text}`, writer.keepOnly(entry.list.property));
        }
        seen.set(key.text.toLowerCase(), first ?? entry);
      }
    }
  },
});

export const untrustworthyConditionKey = defineRule({
  id: 'untrustworthy-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'The caller chooses the value of this condition key.',
  explanation:
    'aws:Referer and aws:UserAgent are headers that the caller sends; anyone can send any value. They protect nothing. AWS names no further keys for this check.',
  reference: guide('reference_policies_condition-keys'),
  bad: condition('"StringEquals": { "⟦aws:UserAgent⟧": "our-app" }'),
  good: condition('"StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" }'),
  *checkStatement(statement) {
    const byService = statement.principal?.types.some(({ name }) => name.text === 'Service');
    for (const { key, name } of conditions(statement)) {
      if ((name === 'aws:referer' && !byService) || name === 'aws:useragent') {
        yield finding(
          key,
          `The caller chooses the value of ${key.text}: this protects nothing. Use aws:SourceVpce, aws:SourceIp or aws:PrincipalOrgID.`,
        );
      }
    }
  },
});
