import { keyType } from '../../catalog/condition-keys.ts';
import { isAllow } from '../../iam/allowed.ts';
import { conditions } from '../../iam/conditions.ts';
import { withBase } from '../../iam/operators.ts';
import { brief, quoted } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { isFullyKnown, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const stringLikeOperatorWithArnConditionKeys = defineRule({
  id: 'string-like-operator-with-arn-condition-keys',
  category: 'security',
  severity: 'warning',
  summary: 'StringLike compares an ARN.',
  explanation:
    'In StringLike a * runs over the colons that divide an ARN, so that it can match a resource in another account. ArnLike compares field by field.',
  reference: accessAnalyzer('security-warning', 'string-like-operator-with-arn-condition-keys'),
  fixes: {
    safe: 'Where wildcards stand behind the fifth colon only, both operators match the same ARNs; in an Allow the new one never matches more.',
    suggested: 'A Deny, or a negated comparison, would deny less.',
  },
  bad: condition(
    '"⟦StringLike⟧": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" }',
  ),
  good: condition(
    '"ArnLike": { "bedrock:InferenceProfileArn": "arn:aws:bedrock:*:222233334444:application-inference-profile/*" }',
  ),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator, key, list } = entry;
      const type = keyType(key.text, catalog);
      if (
        (meaning?.base !== 'StringLike' && meaning?.base !== 'StringNotLike') ||
        (type !== 'ARN' && type !== 'ArrayOfARN')
      )
        continue;
      const better = withBase(meaning, meaning.negated ? 'ArnNotLike' : 'ArnLike');
      const result = finding(
        operator,
        `${brief(key.text)} is an ARN, and in ${brief(operator.text)} a * runs over its colons into other fields. Use ${better}.`,
      );
      const arns = strings(list).map(({ text }) => parseArn(text));
      if (isFullyKnown(list) && arns.every((arn) => arn !== undefined)) {
        // Where wildcards stand behind the fifth colon only, both operators match the same ARNs.
        const isSame = arns.every(({ text, resource }) => !/[*?$]/.test(text.slice(0, resource.start)));
        const isSafe = isSame || (isAllow(statement) && !meaning.negated);
        result.fixIf(isSafe, `Change to ${quoted(better)}`, writer.changeOperator(statement, [entry], better));
      }
      yield result;
    }
  },
});
