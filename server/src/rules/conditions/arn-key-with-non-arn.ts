import { keyType } from '../../catalog/condition-keys.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { brief, quoted } from '../../model/printable.ts';
import { overlaps, parseGlob } from '../../patterns/glob.ts';
import { finding } from '../engine/draft.ts';
import { condition, statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const ANY_ARN = parseGlob('arn:*:*:*:*:*');

/** bedrock-guardrail-value and invalid-kms-key-value report these. */
const REPORTED = new Set(['bedrock:guardrailidentifier', 's3:x-amz-server-side-encryption-aws-kms-key-id']);

export const arnKeyWithNonArn = defineRule({
  id: 'arn-key-with-non-arn',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'A key that holds an ARN is compared with something that is no ARN.',
  explanation:
    'The key’s value in a request is a whole ARN, so a name or an id never equals it: an Allow under the condition allows nothing, and a Deny under its negation denies everything. Write the ARN, with ArnLike where it has wildcards. For the keys of other services than Bedrock it is a warning.',
  reference: guide('reference_policies_elements_condition_operators'),
  bad: [
    condition('"StringEquals": { "bedrock:InferenceProfileArn": "⟦us.amazon.nova-lite-v1:0⟧" }'),
    condition('"ArnLike": { "aws:PrincipalArn": "⟦role/App⟧" }'),
  ],
  good: [
    condition('"ArnLike": { "bedrock:InferenceProfileArn": "*:inference-profile/us.*" }'),
    statements(
      '"Effect": "Deny", "Action": "bedrock:InvokeModel*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/App" } }',
    ),
  ],
  *checkStatement(statement, { catalog, hasVariables }) {
    for (const entry of conditions(statement)) {
      const { key, meaning, name } = entry;
      if (meaning?.family !== 'Arn' && meaning?.family !== 'String') continue;
      const type = keyType(key.text, catalog);
      if ((type !== 'ARN' && type !== 'ArrayOfARN') || REPORTED.has(name)) continue;
      for (const value of stringValues(entry)) {
        if (value.text === '' || overlaps(parseGlob(value.text, { variables: hasVariables }), ANY_ARN)) continue;
        const result = finding(
          value,
          `${brief(key.text)} holds a whole ARN, and ${quoted(value.text)} is none: ${meaning.negated ? 'this always holds' : 'this never holds'}. Write the ARN.`,
        );
        // Of services that take a name for an ARN the catalog knows nothing.
        yield /^(?:aws|bedrock[a-z-]*):/.test(name) ? result : result.as('warning');
      }
    }
  },
});
