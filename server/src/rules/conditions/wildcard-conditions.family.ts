/** Conditions whose value is `*`: they only ask whether the key is there, or nothing at all. */

import type { PolicyWriter } from '../../hosts/writer.ts';
import { type Condition, conditions, removeCondition, stringValues } from '../../iam/conditions.ts';
import { brief, quoted } from '../../model/printable.ts';
import { spanOf } from '../../policy/data.ts';
import type { Operator } from '../../policy/operators.ts';
import type { Statement } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type Rule } from '../engine/rule.ts';

interface Variation {
  readonly id: string;
  readonly summary: string;
  readonly explanation: string;
  readonly bad: string;
  readonly good: string;
  readonly applies: (operator: Operator) => boolean;
  readonly message: (entry: Condition) => string;
  readonly fixes?: Rule['fixes'] & {};
  /** Adds what can be done about it. */
  readonly offer?: (result: FindingDraft, entry: Condition, statement: Statement, writer: PolicyWriter) => void;
}

function starRule({ id, summary, explanation, bad, good, applies, message, fixes, offer }: Variation): Rule {
  return defineRule({
    id,
    category: 'style',
    severity: 'information',
    summary,
    explanation: `${explanation} (AWS does not list the operators of this check; those are looked at for which it is certain.)`,
    reference: accessAnalyzer('suggestion', id),
    ...(fixes && { fixes }),
    bad: condition(bad),
    good: condition(good),
    *checkStatement(statement, { writer }) {
      for (const entry of conditions(statement)) {
        const { meaning, list } = entry;
        if (!meaning?.wildcards || !applies(meaning) || list.values.length === 0) continue;
        if (!stringValues(entry).some((value) => value.text === '*')) continue;
        const result = finding(spanOf(list.values[0]?.data ?? list.property.whole), message(entry));
        offer?.(result, entry, statement, writer);
        yield result;
      }
    },
  });
}

/** An ARN that is malformed is there and matches no pattern of ARNs: only for texts both say exactly the same. */
const toNull =
  (value: 'true' | 'false') => (result: FindingDraft, entry: Condition, statement: Statement, writer: PolicyWriter) => {
    const title = `Change to Null, with ${quoted(entry.key.text)} "${value}"`;
    const edits = writer.replaceCondition(statement, entry, 'Null', value);
    result.fixIf(entry.meaning?.family === 'String', title, edits);
  };

const NULL_FIXES = {
  safe: 'For a string, Null tests the same.',
  suggested: 'A malformed ARN would be judged in another way.',
};

const equivalentToNullFalse = starRule({
  id: 'equivalent-to-null-false',
  summary: 'A pattern that matches everything only tests whether the key is present.',
  explanation: '"Null": { key: "false" } states that the key must be present.',
  bad: '"StringLike": { "aws:PrincipalOrgID": ⟦"*"⟧ }',
  good: '"Null": { "aws:PrincipalOrgID": "false" }',
  applies: ({ negated, ifExists, qualifier }) => !negated && !ifExists && qualifier === undefined,
  message: ({ key }) =>
    `This holds whenever ${brief(key.text)} is present, whatever its value. Write Null with "false", which states that.`,
  fixes: NULL_FIXES,
  offer: toNull('false'),
});

const equivalentToNullTrue = starRule({
  id: 'equivalent-to-null-true',
  summary: 'A negated pattern that matches everything only tests whether the key is absent.',
  explanation: '"Null": { key: "true" } states that the key must be absent.',
  bad: '"StringNotLike": { "aws:PrincipalOrgID": ⟦"*"⟧ }',
  good: '"Null": { "aws:PrincipalOrgID": "true" }',
  applies: ({ negated, ifExists, qualifier }) => negated && !ifExists && qualifier === undefined,
  message: ({ key }) => `This holds only when ${brief(key.text)} is absent. Write Null with "true", which states that.`,
  fixes: NULL_FIXES,
  offer: toNull('true'),
});

const redundantKeyDueToWildcardInCondition = starRule({
  id: 'redundant-key-due-to-wildcard-in-condition',
  summary: 'A condition always holds.',
  explanation: 'With IfExists or ForAllValues:, the pattern * holds whether the key is present or not.',
  bad: '"StringLikeIfExists": { "aws:PrincipalOrgID": ⟦"*"⟧ }',
  good: '"StringLikeIfExists": { "aws:username": "ada-*" }',
  applies: ({ negated, ifExists, qualifier }) => !negated && (ifExists || qualifier === 'ForAllValues'),
  message: ({ operator }) =>
    `${brief(operator.text)} with * always holds: the condition limits nothing. Remove it, or write the value that is meant.`,
  fixes: { suggested: 'A condition is dropped.' },
  offer: (result, entry, statement, writer) => {
    result.suggest('Remove this condition', removeCondition(writer, statement, entry));
  },
});

const redundantStatementDueToWildcardInCondition = starRule({
  id: 'redundant-statement-due-to-wildcard-in-condition',
  summary: 'A condition never holds, so the statement has no effect.',
  explanation: 'No value fails to match *, so under ForAnyValue: and a negated operator the condition never holds.',
  bad: '"ForAnyValue:StringNotLike": { "aws:TagKeys": ⟦"*"⟧ }',
  good: '"ForAnyValue:StringNotLike": { "aws:TagKeys": "team-*" }',
  applies: ({ negated, qualifier }) => negated && qualifier === 'ForAnyValue',
  message: ({ operator }) =>
    `${brief(operator.text)} with * never holds: the statement has no effect. Write the value that is meant, or remove the statement.`,
});

export const wildcardConditions: readonly Rule[] = [
  equivalentToNullFalse,
  equivalentToNullTrue,
  redundantKeyDueToWildcardInCondition,
  redundantStatementDueToWildcardInCondition,
];
