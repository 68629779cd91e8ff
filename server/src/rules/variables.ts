/** Policy variables. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */

import { questionOfVersion } from '../iam/answers.ts';
import { conditions } from '../iam/conditions.ts';
import { isMisspelt } from '../iam/misspelled.ts';
import type { SourceSpan } from '../model/span.ts';
import { parseArn } from '../patterns/arn.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { type StringValue, within } from '../policy/value.ts';
import { document, resource } from './engine/example.ts';
import { type FindingDraft, finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

interface Variable {
  /** From `$` to `}`, or to the string's end where the brace is missing. */
  readonly span: SourceSpan;
  /** What stands between the braces. */
  readonly inner: string;
  readonly innerStart: number;
  readonly isClosed: boolean;
  /** Its UTF-16 indices in the decoded text of `value`. */
  readonly start: number;
  readonly end: number;
  readonly value: StringValue;
}

function* variablesIn(value: StringValue): Generator<Variable> {
  for (let start = value.text.indexOf('${'); start >= 0; start = value.text.indexOf('${', start + 2)) {
    const close = value.text.indexOf('}', start);
    const end = close < 0 ? value.text.length : close + 1;
    const inner = value.text.slice(start + 2, close < 0 ? undefined : close);
    yield { span: within(value, start, end), inner, innerStart: start + 2, isClosed: close >= 0, start, end, value };
  }
}

/** The strings in which IAM replaces variables: resources and the values of conditions. */
const replaced = (statement: Statement): readonly StringValue[] => [
  ...strings(statement.resource),
  ...strings(statement.notResource),
  ...conditions(statement).flatMap(({ list }) => strings(list)),
];

const variables = questionOfVersion((statement: Statement): readonly Variable[] =>
  replaced(statement).flatMap((value) => [...variablesIn(value)]),
);

export const missingBraceInVariable = defineRule({
  id: 'missing-brace-in-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable is not closed.',
  explanation: 'A policy variable is written ${key}. Without its closing brace IAM refuses the policy.',
  reference: accessAnalyzer('error', 'missing-brace-in-variable'),
  fixes: { suggested: 'What the variable stands for decides who is meant.' },
  bad: resource('arn:aws:iam::222233334444:user/⟦${aws:username⟧', 'iam:GetUser'),
  good: resource('arn:aws:iam::222233334444:user/${aws:username}', 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner, value, start, end } of variables(statement)) {
      if (isClosed) continue;
      const result = finding(span, 'This policy variable has no closing brace: IAM refuses the policy. Add }.');
      yield /^[\w:.-]+$/.test(inner)
        ? result.suggest('Add }', writer.replaceText(value, `\${${inner}}`, start, end))
        : result;
    }
  },
});

export const emptyVariable = defineRule({
  id: 'empty-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable names no key.',
  explanation:
    'Between the braces stands a condition key, such as ${aws:username}. ${*}, ${?} and ${$} stand for the characters themselves.',
  reference: accessAnalyzer('error', 'empty-variable'),
  bad: resource('arn:aws:iam::222233334444:user/⟦${}⟧', 'iam:GetUser'),
  good: resource('arn:aws:iam::222233334444:user/${*}', 'iam:GetUser'),
  *checkStatement(statement, { hasVariables }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner } of variables(statement)) {
      if (isClosed && inner.trim() === '')
        yield finding(
          span,
          'This policy variable names no key: IAM refuses the policy. Write a key, such as ${aws:username}.',
        );
    }
  },
});

export const unsupportedSpaceInVariable = defineRule({
  id: 'unsupported-space-in-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'The key of a policy variable holds a space.',
  explanation:
    'Within ${…} a space may only stand after the comma before a default value, and in the default value itself.',
  reference: accessAnalyzer('error', 'unsupported-space-in-variable'),
  fixes: { suggested: 'What the variable stands for decides who is meant.' },
  bad: resource('arn:aws:iam::222233334444:user/⟦${ aws:username }⟧', 'iam:GetUser'),
  good: resource("arn:aws:iam::222233334444:user/${aws:PrincipalTag/name, 'no body'}", 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner, value, start, end } of variables(statement)) {
      const [key = '', ...rest] = inner.split(',');
      if (!isClosed || inner.trim() === '' || !/\s/.test(key)) continue;
      const corrected = `\${${[key.replace(/\s+/g, ''), ...rest].join(',')}}`;
      yield finding(span, 'A space may not stand in the key of a policy variable: IAM refuses the policy.').suggest(
        'Remove the space',
        writer.replaceText(value, corrected, start, end),
      );
    }
  },
});

export const missingQuoteInVariable = defineRule({
  id: 'missing-quote-in-variable',
  category: 'grammar',
  severity: 'error',
  summary: 'The default value of a policy variable is not in single quotes.',
  explanation: "A default value is written ${key, 'value'}: comma, one space, single quotes.",
  reference: accessAnalyzer('error', 'missing-quote-in-variable'),
  fixes: { suggested: 'What the variable stands for decides who is meant.' },
  bad: resource("arn:aws:iam::222233334444:user/⟦${aws:PrincipalTag/name, 'nobody}⟧", 'iam:GetUser'),
  good: resource("arn:aws:iam::222233334444:user/${aws:PrincipalTag/name, 'nobody'}", 'iam:GetUser'),
  *checkStatement(statement, { hasVariables, writer }) {
    if (!hasVariables) return;
    for (const { span, isClosed, inner, value, start, end } of variables(statement)) {
      const comma = inner.indexOf(',');
      if (!isClosed || comma < 0) continue;
      const given = inner.slice(comma + 1).trim();
      if (/^'[^']*'$/.test(given)) continue;
      const bare = given.replace(/^['"]|['"]$/g, '');
      const corrected = `\${${inner.slice(0, comma)}, '${bare}'}`;
      const result = finding(
        span,
        'The default value of a policy variable stands in single quotes: IAM refuses the policy.',
      );
      if (!bare.includes("'")) result.suggest(`Write '${bare}'`, writer.replaceText(value, corrected, start, end));
      yield result;
    }
  },
});

export const variableUnsupportedInElement = defineRule({
  id: 'variable-unsupported-in-element',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable stands where IAM replaces none.',
  explanation:
    'Policy variables are replaced in Resource, after the fifth colon of an ARN, and in the values of conditions; nowhere else. A variable in an earlier field is taken literally, and the ARN matches nothing.',
  reference: accessAnalyzer('error', 'variable-unsupported-in-element'),
  bad: [
    document(
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::222233334444:user/⟦${aws:username}⟧" }, "Action": "sts:AssumeRole" } }',
    ),
    resource('arn:aws:⟦${aws:PrincipalTag/service}⟧:eu-west-1:222233334444:guardrail/*', 'bedrock:GetGuardrail'),
  ],
  good: resource('arn:aws:iam::222233334444:user/${aws:username}', 'iam:GetUser'),
  *checkStatement(statement, { hasVariables }) {
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
      for (const field of [arn.partition, arn.service]) {
        if (!field.text.includes('${')) continue;
        yield finding(
          within(value, field.start, field.end),
          'In an ARN, policy variables are replaced only after the fifth colon: as it is, this ARN matches nothing. Write the value.',
        );
      }
    }
  },
});

export const variableUnsupportedInVersion = defineRule({
  id: 'variable-unsupported-in-version',
  category: 'grammar',
  severity: 'error',
  summary: 'A policy variable stands in a policy whose version knows none.',
  explanation:
    'Only Version 2012-10-17 replaces policy variables. In the older version, and without one, ${aws:username} is plain text that matches nobody.',
  reference: accessAnalyzer('error', 'variable-unsupported-in-version'),
  fixes: { suggested: '${…} becomes a policy variable.' },
  bad: document(
    '{ "Version": "2008-10-17", "Statement": { "Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::222233334444:user/⟦${aws:username}⟧" } }',
  ),
  good: document(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::222233334444:user/${aws:username}" } }',
  ),
  *checkPolicy(policy, { writer }) {
    if (policy.hasVariables || policy.isPartial || (policy.version && policy.version.text !== '2008-10-17')) return;
    for (const statement of policy.statements) {
      for (const { span, isClosed } of variables(statement)) {
        if (!isClosed) continue;
        const result: FindingDraft = finding(
          span,
          'Without Version 2012-10-17 this is plain text, not a policy variable, and matches nobody. Set the version.',
        );
        const { version } = policy;
        if (version?.kind === 'string')
          result.suggest('Change the Version to 2012-10-17', writer.replaceText(version, '2012-10-17'));
        else if (!version && !isMisspelt(policy.properties, 'Version'))
          result.suggest('Add "Version": "2012-10-17"', writer.addElement(policy, 'Version', '2012-10-17', 'first'));
        yield result;
      }
    }
  },
});
