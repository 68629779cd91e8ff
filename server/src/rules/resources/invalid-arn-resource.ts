import { resourceArns } from '../../iam/arns.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { isBedrock, LIVE, unknownForm } from './_arns.ts';

export const invalidArnResource = defineRule({
  id: 'invalid-arn-resource',
  category: 'effect',
  severity: 'warning',
  summary: 'The resource of an ARN fits none of its service’s ARN formats.',
  explanation:
    'Each service’s ARNs have forms of their own, such as table/NAME or role/NAME. An ARN of another form matches nothing. Bedrock’s have a rule of their own.',
  reference: accessAnalyzer('error', 'invalid-arn-resource'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:aws:iam::222233334444:⟦roles/app⟧', 'iam:*Role'),
  good: resource('arn:aws:iam::222233334444:role/app', 'iam:*Role'),
  *checkStatement(statement, context) {
    for (const entry of resourceArns(statement)) if (!isBedrock(entry)) yield* unknownForm(entry, context);
  },
});
