import { principalElements, principalsOf } from '../../iam/principals.ts';
import { brief, quoted } from '../../model/printable.ts';
import { PRINCIPAL_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** The type of a principal, recognized by its text: a service's domain, a provider, an account, or the ARN of an identity. */
function typeOf(text: string): string | undefined {
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return 'Service';
  if (/^arn:[^:*?]+:iam::\d*:(saml|oidc)-provider\/[^*?]+$/.test(text)) return 'Federated';
  return /^(\d{12}|arn:[^:*?]+:(iam|sts)::\d{12}:[^*?]+)$/.test(text) ? 'AWS' : undefined;
}

export const invalidPrincipalFormat = defineRule({
  id: 'invalid-principal-format',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'Principal is a string other than "*".',
  explanation:
    'A principal is "*", or an object that names its type: { "AWS": … }, { "Service": … }, { "Federated": … }.',
  reference: accessAnalyzer('error', 'invalid-principal-format'),
  fixes: { suggested: 'The statement had no effect: with the change it has one.' },
  kinds: PRINCIPAL_KINDS,
  bad: [trust('"⟦arn:aws:iam::222233334444:role/app⟧"'), trust('{ "AWS": "⟦22223333444⟧" }')],
  good: trust('{ "AWS": "arn:aws:iam::222233334444:role/app" }'),
  *checkStatement(statement, { kind, writer }) {
    for (const value of principalsOf(statement, 'AWS')) {
      if (!/^\d+$/.test(value.text) || value.text.length === 12) continue;
      yield finding(
        value,
        `${quoted(value.text)} has ${value.text.length} digits, and an account id has twelve: IAM refuses the policy. Write the whole id.`,
      );
    }
    for (const { bare, name } of principalElements(statement)) {
      if (bare?.kind !== 'string' || bare.text === '*' || kind === 'rcp') continue;
      const type = typeOf(bare.text);
      const result = finding(
        bare,
        `${brief(name.text)} cannot be a plain string, so IAM refuses the policy. Write an object that names its type.`,
      );
      if (type)
        result.suggest(
          `Put ${quoted(bare.text)} under ${quoted(type)}`,
          writer.replaceValue(bare, { [type]: bare.text }),
        );
      yield result;
    }
  },
});
