/** Conditions whose value is `*`: they only ask whether the key is there, or nothing at all. */

import { nodeSpan } from '../policy/json.ts';
import type { Operator } from '../policy/operators.ts';
import type { Statement } from '../policy/statement.ts';
import { type Condition, conditions, stringValues } from './conditions.ts';
import { removeChild, replace } from './edit.ts';
import { condition } from './example.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, type Edit, finding, type Rule } from './rule.ts';
import { TOPICS } from './topics.ts';

interface Variation {
  readonly id: string;
  readonly summary: string;
  readonly explanation: string;
  readonly bad: string;
  readonly good: string;
  readonly applies: (operator: Operator) => boolean;
  readonly message: (entry: Condition) => string;
  readonly mend?: (
    entry: Condition,
    statement: Statement,
    text: string,
  ) => readonly [title: string, edits: readonly Edit[]] | undefined;
}

function starRule({ id, summary, explanation, bad, good, applies, message, mend }: Variation): Rule {
  return defineRule({
    id,
    category: 'style',
    severity: 'information',
    summary,
    explanation: `${explanation} (AWS does not list the operators of this check; those are looked at for which it is certain.)`,
    reference: accessAnalyzer('suggestion', id),
    bad: condition(bad),
    good: condition(good),
    topic: TOPICS.wildcards,
    *checkStatement(statement, { text }) {
      for (const entry of conditions(statement)) {
        const { meaning, list } = entry;
        if (!meaning?.wildcards || !applies(meaning) || list.values.length === 0) continue;
        if (!stringValues(entry).some((value) => value.text === '*')) continue;
        const result = finding(nodeSpan(list.values[0]?.node ?? list.property.node), message(entry));
        const mended = mend?.(entry, statement, text);
        yield mended ? result.fix(mended[0], ...mended[1]) : result;
      }
    },
  });
}

/** Changes the operator to Null where the key stands alone under it, and no Null is there yet. */
function toNull(value: 'true' | 'false') {
  return ({ operator, list, key }: Condition, statement: Statement) => {
    const operators = statement.condition?.operators ?? [];
    const own = operators.find(({ name }) => name === operator);
    if (own?.entries.length !== 1 || operators.some(({ name }) => name.text === 'Null') || !list.property.value)
      return undefined;
    const edits = [replace(operator.span, 'Null'), replace(nodeSpan(list.property.value), `"${value}"`)];
    return [`Change to "Null": { "${key.text}": "${value}" }`, edits] as const;
  };
}

function removal({ operator, list }: Condition, statement: Statement, text: string) {
  const operators = statement.condition?.operators ?? [];
  const own = operators.find(({ name }) => name === operator);
  if (!own || !statement.condition) return undefined;
  const target =
    own.entries.length > 1
      ? list.property.node
      : operators.length > 1
        ? own.property.node
        : statement.condition.property.node;
  return ['Remove this condition', [removeChild(target, text)]] as const;
}

export const equivalentToNullFalse = starRule({
  id: 'equivalent-to-null-false',
  summary: 'A pattern that matches everything only asks whether the key is there.',
  explanation: '"Null": { key: "false" } says openly that the key must be there.',
  bad: '"StringLike": { "aws:PrincipalOrgID": ⟦"*"⟧ }',
  good: '"Null": { "aws:PrincipalOrgID": "false" }',
  applies: ({ negated, ifExists, qualifier }) => !negated && !ifExists && qualifier === undefined,
  message: ({ key }) => `This holds whenever ${key.text} is there, whatever its value. "Null": "false" says so openly.`,
  mend: toNull('false'),
});

export const equivalentToNullTrue = starRule({
  id: 'equivalent-to-null-true',
  summary: 'A negated pattern that matches everything only asks whether the key is absent.',
  explanation: '"Null": { key: "true" } says openly that the key must be absent.',
  bad: '"StringNotLike": { "aws:PrincipalOrgID": ⟦"*"⟧ }',
  good: '"Null": { "aws:PrincipalOrgID": "true" }',
  applies: ({ negated, ifExists, qualifier }) => negated && !ifExists && qualifier === undefined,
  message: ({ key }) => `This holds only when ${key.text} is absent. "Null": "true" says so openly.`,
  mend: toNull('true'),
});

export const redundantKeyDueToWildcardInCondition = starRule({
  id: 'redundant-key-due-to-wildcard-in-condition',
  summary: 'A condition always holds.',
  explanation: 'With IfExists or ForAllValues:, the pattern * holds whether the key is there or not.',
  bad: '"StringLikeIfExists": { "aws:PrincipalOrgID": ⟦"*"⟧ }',
  good: '"StringLikeIfExists": { "aws:username": "ada-*" }',
  applies: ({ negated, ifExists, qualifier }) => !negated && (ifExists || qualifier === 'ForAllValues'),
  message: ({ operator }) =>
    `${operator.text} with * always holds: the condition limits nothing. Remove it, or write the value that is meant.`,
  mend: removal,
});

export const redundantStatementDueToWildcardInCondition = starRule({
  id: 'redundant-statement-due-to-wildcard-in-condition',
  summary: 'A condition never holds, so the statement has no effect.',
  explanation: 'No value fails to match *, so under ForAnyValue: and a negated operator the condition never holds.',
  bad: '"ForAnyValue:StringNotLike": { "aws:TagKeys": ⟦"*"⟧ }',
  good: '"ForAnyValue:StringNotLike": { "aws:TagKeys": "team-*" }',
  applies: ({ negated, qualifier }) => negated && qualifier === 'ForAnyValue',
  message: ({ operator }) =>
    `${operator.text} with * never holds: the statement has no effect. Write the value that is meant, or remove the statement.`,
});
