import { strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { isDeny } from './allowed.ts';
import { denialsOf } from './bedrock-deny-incomplete.ts';
import { addAfter, addValues } from './edit.ts';
import { statements } from './example.ts';
import { fact } from './facts.ts';
import { bedrockGuide } from './references.ts';
import { defineRule, finding } from './rule.ts';

const TWINS: readonly (readonly [denied: string, open: string])[] = [
  ['bedrock:CallWithBearerToken', 'bedrock-mantle:CallWithBearerToken'],
  ['bedrock-mantle:CallWithBearerToken', 'bedrock:CallWithBearerToken'],
];

const isTwin = ({ text }: StringValue): boolean => TWINS.some(([name]) => name.toLowerCase() === text.toLowerCase());

const deniesTwin = fact((statement) => isDeny(statement) && strings(statement.action).some(isTwin));

/** Each endpoint has an action of its own for API keys. https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html */
export const bedrockApiKeyPartialDeny = defineRule({
  id: 'bedrock-api-key-partial-deny',
  category: 'security',
  severity: 'warning',
  summary: 'API keys are forbidden at one of Bedrock’s two endpoints only.',
  explanation:
    'A request with an API key is authorised as bedrock:CallWithBearerToken at Bedrock’s own endpoints and as bedrock-mantle:CallWithBearerToken at the OpenAI-compatible one. To forbid keys deny both. A condition on the kind of key is bedrock:BearerTokenType for the first and bedrock-mantle:BearerTokenType for the second, so these need a statement each.',
  reference: bedrockGuide('api-keys-permissions'),
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
  concerns: deniesTwin,
  *checkPolicy(policy, { text }) {
    const denying = policy.statements.filter(deniesTwin);
    const deniesToo = denialsOf(policy);
    const names = new Set(denying.flatMap(({ action }) => strings(action).map(({ text: name }) => name.toLowerCase())));
    for (const statement of denying) {
      for (const value of strings(statement.action)) {
        const [denied, open] = TWINS.find(([name]) => name.toLowerCase() === value.text.toLowerCase()) ?? [];
        if (!denied || !open || deniesToo(statement, open)) continue;
        // Under a condition the twin stands in a statement of its own, with a key of its own.
        if (statement.condition && names.has(open.toLowerCase())) continue;
        const result = finding(
          value,
          `API keys still work at the other endpoint, which asks for ${open}. Deny that too.`,
        );
        const { action, node, span } = statement;
        if (action && !statement.condition) {
          result.fix(`Deny ${open} too`, addValues(action, [open], text));
        } else if (action?.values.length === 1 && node.parent?.type === 'array') {
          const swap = (prefix: string) => `${prefix}:`;
          const copy = text
            .slice(span.start, span.end)
            .replace(/"Sid"\s*:\s*"[^"]*"\s*,\s*/, '')
            .replaceAll(swap(denied.split(':')[0] ?? ''), swap(open.split(':')[0] ?? ''));
          result.fix(`Deny ${open} too, in a statement of its own`, addAfter(node, copy, text));
        }
        yield result;
      }
    }
  },
});
