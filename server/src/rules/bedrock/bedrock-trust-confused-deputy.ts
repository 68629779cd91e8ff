import type { AddedCondition } from '../../hosts/writer.ts';
import { question } from '../../iam/answers.ts';
import { type Condition, conditions, stringValues } from '../../iam/conditions.ts';
import { ACCOUNT_TO_FILL_IN } from '../../iam/documentation-accounts.ts';
import { partitionOf } from '../../iam/partition.ts';
import { principalLists, principalsOf } from '../../iam/principals.ts';
import { brief } from '../../model/printable.ts';
import type { Statement } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statementsOf, trust } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule, type PolicyContext } from '../engine/rule.ts';
import { accountOf, namesServicesOnly, SOURCE_KEYS, titleOf } from '../principals/_service-principals.ts';

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
    'Bedrock assumes roles for all its customers. aws:SourceAccount limits the trust to your account, and ArnLike aws:SourceArn to one kind of resource: agent/*, knowledge-base/*, flow/*, model-invocation-job/*, model-customization-job/*, evaluation-job/*, model-import-job/*. One of them is enough, if an aws:SourceArn names the account; so is aws:SourceOrgID, or a Deny for all other sources. An aws:SourceArn without an account is information.',
  reference: bedrockGuide('cross-service-confused-deputy-prevention'),
  fixes: { suggested: 'For whom Bedrock may assume the role is not in the text.' },
  kinds: ['trust'],
  bad: [
    assume(''),
    trust(
      '{ "Service": "⟦bedrock-agentcore.amazonaws.com⟧" }',
      'sts:AssumeRole',
      ', "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:bedrock-agentcore:*:*:*" } }',
    ),
  ],
  good: [
    trust(
      '{ "Service": "bedrock.amazonaws.com" }',
      'sts:AssumeRole',
      ', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }',
    ),
    trust(
      '{ "Service": "bedrock.amazonaws.com" }',
      'sts:AssumeRole',
      ', "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:222233334444:agent/*" } }',
    ),
    statementsOf(
      'trust',
      '"Effect": "Allow", "Principal": { "Service": "bedrock.amazonaws.com" }, "Action": "sts:AssumeRole"',
      '"Effect": "Deny", "Principal": { "Service": "bedrock.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "aws:SourceAccount": "222233334444" } }',
    ),
  ],
  *checkPolicy(policy, context) {
    if (!policy.statements.some(trustsAnySource) || policy.isPartial) return;
    if (policy.statements.some(deniesOtherSources)) return;
    for (const statement of policy.statements) if (trustsAnySource(statement)) yield* ofStatement(statement, context);
  },
});

/** An Allow for a deputy whose conditions do not say for which account it acts. */
const trustsAnySource = question(
  (statement) =>
    statement.effect?.text === 'Allow' &&
    deputies(statement).length > 0 &&
    !conditions(statement).some((each) => SOURCE_KEYS.includes(each.name) && !isPlainArn(each) && limits(each)),
);

/** A condition that does not hold for other sources. */
const limits = ({ meaning }: Condition): boolean => meaning !== undefined && !meaning.negated && !meaning.ifExists;

/** A condition on aws:SourceArn whose ARNs do not all name an account. */
const isPlainArn = (each: Condition): boolean =>
  each.name === 'aws:sourcearn' && !stringValues(each).every(({ text }) => /:\d{12}:/.test(text));

/** Whether a template fills in a service. */
const mayNameDeputy = ({ principal }: Statement): boolean =>
  principal?.types.some(({ values }) => values.some(({ kind }) => kind !== 'string')) ??
  principal?.bare?.kind === 'unknown';

/** A Deny for a deputy, or for everyone, whose source is another one. */
const deniesOtherSources = question(
  (statement) =>
    statement.effect?.text === 'Deny' &&
    (statement.principal?.bare?.text === '*' || deputies(statement).length > 0 || mayNameDeputy(statement)) &&
    conditions(statement).some(({ name, meaning }) => SOURCE_KEYS.includes(name) && meaning?.negated),
);

function* ofStatement(statement: Statement, context: PolicyContext): Generator<FindingDraft> {
  const hasArn = conditions(statement).some((each) => isPlainArn(each) && limits(each));
  for (const service of deputies(statement)) {
    const missing = hasArn ? ['aws:SourceAccount'] : ['aws:SourceAccount', 'aws:SourceArn'];
    const result = finding(
      service,
      hasArn
        ? 'The ARN of aws:SourceArn names no account, so any customer’s resource may match. Add aws:SourceAccount.'
        : `${brief(service.text)} assumes roles for all its customers: nothing keeps it from using this one for a stranger. Add conditions on aws:SourceAccount and aws:SourceArn.`,
    );
    if (hasArn) result.as('information');
    const owner = accountOf(statement, context);
    const added = missing.map((key): AddedCondition => {
      if (key === 'aws:SourceAccount') return ['StringEquals', key, owner ?? ACCOUNT_TO_FILL_IN];
      const source = `${DEPUTIES.get(service.text)}:*:${owner ?? ACCOUNT_TO_FILL_IN}:*`;
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
}

/** Whether a service is the only principal: other services send other sources, and people and accounts none. */
const isAloneIn = (statement: Statement): boolean =>
  namesServicesOnly(statement) && principalsOf(statement, 'Service').length === 1;
