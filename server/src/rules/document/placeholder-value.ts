import { isDocumentationAccount } from '../../iam/documentation-accounts.ts';
import { type Placeholder, placeholdersIn } from '../../iam/placeholders.ts';
import { valuesWithPlaceholders } from '../../iam/unfilled.ts';
import { brief, quoted } from '../../model/printable.ts';
import { type StringValue, within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A placeholder that was copied from an example matches nothing. */
export const placeholderValue = defineRule({
  id: 'placeholder-value',
  category: 'effect',
  severity: 'warning',
  summary: 'A placeholder of an example was left in.',
  explanation:
    'Examples and templates write aws-region, ACCOUNT_ID, <account>, {region}, {{ region }} or ${region} where a value of your own belongs, and AWS’s formats of ARNs words such as GuardrailId. Left as they are, such words match no request; a policy variable has a prefix, as in ${aws:username}. Each placeholder is reported once for each statement, and no other rule judges how the value is written. The account ids of AWS’s documentation (111122223333, 123456789012, 444455556666) are reported as information.',
  reference: bedrockGuide('security_iam_id-based-policy-examples'),
  fixes: { suggested: 'Your own value is not in the text.' },
  bad: [
    resource('arn:aws:bedrock:⟦aws-region⟧:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:eu-west-1:⟦<account>⟧:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:⟦${Partition}⟧:bedrock:eu-west-1:222233334444:guardrail/⟦{{ id }}⟧', 'bedrock:GetGuardrail'),
    statements(
      '"Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": ["arn:aws:bedrock:⟦region⟧:222233334444:guardrail/g1", "arn:aws:bedrock:region:222233334444:guardrail/g2"]',
    ),
    resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/⟦GuardrailId⟧', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:eu-west-1:⟦111122223333⟧:guardrail/g1', 'bedrock:GetGuardrail'),
  ],
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/*', 'bedrock:GetGuardrail'),
  *checkStatement(statement, { catalog, writer }) {
    const places = new Map<string, Place[]>();
    for (const value of valuesWithPlaceholders(statement))
      for (const placeholder of placeholdersIn(value.text)) {
        const key = `${placeholder.text} ${placeholder.field}`;
        places.set(key, [...(places.get(key) ?? []), { value, placeholder }]);
      }
    for (const [first, ...others] of places.values()) {
      if (!first) continue;
      const { text, start, end, field } = first.placeholder;
      const at = within(first.value, start, end);
      const count = others.length > 0 ? ` It stands in ${others.length + 1} places of this statement.` : '';
      if (isDocumentationAccount(text)) {
        yield finding(at, `${brief(text)} is an account of AWS’s documentation. Replace it with your own account.`).as(
          'information',
        );
        continue;
      }
      const result = finding(
        at,
        text.startsWith('${')
          ? `${quoted(text)} is no policy variable, whose names have a prefix such as aws:username. If it is a placeholder, replace it with your own value.${count}`
          : `${quoted(text)} is a placeholder: as it is, this matches no request. Replace it with your own value.${count}`,
      );
      const offer = (title: string, filled: string) =>
        result.suggest(
          title,
          [first, ...others].flatMap(({ value, placeholder }) =>
            writer.replaceText(value, filled, placeholder.start, placeholder.end),
          ),
        );
      if (field === 'region')
        for (const region of catalog.models.regions.slice(0, 4)) offer(`Change to ${quoted(region)}`, region);
      if (field) offer(`Change to "*", any ${field === 'region' ? 'Region' : 'account'}`, '*');
      yield result;
    }
  },
});

interface Place {
  readonly value: StringValue;
  readonly placeholder: Placeholder;
}
