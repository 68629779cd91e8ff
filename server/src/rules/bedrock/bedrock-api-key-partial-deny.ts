import { Copy, type Draft } from '../../hosts/writer.ts';
import { isDeny } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { mentionsAction } from '../../iam/mentions.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { denialsOf } from './_denials.ts';

const TWINS: readonly (readonly [denied: string, open: string])[] = [
  ['bedrock:CallWithBearerToken', 'bedrock-mantle:CallWithBearerToken'],
  ['bedrock-mantle:CallWithBearerToken', 'bedrock:CallWithBearerToken'],
];

const isTwin = ({ text }: StringValue): boolean => TWINS.some(([name]) => name.toLowerCase() === text.toLowerCase());

const deniesTwin = question((statement) => isDeny(statement) && strings(statement.action).some(isTwin));

/** Each endpoint has an action of its own for API keys. https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html */
export const bedrockApiKeyPartialDeny = defineRule({
  id: 'bedrock-api-key-partial-deny',
  category: 'security',
  severity: 'warning',
  summary: 'API keys are forbidden at one of Bedrock’s two endpoints only.',
  explanation:
    'A request with an API key is authorized as bedrock:CallWithBearerToken at Bedrock’s own endpoints and as bedrock-mantle:CallWithBearerToken at the bedrock-mantle endpoint. To forbid keys deny both. A condition on the kind of key is bedrock:BearerTokenType for the first and bedrock-mantle:BearerTokenType for the second, so these need a statement each.',
  reference: bedrockGuide('api-keys-permissions'),
  fixes: { suggested: 'The Deny reaches further: keys stop working at the other endpoint too.' },
  bad: [
    statements('"Effect": "Deny", "Action": "⟦bedrock:CallWithBearerToken⟧", "Resource": "*"'),
    statements('"Effect": "Deny", "Action": "⟦bedrock-mantle:CallWithBearerToken⟧", "Resource": "*"'),
    statements(
      '"Effect": "Deny", "Action": "⟦bedrock:CallWithBearerToken⟧", "Resource": "*", "Condition": { "StringEquals": { "bedrock:BearerTokenType": "LONG_TERM" } }',
    ),
  ],
  good: [
    statements(
      '"Effect": "Deny", "Action": ["bedrock:CallWithBearerToken", "bedrock-mantle:CallWithBearerToken"], "Resource": "*"',
    ),
    statements(
      '"Effect": "Deny", "Action": "bedrock:CallWithBearerToken", "Resource": "*", "Condition": { "StringEquals": { "bedrock:BearerTokenType": "LONG_TERM" } }',
      '"Effect": "Deny", "Action": "bedrock-mantle:CallWithBearerToken", "Resource": "*", "Condition": { "StringEquals": { "bedrock-mantle:BearerTokenType": "LONG_TERM" } }',
    ),
  ],
  *checkPolicy(policy, { writer }) {
    const denying = policy.statements.filter(deniesTwin);
    const deniesToo = denialsOf(policy);
    for (const statement of denying) {
      for (const value of strings(statement.action)) {
        const [denied, open] = TWINS.find(([name]) => name.toLowerCase() === value.text.toLowerCase()) ?? [];
        if (!denied || !open || deniesToo(statement, open)) continue;
        // Under a condition the twin stands in a statement of its own, with a key of its own.
        const isElsewhere = (other: Statement) => isDeny(other) && mentionsAction(other, open) !== 'no';
        if (statement.condition && policy.statements.some(isElsewhere)) continue;
        const result = finding(
          value,
          `API keys still work at the other endpoint, which checks ${open}. Deny that action too.`,
        );
        const { action } = statement;
        if (action && !statement.condition) {
          result.suggest(`Deny ${open} too`, writer.addValues(action, [open]));
        } else if (action?.values.length === 1) {
          const twin = twinOf(statement, denied, open);
          if (twin) result.suggest(`Deny ${open} too, in a statement of its own`, writer.addStatement(statement, twin));
        }
        yield result;
      }
    }
  },
});

/** The same Deny for the other endpoint, whose condition keys have its own prefix; undefined where it is unclear. */
function twinOf(statement: Statement, denied: string, open: string): { readonly [name: string]: Draft } | undefined {
  const { resource, condition } = statement;
  const prefix = `${denied.split(':', 1)[0]}:`;
  const swap = (key: string) => (key.startsWith(prefix) ? `${open.split(':', 1)[0]}:${key.slice(prefix.length)}` : key);
  const operators = (condition?.operators ?? []).map(({ name, entries }) => {
    const pairs = entries.map(({ key, list }) => [swap(key.text), list.property.value] as const);
    return [name.text, pairs] as const;
  });
  const isEachOnce = (names: readonly string[]) => new Set(names).size === names.length;
  if (!isEachOnce(operators.map(([name]) => name))) return undefined;
  if (!operators.every(([, pairs]) => isEachOnce(pairs.map(([key]) => key)))) return undefined;
  const conditions = Object.fromEntries(
    operators.map(([name, pairs]) => [
      name,
      Object.fromEntries(pairs.flatMap(([key, value]) => (value ? [[key, new Copy(value)]] : []))),
    ]),
  );
  if (!resource?.property.value || statement.principal || statement.notPrincipal) return undefined;
  return { Effect: 'Deny', Action: open, Resource: new Copy(resource.property.value), Condition: conditions };
}
