import { colonAfter, replaceField, resourceArns } from '../../iam/arns.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { candidates, isBedrock, isFilledInAll, LIVE } from './_arns.ts';

/**
 * ARNs of what AWS owns, without an account against the format of their type, as AWS's own policies write them.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_service-with-iam.html
 */
const OWNED_BY_AWS =
  /^arn:[^:]+:(ssm:[^:]*::(document|automation-definition|parameter\/(aws|\*))|resource-explorer-2:[^:]*::view\/AWS)/;

export const missingArnAccount = defineRule({
  id: 'missing-arn-account',
  category: 'effect',
  severity: 'warning',
  summary: 'An ARN lacks the account that its type has.',
  explanation: 'With an empty account the ARN matches nothing. Bedrock’s resources have a rule of their own.',
  reference: accessAnalyzer('error', 'missing-arn-account'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:kms:eu-west-1:⟦:⟧key/*', 'kms:Decrypt'),
  good: resource('arn:aws:kms:eu-west-1:222233334444:key/*', 'kms:Decrypt'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { account } = entry.arn;
      if (account.text !== '' || isBedrock(entry) || OWNED_BY_AWS.test(entry.arn.text)) continue;
      if (!isFilledInAll(candidates(entry, catalog), 'account')) continue;
      yield finding(
        colonAfter(entry, account),
        'ARNs of this type name an account, so this one matches nothing. Put the account between the colons.',
      ).suggest('Insert * for any account', replaceField(writer, entry, account, '*'));
    }
  },
});
