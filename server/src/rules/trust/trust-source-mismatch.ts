import { isLiteral } from '../../iam/arns.ts';
import { type Condition, conditions, stringValues } from '../../iam/conditions.ts';
import { isDocumentationAccount } from '../../iam/documentation-accounts.ts';
import { principalsOf } from '../../iam/principals.ts';
import { brief } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import type { Statement } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const SERVICE = '{ "Service": "bedrock.amazonaws.com" }';

/** Resources of Bedrock for which no role is assumed: they are used, and do nothing by themselves. */
const NEVER_ASSUME: ReadonlySet<string> = new Set([
  'foundation-model',
  'inference-profile',
  'application-inference-profile',
  'guardrail',
  'guardrail-profile',
  'prompt',
]);

const isEqual = ({ meaning }: Condition): boolean => meaning !== undefined && !meaning.negated && !meaning.ifExists;

/** The services of Bedrock that assume roles → the service in the ARN of what they act for. */
const OWN_ARNS: ReadonlyMap<string, string> = new Map([
  ['bedrock.amazonaws.com', 'bedrock'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore'],
]);

/** The services of the ARNs for which the principals of a statement act; undefined where others than Bedrock's are named. */
function actFor(statement: Statement): readonly string[] | undefined {
  const services = principalsOf(statement, 'Service').map(({ text }) => OWN_ARNS.get(text));
  const isAll = statement.principal?.types.every(({ name }) => name.text === 'Service');
  return isAll && services.length > 0 && services.every((each) => each !== undefined) ? services : undefined;
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html */
export const trustSourceMismatch = defineRule({
  id: 'trust-source-mismatch',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'No request can meet the conditions on the source together.',
  explanation:
    'aws:SourceAccount is the account of the resource in aws:SourceArn: with two different accounts the role can never be assumed. Roles are assumed for agents, knowledge bases, flows and jobs; for a model, a profile or a guardrail never. The ARN is of the service that assumes the role: bedrock for bedrock.amazonaws.com.',
  reference: bedrockGuide('cross-service-confused-deputy-prevention'),
  fixes: { suggested: 'The role can be assumed.' },
  kinds: ['trust'],
  bad: [
    trust(
      SERVICE,
      'sts:AssumeRole',
      ', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" }, "ArnLike": { "aws:SourceArn": "⟦arn:aws:bedrock:eu-west-1:999988887777:agent/*⟧" } }',
    ),
    trust(
      SERVICE,
      'sts:AssumeRole',
      ', "Condition": { "ArnLike": { "aws:SourceArn": "⟦arn:aws:bedrock:eu-west-1:222233334444:guardrail/*⟧" } }',
    ),
    trust(
      SERVICE,
      'sts:AssumeRole',
      ', "Condition": { "ArnLike": { "aws:SourceArn": "⟦arn:aws:lambda:eu-west-1:222233334444:function:app⟧" } }',
    ),
  ],
  good: trust(
    SERVICE,
    'sts:AssumeRole',
    ', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" }, "ArnLike": { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:222233334444:agent/*" } }',
  ),
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Allow') return;
    const services = actFor(statement);
    const all = conditions(statement).filter(isEqual);
    const accounts = all.filter(({ name }) => name === 'aws:sourceaccount').flatMap(stringValues);
    const sources = all.filter(({ name }) => name === 'aws:sourcearn').flatMap(stringValues);
    const owners = accounts.map(({ text }) => text);
    const ids = sources.map(({ text }) => parseArn(text)?.account.text ?? '*');
    const areApart =
      owners.length > 0 &&
      ids.length > 0 &&
      // AWS's own examples mix the accounts of its documentation, which are to be replaced.
      // https://docs.aws.amazon.com/bedrock/latest/userguide/model-import-iam-role.html
      [...owners, ...ids].every((id) => /^\d{12}$/.test(id) && !isDocumentationAccount(id)) &&
      !ids.some((id) => owners.includes(id));
    for (const value of sources) {
      const arn = parseArn(value.text);
      if (!arn) continue;
      if (areApart) {
        const [owner = ''] = owners;
        const result: FindingDraft = finding(
          value,
          `aws:SourceAccount is ${owner}, and this ARN is of account ${brief(arn.account.text)}: no request meets both, so the role can never be assumed. Write the same account.`,
        );
        yield result.suggest(
          `Change to ${owner}`,
          writer.replaceText(value, owner, arn.account.start, arn.account.end),
        );
      } else if (services && isLiteral(arn.service.text) && !services.includes(arn.service.text)) {
        yield finding(
          value,
          `The role is assumed for resources of ${services.join(' and ')}, and this ARN is of ${brief(arn.service.text)}: no request meets the condition, so the role can never be assumed. Name the resource of ${services.join(' or ')}.`,
        );
      } else if (arn.service.text === 'bedrock' && NEVER_ASSUME.has(arn.resourceType.text)) {
        yield finding(
          value,
          `Bedrock assumes no role for a ${brief(arn.resourceType.text)}, so the role can never be assumed. Name what acts, such as agent/*, knowledge-base/* or model-invocation-job/*.`,
        );
      }
    }
  },
});
