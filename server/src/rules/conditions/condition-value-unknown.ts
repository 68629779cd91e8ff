import { CONDITION_VALUES } from '../../catalog/condition-values.ts';
import { isDeny } from '../../iam/allowed.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { nearest } from '../../iam/nearest.ts';
import { brief, quoted } from '../../model/printable.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { isFullyKnown } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { condition, statements } from '../engine/example.ts';
import { authorizationReference } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** AWS gives further services such credentials, so any service's full name is let pass. */
const SERVICE_KEY = 'iam:servicespecificcredentialservicename';
const IS_SERVICE = /^[a-z0-9-]+\.amazonaws\.com$/;

/** Keys (lower case) whose values are all known: AWS lists them. Others only have likely values. */
const CLOSED: ReadonlySet<string> = new Set([
  'bedrock:servicetier',
  'bedrock-mantle:servicetier',
  'bedrock:bearertokentype',
  'bedrock-mantle:bearertokentype',
  'bedrock:dataretentionmode',
  'bedrock-mantle:dataretentionmode',
  'aws:principaltype',
  SERVICE_KEY,
]);

export const conditionValueUnknown = defineRule({
  id: 'condition-value-unknown',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'A condition compares a key with a value that it never has.',
  explanation:
    'Some keys have a few values only: bedrock:ServiceTier is default, priority, flex or reserved, bedrock:BearerTokenType SHORT_TERM or LONG_TERM, iam:ServiceSpecificCredentialServiceName the full name of a service. Values compare with regard to case. A value that the key never has matches no request, and a negated comparison with it always holds: a Deny under it denies everything, which is an error. AWS may have added a value since, so the rest is a warning.',
  reference: authorizationReference(),
  fixes: { suggested: 'The condition holds for other requests than before.' },
  bad: [
    condition('"StringEquals": { "bedrock:ServiceTier": "⟦standard⟧" }'),
    statements(
      '"Effect": "Deny", "Action": "iam:CreateServiceSpecificCredential", "Resource": "*", "Condition": { "StringEquals": { "iam:ServiceSpecificCredentialServiceName": "⟦bedrock⟧" } }',
    ),
    statements(
      '"Effect": "Deny", "Action": "bedrock:InvokeModel*", "Resource": "*", "Condition": { "StringNotEquals": { "bedrock:ServiceTier": "⟦standard⟧" } }',
    ),
  ],
  good: [
    condition('"StringEquals": { "bedrock:ServiceTier": ["default", "flex"] }'),
    statements(
      '"Effect": "Deny", "Action": "iam:CreateServiceSpecificCredential", "Resource": "*", "Condition": { "StringEquals": { "iam:ServiceSpecificCredentialServiceName": ["logs.amazonaws.com", "new-service.amazonaws.com"] } }',
    ),
  ],
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      const { name, key, meaning } = entry;
      const known = CLOSED.has(name) ? CONDITION_VALUES[name] : undefined;
      if (!known || meaning?.family !== 'String') continue;
      const ignoresCase = meaning.base.endsWith('IgnoreCase');
      const isKnown = (text: string) => {
        const glob = parseGlob(text, { variables: true, ignoreCase: ignoresCase });
        return known.some((each) =>
          meaning.wildcards || text.includes('${')
            ? matches(glob, ignoresCase ? each.toLowerCase() : each)
            : ignoresCase
              ? each.toLowerCase() === text.toLowerCase()
              : each === text,
        );
      };
      const isPossible = ({ text }: StringValue) => isKnown(text) || (name === SERVICE_KEY && IS_SERVICE.test(text));
      const alwaysHolds =
        meaning.negated &&
        meaning.qualifier !== 'ForAnyValue' &&
        isFullyKnown(entry.list) &&
        !stringValues(entry).some(isPossible);
      const denies = isDeny(statement) && conditions(statement).length === 1;
      for (const value of stringValues(entry)) {
        if (isPossible(value)) continue;
        const near =
          known.find((each) => each.toLowerCase() === value.text.toLowerCase()) ??
          known.find((each) => each.startsWith(`${value.text}.`)) ??
          nearest(value.text, known);
        const result = finding(
          value,
          `${brief(key.text)} is never ${quoted(value.text)}, so ${whatFollows(denies, meaning.negated, alwaysHolds)}. Its values are ${known.join(', ')}.`,
        );
        if (alwaysHolds && denies) result.as('error');
        yield near ? result.suggest(`Change to ${quoted(near)}`, writer.replaceText(value, near)) : result;
      }
    }
  },
});

const whatFollows = (isDenied: boolean, isNegated: boolean, alwaysHolds: boolean): string => {
  if (!isNegated) return `this matches no request${isDenied ? ' and denies nothing' : ''}`;
  if (!alwaysHolds) return 'it excepts nothing';
  return `this always holds${isDenied ? ' and denies every request' : ''}`;
};
