import { fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import { quoted } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { isBedrock, LIVE } from './_arns.ts';

export const invalidArnAccount = defineRule({
  id: 'invalid-arn-account',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'The account field of an ARN is not an account id.',
  explanation:
    'The account of an ARN is twelve digits, a pattern of some, or empty. For what AWS owns it may be the word aws.',
  reference: accessAnalyzer('error', 'invalid-arn-account'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:bedrock:eu-west-1:⟦22223333444⟧:guardrail/g1', 'bedrock:GetGuardrail'),
  good: [
    resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:iam::aws:policy/ReadOnlyAccess', 'iam:GetPolicy'),
  ],
  *checkStatement(statement, { writer }) {
    for (const entry of resourceArns(statement)) {
      const { account, resourceType, service } = entry.arn;
      const { text } = account;
      if (
        text === '' ||
        service.text === '' || // invalid-service reports a colon too many
        !isLiteral(text) ||
        /^(\d{12}|aws|cloudfront|amazon|aws-managed|third-party)$/.test(text) ||
        mayBePlaceholder(text)
      )
        continue;
      if (isBedrock(entry) && resourceType.text === 'foundation-model') continue; // wrong whatever it is
      const plain = text.replace(/[- ]/g, '');
      const result = finding(
        fieldSpan(entry, account),
        `${quoted(text)} is not an account id, so this ARN matches nothing. An account id has twelve digits.`,
      );
      yield /^\d{12}$/.test(plain)
        ? result.suggest(`Change to ${quoted(plain)}`, replaceField(writer, entry, account, plain))
        : result.suggest('Change to "*", any account', replaceField(writer, entry, account, '*'));
    }
  },
});
