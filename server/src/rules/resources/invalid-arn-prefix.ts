import { isEverything, isVariable } from '../../iam/arns.ts';
import { hasBrackets } from '../../iam/placeholders.ts';
import { quoted } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIVE, values } from './_arns.ts';

/**
 * API Gateway makes the ARN itself in the policy of an API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
const OF_API = /^execute-api:\//;

export const invalidArnPrefix = defineRule({
  id: 'invalid-arn-prefix',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A resource is neither "*" nor an ARN.',
  explanation:
    'A resource is "*", or an ARN, which begins with arn: and the partition. IAM refuses the policy otherwise. No wildcard is allowed in the word arn.',
  reference: accessAnalyzer('error', 'invalid-arn-prefix'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('⟦aws:s3:::my-bucket/*⟧', 's3:GetObject'),
    resource('⟦my-bucket/*⟧', 's3:GetObject'),
    resource('⟦ARN:aws:s3:::my-bucket/*⟧', 's3:GetObject'),
  ],
  good: resource('arn:aws:s3:::my-bucket/*', 's3:GetObject'),
  *checkStatement(statement, { writer, kind }) {
    for (const value of values(statement)) {
      const { text } = value;
      if (isEverything(text) || text.startsWith('arn:') || isVariable(text) || hasBrackets(text)) continue;
      if (kind === 'resource' && OF_API.test(text)) continue;
      const corrected = [text.replace(/^arn:/i, 'arn:'), `arn:${text}`, `arn:aws:${text}`].find((each) =>
        /^arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:./.test(each),
      );
      const result = finding(
        value,
        `${quoted(text)} is neither "*" nor an ARN, so IAM refuses the policy. Write the whole ARN: arn:aws:…`,
      );
      yield corrected === undefined
        ? result
        : result.suggest(`Change to ${quoted(corrected)}`, writer.replaceText(value, corrected));
    }
  },
});
