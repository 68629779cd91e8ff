import { hasAction, isAllow, isDeny } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { mentionsResource } from '../../iam/mentions.ts';
import { statementName } from '../../iam/statement-name.ts';
import { brief, quoted } from '../../model/printable.ts';
import type { Policy } from '../../policy/document.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { isFullyKnown, type Statement, strings, type ValueList } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** So many comparisons of patterns a policy; what lies beyond is not looked at. */
const MOST_COMPARISONS = 50_000;

const patternsOf = (list: ValueList | undefined): number => list?.values.length ?? 1;

/** The Denies without condition, by the service of their actions: `*` for those that reach into any. */
type Denies = ReadonlyMap<string, readonly Statement[]>;

const serviceOf = (action: string): string => {
  const prefix = action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
  return prefix === '' || /[*?]/.test(prefix) ? '*' : prefix;
};

/** The services into which a Deny without condition reaches; none of any other statement. */
const deniedServices = question((statement): ReadonlySet<string> => {
  if (!isDeny(statement) || statement.condition) return new Set();
  return new Set(statement.action ? strings(statement.action).map(({ text }) => serviceOf(text)) : ['*']);
});

function unconditionalDenies(policy: Policy): Denies {
  const denies = new Map<string, Statement[]>();
  for (const statement of policy.statements) {
    for (const service of deniedServices(statement)) {
      const list = denies.get(service);
      if (list) list.push(statement);
      else denies.set(service, [statement]);
    }
  }
  return denies;
}

export const denyShadowsAllow = defineRule({
  id: 'deny-shadows-allow',
  category: 'effect',
  severity: 'warning',
  summary: 'A Deny of the same policy takes an Allow away.',
  explanation:
    'Deny always wins. Where a Deny without a condition covers an allowed action on all of the statement’s resources, the Allow grants nothing: either it is a leftover, or the Deny is wider than it was meant to be.',
  reference: guide('reference_policies_evaluation-logic'),
  fixes: { suggested: 'Either the Allow is a leftover, or the Deny is too wide.' },
  kinds: IDENTITY_KINDS,
  bad: [
    statements(
      '"Effect": "Allow", "Action": ["bedrock:GetGuardrail", "⟦bedrock:DeleteGuardrail⟧"], "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"',
      '"Sid": "NoDeletion", "Effect": "Deny", "Action": "bedrock:Delete*", "Resource": "*"',
    ),
    statements(
      '"Effect": "Allow", "Action": "⟦s3:PutObject⟧", "Resource": "arn:aws:s3:::my-bucket/logs/*"',
      '"Effect": "Deny", "NotAction": ["s3:Get*", "s3:List*"], "Resource": "arn:aws:s3:::my-bucket/*"',
    ),
  ],
  good: [
    statements(
      '"Effect": "Allow", "Action": "bedrock:*", "Resource": "arn:aws:bedrock:*:222233334444:guardrail/*"',
      '"Effect": "Deny", "Action": "bedrock:Delete*", "Resource": "*"',
    ),
    statements(
      '"Effect": "Allow", "Action": "bedrock:DeleteGuardrail", "Resource": "*"',
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6"',
    ),
    statements(
      '"Effect": "Allow", "Action": "bedrock:DeleteGuardrail", "Resource": "*"',
      '"Effect": "Deny", "Action": "bedrock:DeleteGuardrail", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } }',
    ),
  ],
  *checkPolicy(policy, { writer, hasVariables }) {
    const denies = unconditionalDenies(policy);
    if (denies.size === 0) return;
    let comparisons = 0;
    for (const statement of policy.statements) {
      if (!isAllow(statement) || !statement.action || !isFullyKnown(statement.resource)) continue;
      const resources = statement.resource ? strings(statement.resource).map((value) => value.text) : ['*'];
      if (resources.length === 0) continue;
      const covering = new Map<Statement, boolean>();
      const coversAll = (deny: Statement) => {
        let answer = covering.get(deny);
        if (answer === undefined) {
          comparisons += resources.length * patternsOf(deny.resource ?? deny.notResource);
          answer =
            comparisons <= MOST_COMPARISONS &&
            resources.every((resource) => mentionsResource(deny, resource, hasVariables) === 'yes');
          covering.set(deny, answer);
        }
        return answer;
      };
      for (const value of strings(statement.action)) {
        const service = serviceOf(value.text);
        const candidates = [...(denies.get('*') ?? []), ...(service === '*' ? [] : (denies.get(service) ?? []))];
        const deny = candidates.find((other) => {
          comparisons += patternsOf(other.action ?? other.notAction);
          return comparisons <= MOST_COMPARISONS && hasAction(other, value.text) && coversAll(other);
        });
        if (comparisons > MOST_COMPARISONS) return;
        if (!deny) continue;
        const result = finding(
          value,
          `Statement ${statementName(policy, deny)} denies ${brief(value.text)} on all of these resources, so this Allow grants nothing. Remove it, or narrow the Deny.`,
        );
        if (statement.action.values.length > 1) {
          result.suggest(`Remove ${quoted(value.text)}`, writer.remove(value));
        } else {
          result.suggest('Remove this statement', writer.remove(statement));
        }
        yield result;
      }
    }
  },
});
