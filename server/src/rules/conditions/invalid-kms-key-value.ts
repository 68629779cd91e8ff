import { conditions, stringValues } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN */
const KMS_KEY = /^arn:[a-z-]+:kms:[a-z0-9-]*:\d{12}:(key|alias)\/.+$/;

export const invalidKmsKeyValue = defineRule({
  id: 'invalid-kms-key-value',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'A condition on a KMS key has a value that is not the ARN of a key.',
  explanation:
    'These keys hold the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID. AWS does not list them; the ones looked at are S3’s encryption key id and keys whose name ends in KmsKeyArn.',
  reference: accessAnalyzer('error', 'invalid-kms-key-value'),
  bad: condition(
    '"StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "⟦1234abcd-12ab-34cd-56ef-1234567890ab⟧" }',
    's3:PutObject',
  ),
  good: condition(
    '"StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab" }',
    's3:PutObject',
  ),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 's3:x-amz-server-side-encryption-aws-kms-key-id' && !/:kmskeyarn$/.test(entry.name)) continue;
      if (entry.meaning?.family === 'Null') continue;
      for (const value of stringValues(entry)) {
        if (KMS_KEY.test(value.text) || /[*?$<{]/.test(value.text) || value.text === '') continue;
        yield finding(
          value,
          `${brief(entry.key.text)} holds the ARN of a KMS key, so this never matches. Write arn:aws:kms:REGION:ACCOUNT:key/ID.`,
        );
      }
    }
  },
});
