import { fieldSpan, isEverything, isLiteral, replaceField } from '../../iam/arns.ts';
import { bedrockArns } from '../../iam/bedrock-arns.ts';
import { HOLE } from '../../patterns/hole.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A foundation model belongs to no account: an ARN that names one matches nothing. */
export const bedrockFoundationModelAccount = defineRule({
  id: 'bedrock-foundation-model-account',
  category: 'effect',
  severity: 'error',
  summary: 'A foundation model’s ARN names an account.',
  explanation:
    'Foundation models belong to AWS, and the account field of their ARNs is empty: arn:aws:bedrock:us-east-1::foundation-model/ID. An ARN with an account matches no request.',
  reference: authorizationReference(),
  fixes: { suggested: 'The ARN matched nothing: with the change the statement takes effect.' },
  bad: resource('arn:aws:bedrock:us-east-1:⟦111122223333⟧:foundation-model/amazon.nova-lite-v1:0'),
  good: resource('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of bedrockArns(statement, catalog)) {
      const { account, resourceType } = entry.arn;
      if (resourceType.text !== 'foundation-model' || account.text === '' || isEverything(account.text)) continue;
      if (account.text.includes(HOLE)) continue; // it may be empty
      yield finding(
        fieldSpan(entry, account),
        isLiteral(account.text)
          ? 'A foundation model belongs to no account, so this ARN matches nothing. Leave the account empty.'
          : 'The account of a foundation model is empty, which this pattern does not match. Leave the account empty.',
      ).suggest('Remove the account', replaceField(writer, entry, account, ''));
    }
  },
});
