/** Services as principals: without a condition on whom they act for, anyone can send them (the confused deputy). */
import type { AddedCondition } from '../hosts/writer.ts';
import { conditions, hasCondition, removeCondition, stringValues } from '../iam/conditions.ts';
import { partitionOf } from '../iam/partition.ts';
import { principalElements, principalLists, principalsOf } from '../iam/principals.ts';
import { type Statement, strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { document, onResource, trust } from './engine/example.ts';
import { finding } from './engine/finding.ts';
import { accessAnalyzer, bedrockGuide } from './engine/references.ts';
import { defineRule, type StatementContext } from './engine/rule.ts';

/** The keys that say for whom a service acts. */
const SOURCE_KEYS = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'] as const;
/** An account of AWS's documentation, to be filled in: `placeholder-value` reminds of it. */
const TO_FILL_IN = '111122223333';

/** Whether services are the only principals that a statement names. */
const namesServicesOnly = (statement: Statement): boolean => {
  const types = principalElements(statement).flatMap((element) => element.types);
  return types.length > 0 && types.every(({ name }) => name.text === 'Service');
};

/** The account that a statement is about: of its ARNs, else of the settings. */
function accountOf({ resource, principal }: Statement, { account }: StatementContext): string | undefined {
  const texts = [...strings(resource), ...(principal?.types ?? []).flatMap((list) => strings(list))];
  for (const { text } of texts) {
    const [, found] = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text) ?? [];
    if (found) return found;
  }
  return account;
}

/** The title of a suggestion that adds conditions on the source, with the account where it is known. */
const titleOf = (keys: readonly string[], account: string | undefined): string =>
  `Add ${keys.join(' and ')}${account ? '' : ', with an account to fill in'}`;

const BUCKET = '"Action": "s3:PutObject", "Resource": "arn:aws:s3:::my-bucket/*"';

export const restrictAccessToServicePrincipal = defineRule({
  id: 'restrict-access-to-service-principal',
  category: 'security',
  severity: 'warning',
  summary: 'A resource’s policy lets a service in, whomever it acts for.',
  explanation:
    'A service acts for all its customers. Without a condition on aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths, anyone can have the service reach this resource: the confused deputy.',
  reference: accessAnalyzer('security-warning', 'restrict-access-to-service-principal'),
  fixes: { suggested: 'For whom the service may act is not in the text.' },
  kinds: ['resource'],
  bad: onResource(`"Effect": "Allow", "Principal": { "Service": "⟦cloudtrail.amazonaws.com⟧" }, ${BUCKET}`),
  good: onResource(
    `"Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }`,
  ),
  *checkStatement(statement, context) {
    if (statement.effect?.text !== 'Allow' || hasCondition(statement, ...SOURCE_KEYS, 'aws:referer')) return;
    const [service] = principalsOf(statement, 'Service');
    if (!service || !namesServicesOnly(statement)) return;
    const account = accountOf(statement, context);
    yield finding(
      service,
      `${service.text} acts for all its customers, and each of them can have it reach this resource. Add a condition on aws:SourceAccount or aws:SourceArn.`,
    ).suggest(
      titleOf(['aws:SourceAccount'], account),
      context.writer.addConditions(statement, [['StringEquals', 'aws:SourceAccount', account ?? TO_FILL_IN]]),
    );
  },
});

export const recommendedConditionKeyForServicePrincipal = defineRule({
  id: 'recommended-condition-key-for-service-principal',
  category: 'style',
  severity: 'information',
  summary: 'aws:Referer limits for whom a service acts.',
  explanation:
    'Some services once set aws:Referer to the account that they act for. aws:SourceAccount and aws:SourceArn are made for it, and nobody can forge them.',
  reference: accessAnalyzer('suggestion', 'recommended-condition-key-for-service-principal'),
  fixes: { suggested: 'The service sets another key, with another value.' },
  kinds: ['resource', 'trust'],
  bad: onResource(
    `"Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "⟦aws:Referer⟧": "222233334444" } }`,
  ),
  good: onResource(
    `"Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }`,
  ),
  *checkStatement(statement, { writer }) {
    if (!namesServicesOnly(statement) || hasCondition(statement, ...SOURCE_KEYS)) return;
    for (const { name, key, list } of conditions(statement)) {
      if (name !== 'aws:referer') continue;
      yield finding(key, 'aws:Referer can be forged. Write aws:SourceAccount.').suggest(
        'Change to "aws:SourceAccount"',
        writer.rename(list.property, 'aws:SourceAccount'),
      );
    }
  },
});

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
  summary: 'A service is asked for a key that only an account’s principals have.',
  explanation:
    'A service that acts on its own belongs to no account or organization: its requests lack aws:PrincipalOrgID and the like, and an Allow under such a condition never holds. aws:SourceOrgID, aws:SourceAccount and aws:SourceArn say for whom it acts.',
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
        `A service’s request has no ${key.text}, so this Allow never holds. ${right ? `Write ${right}: for whom the service acts.` : 'Remove the condition.'}`,
      );
      const renamed = right && !hasCondition(statement, right.toLowerCase()) ? writer.rename(list.property, right) : [];
      if (right !== 'aws:SourceArn') yield result.suggest(`Change to "${right}"`, renamed);
      // The ARN of a principal is never that of a source: who writes aws:SourceArn must write another value too.
      else {
        const value = `arn:${partitionOf(statement)}:SERVICE:REGION:ACCOUNT:RESOURCE`;
        const edits = renamed.length > 0 ? [...renamed, ...writer.setValue(list.property, value)] : [];
        yield result.suggest(`Change to "${right}", its value to fill in`, edits);
      }
    }
  },
});

/** The services that assume roles for Bedrock → the service in the ARNs of what they act for. */
const DEPUTIES: ReadonlyMap<string, string> = new Map([
  ['bedrock.amazonaws.com', 'bedrock'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore'],
]);

const deputies = (statement: Statement): readonly StringValue[] =>
  principalsOf(statement, 'Service').filter(({ text }) => DEPUTIES.has(text));

const assume = (more: string) => trust('{ "Service": "⟦bedrock.amazonaws.com⟧" }', 'sts:AssumeRole', more);

export const bedrockTrustConfusedDeputy = defineRule({
  id: 'bedrock-trust-confused-deputy',
  category: 'security',
  severity: 'warning',
  summary: 'A role trusts Bedrock, whomever it acts for.',
  explanation:
    'Bedrock assumes roles for all its customers. aws:SourceAccount limits the trust to your account, and ArnLike aws:SourceArn to one kind of resource: agent/*, knowledge-base/*, flow/*, model-invocation-job/*, model-customization-job/*, evaluation-job/*, model-import-job/*. With one of the two the finding is information.',
  reference: bedrockGuide('cross-service-confused-deputy-prevention'),
  fixes: { suggested: 'For whom Bedrock may assume the role is not in the text.' },
  kinds: ['trust'],
  bad: [
    assume(''),
    assume(', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }'),
    trust(
      '{ "Service": "⟦bedrock-agentcore.amazonaws.com⟧" }',
      'sts:AssumeRole',
      ', "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:bedrock-agentcore:*:222233334444:*" } }',
    ),
  ],
  good: trust(
    '{ "Service": "bedrock.amazonaws.com" }',
    'sts:AssumeRole',
    ', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" }, "ArnLike": { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:222233334444:agent/*" } }',
  ),
  *checkStatement(statement, context) {
    if (statement.effect?.text !== 'Allow') return;
    const named = (key: string) => conditions(statement).find(({ name }) => name === key);
    const arn = named('aws:sourcearn');
    const account = named('aws:sourceaccount') ?? named('aws:sourceorgid') ?? named('aws:sourceorgpaths');
    if (arn && account) return;
    for (const service of deputies(statement)) {
      const missing = [...(account ? [] : ['aws:SourceAccount']), ...(arn ? [] : ['aws:SourceArn'])];
      const result = finding(
        service,
        missing.length === 2
          ? `${service.text} assumes roles for all its customers: nothing keeps it from using this one for a stranger. Add conditions on aws:SourceAccount and aws:SourceArn.`
          : `AWS advises both conditions, aws:SourceAccount and aws:SourceArn. Add ${missing.join('')}.`,
      );
      if (missing.length < 2) result.as('information');
      const [known] = account
        ? stringValues(account)
        : arn
          ? stringValues(arn)
              .flatMap(({ text }) => /\b\d{12}\b/.exec(text) ?? [])
              .map((text) => ({ text }))
          : [];
      const owner = known && /^\d{12}$/.test(known.text) ? known.text : accountOf(statement, context);
      const added = missing.map((key): AddedCondition => {
        if (key === 'aws:SourceAccount') return ['StringEquals', key, owner ?? TO_FILL_IN];
        const source = `${DEPUTIES.get(service.text)}:*:${owner ?? TO_FILL_IN}:*`;
        return ['ArnLike', key, `arn:${partitionOf(statement)}:${source}`];
      });
      const title = titleOf(missing, owner);
      const list = principalLists(statement, 'Service').find(({ values }) => values.includes(service));
      if (isAloneIn(statement)) result.suggest(title, context.writer.addConditions(statement, added));
      else if (list) {
        const edits = context.writer.split(statement, { principal: service, of: list }, { added });
        result.suggest(`${title}, in a statement of its own`, edits);
      }
      yield result;
    }
  },
});

/** Whether a service is the only principal: other services send other sources, and people and accounts none. */
const isAloneIn = (statement: Statement): boolean =>
  namesServicesOnly(statement) && principalsOf(statement, 'Service').length === 1;

export const irrelevantConditionKeyInPolicy = defineRule({
  id: 'irrelevant-condition-key-in-policy',
  category: 'style',
  severity: 'information',
  summary: 'A bucket’s policy asks for the bucket’s own account.',
  explanation:
    'In the policy of a bucket or of an access point s3:ResourceAccount is always the owner of that bucket: the condition says nothing.',
  reference: accessAnalyzer('suggestion', 'irrelevant-condition-key-in-policy'),
  fixes: { suggested: 'A condition is dropped.' },
  kinds: ['resource'],
  bad: onResource(
    '"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*", "Condition": { "StringEquals": { "⟦s3:ResourceAccount⟧": "222233334444" } }',
  ),
  good: onResource(
    '"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"',
  ),
  *checkStatement(statement, { writer }) {
    const resources = strings(statement.resource);
    if (resources.length === 0 || !resources.every((value) => /^arn:[^:]*:s3:/.test(value.text))) return;
    for (const entry of conditions(statement)) {
      if (entry.name !== 's3:resourceaccount') continue;
      yield finding(
        entry.key,
        'In this bucket’s own policy the key is always the bucket’s account. Remove the condition.',
      ).suggest('Remove the condition', removeCondition(writer, statement, entry));
    }
  },
});

export const dynamodbAttributesWithoutSelect = defineRule({
  id: 'dynamodb-attributes-without-select',
  category: 'security',
  severity: 'warning',
  summary: 'A condition on dynamodb:Attributes stands without one on dynamodb:Select.',
  explanation:
    'A request that names no attributes returns all of them and does not carry dynamodb:Attributes. StringEqualsIfExists dynamodb:Select SPECIFIC_ATTRIBUTES demands that it name them, and lets GetItem through, which has no such key.',
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
