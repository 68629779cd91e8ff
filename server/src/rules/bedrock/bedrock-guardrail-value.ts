import { isDeny } from '../../iam/allowed.ts';
import { stringValues } from '../../iam/conditions.ts';
import { withBase } from '../../iam/operators.ts';
import { partitionOf } from '../../iam/partition.ts';
import { hasBrackets } from '../../iam/placeholders.ts';
import { brief, quoted } from '../../model/printable.ts';
import { table } from '../../patterns/table.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { condition, statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { both, enforced, GUARDRAIL, guardrailConditions, REFERENCE } from './_guardrails.ts';

/** An ARN with wildcards is compared by ArnLike; Access Analyzer objects to StringLike on such a key. */
const LIKE = table<string>({ StringEquals: 'ArnLike', StringNotEquals: 'ArnNotLike' });

/** Whether no guardrail has such an identifier: the draft’s is the bare ARN, a version’s ends in its number. */
const neverMatches = (text: string, wildcards: boolean): boolean =>
  /:DRAFT$/i.test(text) || (/[*?]/.test(text) ? !wildcards : !/^arn:.*[:*]guardrail\/.+/.test(text));

/** What the ARN of a guardrail looks like, or a pattern of some. */
const GUARDRAIL_PATTERN = /^(\*|arn:.*[:*]guardrail\/.+|arn:.*\*)$/;

export const bedrockGuardrailValue = defineRule({
  id: 'bedrock-guardrail-value',
  category: 'security',
  severity: 'warning',
  judgesForm: true,
  summary: 'bedrock:GuardrailIdentifier is compared with a value that is not the ARN of a guardrail.',
  explanation:
    'The key holds the guardrail’s ARN, for a numbered version followed by a colon and the number. The draft has no version: its identifier is the bare ARN. A name or a bare id never equals it, and under StringEquals a wildcard is a plain character. Where no value of a negated Deny can match, every call is denied: that is an error.',
  reference: REFERENCE,
  fixes: { suggested: 'The condition held for no guardrail: with the change it does.' },
  bad: [
    condition('"StringNotEquals": { "bedrock:GuardrailIdentifier": "⟦a1b2c3d4e5f6⟧" }', 'bedrock:*'),
    condition(`"StringNotEquals": { "bedrock:GuardrailIdentifier": "⟦${GUARDRAIL}:*⟧" }`, 'bedrock:*'),
    condition(`"StringNotEquals": { "bedrock:GuardrailIdentifier": "⟦${GUARDRAIL}:DRAFT⟧" }`, 'bedrock:*'),
  ].map(({ text }) => ({
    text: text
      .replace('"Allow"', '"Deny"')
      .replace('"bedrock:*"', '["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
  })),
  good: statements(`"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`),
  *checkStatement(statement, { writer }) {
    for (const entry of guardrailConditions(statement)) {
      const { meaning, operator } = entry;
      if (!meaning || meaning.family === 'Null') continue;
      const better = LIKE[meaning.base];
      // Where no value ever matches, a negated Deny denies every request.
      const deniesAll =
        isDeny(statement) &&
        meaning.negated &&
        stringValues(entry).every((each) => neverMatches(each.text, meaning.wildcards));
      const severe = (result: FindingDraft) => (deniesAll ? result.as('error') : result);
      for (const value of stringValues(entry)) {
        const { text } = value;
        if (hasBrackets(text)) continue;
        if (/:guardrail\/[^:]+:DRAFT$/i.test(text)) {
          yield severe(
            finding(
              value,
              'The draft of a guardrail is its ARN without a version: this matches no request. Remove ":DRAFT".',
            ).suggest('Remove ":DRAFT"', writer.replaceText(value, text.slice(0, -':DRAFT'.length))),
          );
          continue;
        }
        if (!meaning.wildcards && /[*?]/.test(text)) {
          const like = better && withBase(meaning, better);
          const result = finding(
            value,
            `${brief(operator.text)} takes * and ? for plain characters: no guardrail matches. Use ${like ?? 'ArnLike'}.`,
          );
          if (like && stringValues(entry).every((each) => GUARDRAIL_PATTERN.test(each.text)))
            result.suggest(`Change to ${quoted(like)}`, writer.changeOperator(statement, [entry], like));
          yield severe(result);
        } else if (!GUARDRAIL_PATTERN.test(text)) {
          const result = finding(
            value,
            `The key holds a guardrail’s ARN, which ${quoted(text)} never equals. Write arn:aws:bedrock:REGION:ACCOUNT:guardrail/ID.`,
          );
          if (meaning.wildcards && /^[a-z0-9]+$/.test(text)) {
            const arn = `arn:${partitionOf(statement)}:bedrock:*:*:guardrail/${text}`;
            result.suggest('Change to an ARN of any Region and account', writer.replaceText(value, arn));
          }
          yield severe(result);
        }
      }
    }
  },
});
