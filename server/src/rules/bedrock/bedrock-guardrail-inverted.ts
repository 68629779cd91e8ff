import { deniesInference } from '../../iam/allowed.ts';
import { withBase } from '../../iam/operators.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { both, enforced, guardrailConditions, NEGATED, REFERENCE } from './_guardrails.ts';

export const bedrockGuardrailInverted = defineRule({
  id: 'bedrock-guardrail-inverted',
  category: 'security',
  severity: 'warning',
  summary: 'A Deny forbids inference with the guardrail instead of without it.',
  explanation:
    'A Deny under StringEquals or ArnLike on bedrock:GuardrailIdentifier stops the calls that name this guardrail, and lets through those that name another one or none; so does Null "false". To demand a guardrail, deny under StringNotEquals, or Null "true".',
  reference: REFERENCE,
  fixes: { suggested: 'The Deny stops other calls than before.' },
  bad: [
    statements(`"Effect": "Deny", ${both}, ${enforced('⟦StringEquals⟧')}`),
    statements(`"Effect": "Deny", ${both}, "Condition": { "⟦Null⟧": { "bedrock:GuardrailIdentifier": "false" } }`),
  ],
  good: statements(`"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`),
  *checkStatement(statement, { writer }) {
    if (!deniesInference(statement)) return;
    const all = guardrailConditions(statement);
    if (all.some(({ meaning }) => meaning?.negated)) return; // one guardrail of several
    for (const entry of all) {
      const { meaning, operator, list } = entry;
      if (!meaning) continue;
      const isNull = meaning.family === 'Null';
      if (isNull && !list.values.every(({ text }) => text?.toLowerCase() === 'false')) continue;
      const opposite = NEGATED[meaning.base];
      const result = finding(
        operator,
        isNull
          ? 'This forbids the calls that name a guardrail, and lets those without one through. To demand a guardrail, write Null "true".'
          : `This forbids the calls that name this guardrail, and lets those without it through. To demand it, write ${opposite ?? 'StringNotEquals'}.`,
      );
      if (isNull) result.suggest('Change to "true"', writer.replaceCondition(statement, entry, 'Null', 'true'));
      else if (opposite)
        result.suggest(
          `Change to "${withBase(meaning, opposite)}"`,
          writer.changeOperator(statement, [entry], withBase(meaning, opposite)),
        );
      yield result;
    }
  },
});
