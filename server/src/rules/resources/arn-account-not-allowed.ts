import { fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { candidates, isBedrock, isEmptyInAll, LIVE } from './_arns.ts';

export const arnAccountNotAllowed = defineRule({
  id: 'arn-account-not-allowed',
  category: 'effect',
  severity: 'error',
  summary: 'An ARN names an account where its type has none.',
  explanation:
    'Some resources have ARNs without an account: S3 buckets, API Gateway’s APIs, … An ARN with one matches nothing. Bedrock’s foundation models have a rule of their own.',
  reference: accessAnalyzer('error', 'arn-account-not-allowed'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:s3::⟦222233334444⟧:my-bucket/*', 's3:GetObject'),
  good: resource('arn:aws:s3:::my-bucket/*', 's3:GetObject'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { account } = entry.arn;
      if (account.text === '' || !isLiteral(account.text) || isBedrock(entry)) continue;
      if (!isEmptyInAll(candidates(entry, catalog), 'account')) continue;
      yield finding(
        fieldSpan(entry, account),
        `ARNs of this type have no account, so this one matches nothing. Leave the account empty.`,
      ).suggest('Remove the account', replaceField(writer, entry, account, ''));
    }
  },
});
