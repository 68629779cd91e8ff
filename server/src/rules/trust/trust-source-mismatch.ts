import { type Condition, conditions, stringValues } from '../../iam/conditions.ts';
import { isDocumentationAccount } from '../../iam/documentation-accounts.ts';
import { brief } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
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

/** https://docs.aws.amazon.com/bedrock/latest/userguide/cross-service-confused-deputy-prevention.html */
export const trustSourceMismatch = defineRule({
  id: 'trust-source-mismatch',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'No request can meet the conditions on the source together.',
  explanation:
    'aws:SourceAccount is the account of the resource in aws:SourceArn: with two different accounts the role can never be assumed. Roles are assumed for agents, knowledge bases, flows and jobs; for a model, a profile or a guardrail never.',
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
  ],
  good: trust(
    SERVICE,
    'sts:AssumeRole',
    ', "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" }, "ArnLike": { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:222233334444:agent/*" } }',
  ),
  *checkStatement(statement, { writer }) {
    if (statement.effect?.text !== 'Allow') return;
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
      } else if (arn.service.text === 'bedrock' && NEVER_ASSUME.has(arn.resourceType.text)) {
        yield finding(
          value,
          `Bedrock assumes no role for a ${brief(arn.resourceType.text)}, so the role can never be assumed. Name what acts, such as agent/*, knowledge-base/* or model-invocation-job/*.`,
        );
      }
    }
  },
});
