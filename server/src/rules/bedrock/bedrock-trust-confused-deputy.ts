import type { AddedCondition } from '../../hosts/writer.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { partitionOf } from '../../iam/partition.ts';
import { principalLists, principalsOf } from '../../iam/principals.ts';
import type { Statement } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { accountOf, namesServicesOnly, TO_FILL_IN, titleOf } from '../principals/_service-principals.ts';

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
