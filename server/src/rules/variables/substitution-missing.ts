import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { listsWithVariables } from './_variables.ts';

/** CloudFormation's pseudo parameters. */
const PSEUDO_PARAMETER = /\$\{AWS::(?:AccountId|Partition|Region|StackId|StackName|URLSuffix)\}/g;

/** Outside of Fn::Sub, CloudFormation leaves `${AWS::Region}` as it is. */
export const substitutionMissing = defineRule({
  id: 'substitution-missing',
  category: 'effect',
  severity: 'warning',
  summary: 'A reference of CloudFormation stands in a text in which nothing is substituted.',
  explanation:
    'CloudFormation replaces ${AWS::Region} and the like in Fn::Sub (in YAML !Sub) only. Anywhere else IAM is given the text as it stands, and it matches nothing.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
  fixes: { suggested: 'What matched nothing then matches what it names.' },
  bad: document(
    '{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "Policies": [{ "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data-⟦${AWS::AccountId}⟧/*" }] } }] } } } }',
  ),
  good: document(
    '{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "Policies": [{ "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::Sub": "arn:aws:s3:::data-${AWS::AccountId}/*" } }] } }] } } } }',
  ),
  *checkStatement(statement, { writer }) {
    for (const value of listsWithVariables(statement).flatMap(strings)) {
      const [first] = value.text.matchAll(PSEUDO_PARAMETER);
      if (!first) continue;
      yield finding(
        within(value, first.index, first.index + first[0].length),
        `CloudFormation leaves ${first[0]} as it is here, so this matches nothing. Put the text into Fn::Sub.`,
      ).suggest('Put it into Fn::Sub', writer.substitute(value));
    }
  },
});
