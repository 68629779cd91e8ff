import { isDocumentationAccount } from '../../iam/documentation-accounts.ts';
import { holdsPlaceholder, placeholdersIn } from '../../iam/placeholders.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import { type StringValue, within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A placeholder that was copied from an example matches nothing. */
export const placeholderValue = defineRule({
  id: 'placeholder-value',
  category: 'effect',
  severity: 'warning',
  summary: 'A placeholder of an example was left in.',
  explanation:
    'Examples write aws-region, ACCOUNT_ID, <account> or {region} where a value of your own belongs. Left as they are, such words match no request. The account ids of AWS’s documentation (111122223333, 123456789012, 444455556666) are reported as information.',
  reference: bedrockGuide('security_iam_id-based-policy-examples'),
  fixes: { suggested: 'Your own value is not in the text.' },
  bad: [
    resource('arn:aws:bedrock:⟦aws-region⟧:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:eu-west-1:⟦<account>⟧:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:bedrock:eu-west-1:⟦111122223333⟧:guardrail/g1', 'bedrock:GetGuardrail'),
  ],
  good: resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/*', 'bedrock:GetGuardrail'),
  *checkStatement(statement, { catalog, writer }) {
    const seen = new Set<string>();
    for (const value of valuesOf(statement).filter(({ text }) => holdsPlaceholder(text))) {
      for (const placeholder of placeholdersIn(value.text)) {
        const { text, start, end } = placeholder;
        const at = within(value, start, end);
        if (isDocumentationAccount(text)) {
          if (seen.has(text)) continue; // once for each statement is enough
          seen.add(text);
          yield finding(at, `${text} is an account of AWS’s documentation. Replace it with your own account.`).as(
            'information',
          );
        } else {
          const result = finding(
            at,
            `"${text}" is a placeholder: as it is, this matches no request. Replace it with your own value.`,
          );
          const offer = (title: string, filled: string) =>
            result.suggest(title, writer.replaceText(value, filled, start, end));
          const { field } = placeholder;
          if (field === 'region')
            for (const region of catalog.models.regions.slice(0, 4)) offer(`Change to "${region}"`, region);
          if (field) offer(`Change to "*", any ${field === 'region' ? 'Region' : 'account'}`, '*');
          yield result;
        }
      }
    }
  },
});

function valuesOf(statement: Statement): readonly StringValue[] {
  const principals = [statement.principal, statement.notPrincipal].flatMap((element) => element?.types ?? []);
  const conditions = statement.condition?.entries ?? [];
  return [
    ...strings(statement.resource),
    ...strings(statement.notResource),
    ...principals.flatMap((list) => strings(list)),
    ...conditions.flatMap(({ list }) => strings(list)),
  ];
}
