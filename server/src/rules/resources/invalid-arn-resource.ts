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
  judgesForm: true,
  summary: 'The resource of an ARN fits none of its service’s ARN formats.',
  explanation:
    'Each service’s ARNs have forms of their own, such as table/NAME or role/NAME. An ARN of another form matches nothing. Where a * ends the account, it also matches the colon behind it, and so may reach an ARN of another form: that is information. Bedrock’s ARNs have a rule of their own.',
  reference: accessAnalyzer('error', 'invalid-arn-resource'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('arn:aws:iam::222233334444:⟦roles/app⟧', 'iam:*Role'),
    resource('arn:aws:logs:*:*:⟦/aws/lambda/*⟧', 'logs:PutLogEvents'),
    resource('arn:aws:aoss:eu-west-1:222233334444:⟦index/c/i⟧', 'aoss:APIAccessAll'),
  ],
  good: resource('arn:aws:iam::222233334444:role/app', 'iam:*Role'),
  *checkStatement(statement, context) {
    for (const entry of resourceArns(statement)) if (!isBedrock(entry)) yield* unknownForm(entry, context);
  },
});
