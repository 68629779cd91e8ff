import { Copy } from '../../hosts/writer.ts';
import { allowsInference, INFERENCE_ACTIONS } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { statementName } from '../../iam/statement-name.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { applying, both, enforced, guardrailConditions, isEnforced, NEGATED, REFERENCE } from './_guardrails.ts';

/** Most statements say nothing of guardrails. */
const speaksOfGuardrail = question((statement) => guardrailConditions(statement).length > 0);

const demanding = `"Effect": "Allow", ${both}, ${enforced('StringEquals').replace('bedrock:G', '⟦bedrock:G').replace('tifier', 'tifier⟧')}`;

export const bedrockGuardrailBypass = defineRule({
  id: 'bedrock-guardrail-bypass',
  category: 'security',
  severity: 'warning',
  summary: 'A guardrail is required by an Allow only, so any other Allow bypasses it.',
  explanation:
    'An Allow that requires the guardrail does not restrict what another statement, or another policy of the identity, allows. In IAM, only a Deny of both inference actions without the guardrail enforces it, on all resources that are allowed: StringNotEquals on bedrock:GuardrailIdentifier, which also holds where no guardrail is named. An account’s enforced guardrail configuration, or a Bedrock policy of the organization, enforces it without IAM.',
  reference: REFERENCE,
  fixes: { suggested: 'A Deny is added that also stops calls without the guardrail that other policies allow.' },
  kinds: IDENTITY_KINDS,
  bad: [
    statements(demanding, applying),
    statements(
      demanding,
      `"Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"`,
      applying,
    ),
    statements(
      demanding,
      `"Effect": "Deny", ${both.replace('"*"', '"arn:aws:bedrock:eu-west-1::foundation-model/*"')}, ${enforced('StringNotEquals')}`,
      applying,
    ),
  ],
  good: [
    statements(demanding.replace(/[⟦⟧]/g, ''), `"Effect": "Deny", ${both}, ${enforced('StringNotEquals')}`, applying),
  ],
  *checkPolicy(policy, { writer }) {
    if (policy.isPartial) return;
    const guarding = policy.statements.filter(
      (statement) => speaksOfGuardrail(statement) && allowsInference(statement),
    );
    if (guarding.length === 0) return;
    const other = policy.statements.find(
      (each) => allowsInference(each) && !speaksOfGuardrail(each) && !isEnforced(each, policy),
    );
    for (const statement of guarding) {
      const entry = guardrailConditions(statement).find(
        ({ meaning }) => meaning && !meaning.negated && meaning.family !== 'Null',
      );
      if (!entry || (!other && isEnforced(statement, policy))) continue;
      const result = finding(
        entry.key,
        other
          ? `Statement ${statementName(policy, other)} allows inference without the guardrail, and so bypasses this statement. Deny both inference actions without the guardrail.`
          : 'Only this Allow requires the guardrail: as soon as another policy allows inference, callers can leave the guardrail out. Deny both inference actions without the guardrail.',
      );
      const negated = entry.meaning && NEGATED[entry.meaning.base];
      const values = entry.list.property.value;
      if (negated && values) {
        result.suggest(
          'Deny inference without the guardrail',
          writer.addStatement(statement, {
            Effect: 'Deny',
            Action: INFERENCE_ACTIONS,
            Resource: '*',
            Condition: { [negated]: { 'bedrock:GuardrailIdentifier': new Copy(values) } },
          }),
        );
      }
      yield result;
    }
  },
});
