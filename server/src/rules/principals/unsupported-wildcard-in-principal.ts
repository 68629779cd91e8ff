import { hasBrackets } from '../../iam/placeholders.ts';
import { principalElements } from '../../iam/principals.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

const wholeWildcard = (type: string, text: string) => text === '*' && type === 'AWS';

export const unsupportedWildcardInPrincipal = defineRule({
  id: 'unsupported-wildcard-in-principal',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A wildcard is only a part of a principal.',
  explanation:
    'In a principal, * is only allowed alone, where it means everyone. For a group of roles, name the account and add a condition with ArnLike on aws:PrincipalArn.',
  reference: accessAnalyzer('error', 'unsupported-wildcard-in-principal'),
  kinds: ['resource', 'trust'],
  bad: [trust('{ "AWS": "⟦arn:aws:iam::222233334444:role/app-*⟧" }'), trust('{ "Service": "⟦*⟧" }')],
  good: trust(
    '{ "AWS": "222233334444" }',
    'sts:AssumeRole',
    ', "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/app-*" } }',
  ),
  *checkStatement(statement) {
    for (const { types } of principalElements(statement)) {
      for (const list of types) {
        for (const value of strings(list)) {
          if (!/[*?]/.test(value.text) || wholeWildcard(list.name.text, value.text) || hasBrackets(value.text))
            continue;
          yield finding(
            value,
            list.name.text === 'Service'
              ? 'A wildcard cannot stand for services, so IAM refuses the policy. Name each service, such as bedrock.amazonaws.com.'
              : 'A wildcard cannot be a part of a principal, so IAM refuses the policy. Name the account, with ArnLike on aws:PrincipalArn in Condition.',
          );
        }
      }
    }
  },
});
