import { HOLE } from '../../patterns/hole.ts';
import { writtenStrings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { document } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { listsWithVariables } from './_variables.ts';

/** `${aws:username}`: one colon, unlike `${AWS::Region}`; `${aws:region}` and `${aws:accountId}` are the Serverless Framework's. */
const POLICY_VARIABLE =
  /^\$\{(?!aws:(?:region|accountId)\})((?:aws|saml|sts|s3|iam|ec2|cognito-identity\.amazonaws\.com|graph\.facebook\.com|www\.amazon\.com|accounts\.google\.com):(?!:)[\w/.:-]+)\}$/i;

/** A template's own references are written like IAM's variables, and come first. */
export const variableTakenByTemplate = defineRule({
  id: 'variable-taken-by-template',
  category: 'effect',
  severity: 'error',
  summary: 'A policy variable is written so that the template takes it for a reference of its own.',
  explanation:
    'In Fn::Sub CloudFormation replaces ${…} itself, and fails for a name that it does not know; ${!aws:username} is what becomes IAM’s ${aws:username}. In Terraform’s strings it is $${aws:username}, and in aws_iam_policy_document &{aws:username} as well.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
  fixes: { suggested: 'The template fails to deploy as it is: with the change it allows what it names.' },
  isAboutTemplate: true,
  bad: document(
    '{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "Policies": [{ "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::Sub": "arn:aws:s3:::my-bucket/⟦${aws:username}⟧/*" } }] } }] } } } }',
  ),
  good: document(
    '{ "Resources": { "Role": { "Type": "AWS::IAM::Role", "Properties": { "Policies": [{ "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::Sub": "arn:${AWS::Partition}:s3:::my-bucket/${!aws:username}/*" } }] } }] } } } }',
  ),
  *checkStatement(statement, { writer, text }) {
    for (const value of listsWithVariables(statement).flatMap(writtenStrings)) {
      if (value.kind !== 'partial') continue;
      for (let at = value.text.indexOf(HOLE); at >= 0; at = value.text.indexOf(HOLE, at + 1)) {
        const span = within(value, at, at + 1);
        const [written, name] = POLICY_VARIABLE.exec(text.slice(span.start, span.end)) ?? [];
        if (written === undefined) continue;
        const edits = writer.replaceText(value, `\${${name}}`, at, at + 1);
        const right = edits[0]?.text;
        yield finding(
          span,
          `The template takes ${written} for a reference of its own, so IAM never sees it.${right ? ` Write ${right}.` : ''}`,
        ).suggest(`Change to ${right}`, edits);
      }
    }
  },
});
