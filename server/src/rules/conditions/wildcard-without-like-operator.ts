import { keyType } from '../../catalog/condition-keys.ts';
import { conditions, stringValues, withoutEscapes } from '../../iam/conditions.ts';
import { patternOperator } from '../../iam/operators.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const wildcardWithoutLikeOperator = defineRule({
  id: 'wildcard-without-like-operator',
  category: 'effect',
  severity: 'warning',
  summary: 'A wildcard stands under an operator that takes it literally.',
  explanation:
    'Only StringLike, StringNotLike and the Arn operators know * and ?. Under StringEquals they are plain characters, which hardly any value holds.',
  reference: accessAnalyzer('general-warning', 'wildcard-without-like-operator'),
  fixes: { suggested: 'The condition held for no usual value: with the change it does.' },
  bad: condition('"StringEquals": { "aws:RequestedRegion": "⟦eu-*⟧" }'),
  good: condition('"StringLike": { "aws:RequestedRegion": "eu-*" }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      const { meaning, operator } = entry;
      if (meaning?.family !== 'String' || meaning.wildcards) continue;
      if (entry.name === 'bedrock:guardrailidentifier') continue; // bedrock-guardrail-value reports it
      for (const value of stringValues(entry)) {
        if (!/[*?]/.test(withoutEscapes(value.text))) continue;
        const better = patternOperator(meaning, keyType(entry.key.text, catalog));
        yield finding(
          value,
          `${brief(operator.text)} takes * and ? for plain characters, so this matches no usual value. Use ${better}.`,
        ).suggest(`Change to ${quoted(better)}`, writer.changeOperator(statement, [entry], better));
      }
    }
  },
});
