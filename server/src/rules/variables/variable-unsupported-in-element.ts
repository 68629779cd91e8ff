import { parseArn } from '../../patterns/arn.ts';
import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { document, resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { variablesIn } from './_variables.ts';

export const variableUnsupportedInElement = defineRule({
  id: 'variable-unsupported-in-element',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A policy variable is in an element in which IAM replaces none.',
  explanation:
    'Policy variables are replaced in Resource, after the fifth colon of an ARN, and in the values of conditions; nowhere else. A variable in an earlier field, also in the Region or the account, is taken literally, and the ARN matches nothing. In the Region or the account it is a warning: AWS’s page forbids it, and one of AWS’s own policies does it.',
  reference: accessAnalyzer('error', 'variable-unsupported-in-element'),
  fixes: {
    suggested: 'The ARN matched nothing: with the change the statement takes effect, in every Region or account.',
  },
  bad: [
    document(
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::222233334444:user/⟦${aws:username}⟧" }, "Action": "sts:AssumeRole" } }',
    ),
    resource('arn:aws:bedrock:⟦${aws:RequestedRegion}⟧::foundation-model/*'),
    resource('arn:aws:⟦${aws:PrincipalTag/service}⟧:eu-west-1:222233334444:guardrail/*', 'bedrock:GetGuardrail'),
  ],
  good: resource('arn:aws:iam::222233334444:user/${aws:username}', 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    const elsewhere = [
      ...strings(statement.action),
      ...strings(statement.notAction),
      ...[statement.principal, statement.notPrincipal]
        .flatMap((element) => element?.types ?? [])
        .flatMap((list) => strings(list)),
    ];
    for (const value of elsewhere) {
      for (const { span } of variablesIn(value))
        yield finding(
          span,
          'IAM replaces policy variables only in Resource and in conditions: it refuses this one. Write the value.',
        );
    }
    for (const value of [...strings(statement.resource), ...strings(statement.notResource)]) {
      const arn = parseArn(value.text);
      if (!arn) continue;
      for (const field of [arn.partition, arn.service, arn.region, arn.account]) {
        if (!field.text.includes('${')) continue;
        const result = finding(
          within(value, field.start, field.end),
          'In an ARN, policy variables are replaced only after the fifth colon: as it is, this ARN matches nothing. Write the value.',
        );
        const what = field === arn.region ? 'Region' : field === arn.account ? 'account' : undefined;
        if (what)
          result
            .as('warning')
            .suggest(`Change to "*", any ${what}`, writer.replaceText(value, '*', field.start, field.end));
        yield result;
      }
    }
  },
});
