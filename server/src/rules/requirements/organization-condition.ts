import { isAllow } from '../../iam/allowed.ts';
import { type Condition, conditions, stringValues } from '../../iam/conditions.ts';
import { isCovered, touches } from '../../iam/listed-patterns.ts';
import { brief, quoted } from '../../model/printable.ts';
import type { SourceSpan } from '../../model/span.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';
import { statements } from '../engine/example.ts';
import type { RequiredCondition } from '../engine/organization.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, listed, notAllowed, REFERENCE, reported, under } from './_named.ts';

const PASSED = {
  conditions: [{ actions: ['bedrock:CreateAgent'], key: 'aws:ResourceTag/team', values: ['red', 'blue'] }],
};
const create = (action: string, condition: string) =>
  statements(`"Effect": "Allow", "Action": "${action}", "Resource": "*"${condition}`);

export const organizationCondition = defineRule({
  id: 'organization-condition',
  category: 'security',
  severity: 'warning',
  summary: 'An Allow lacks a condition that the organization asks for.',
  explanation:
    'The config file lists conditions that every Allow of some actions must have: "organization": { "conditions": [{ "actions": "iam:PassRole", "key": "iam:PassedToService", "values": ["bedrock.amazonaws.com"] }] }. The condition must hold for every request: an operator that is negated, that ends with IfExists or that begins with ForAllValues also lets requests through that lack the key, so it does not count. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  fixes: { suggested: 'It narrows the access that was given.' },
  bad: [
    { ...under(PASSED, create('⟦bedrock:CreateAgent⟧', '')), besides: ['bedrock-passrole-missing'] },
    {
      ...under(
        PASSED,
        create('bedrock:CreateAgent', ', "Condition": { "StringEquals": { "aws:ResourceTag/team": "⟦green⟧" } }'),
      ),
      besides: ['bedrock-passrole-missing', 'unsupported-global-condition-key', 'condition-key-mismatch'],
    },
  ],
  good: under(PASSED, create('bedrock:ListAgents', '')),
  *checkStatement(statement, { organization: { conditions: required } = {}, writer }) {
    if (!required || !isAllow(statement)) return;
    for (const requirement of required) {
      const place = placeOf(statement, requirement.actions);
      if (!place) continue;
      const { key, values } = requirement;
      const own = conditions(statement).filter(({ name }) => name === key.toLowerCase());
      const limiting = own.filter(isLimit);
      if (limiting.length === 0) {
        const which = values ? `, compared with ${listed(values)}` : '';
        yield reported(
          place.span,
          `${place.text} is allowed here without the condition on ${brief(key)} that this project asks for${which}. Add it.`,
          requirement,
        ).suggest(
          `Add the condition on ${brief(key)}`,
          values && own.length === 0
            ? writer.addConditions(statement, [[operatorFor(values), key, oneOrList(values)]])
            : [],
        );
      } else if (values && !limiting.some((each) => isAmong(each, values))) {
        const [first] = limiting;
        for (const value of first ? stringValues(first) : [])
          if (!isCovered(value.text, values))
            yield notAllowed(value.span, value.text, `values of ${brief(key)}`, { ...requirement, allowed: values });
      }
    }
  },
});

/** Where a statement allows one of the actions for certain, and what it says there; undefined where it does not. */
function placeOf(
  { action, notAction }: Statement,
  actions: readonly string[],
): { readonly span: SourceSpan; readonly text: string } | undefined {
  const named = strings(action).find(({ text }) => touches(text, actions));
  if (named) return { span: named.span, text: quoted(named.text) };
  if (!notAction || !isFullyKnown(notAction)) return undefined;
  const left = strings(notAction).map(({ text }) => text);
  const missing = actions.find((each) => !isCovered(each, left));
  return missing === undefined ? undefined : { span: notAction.name.span, text: quoted(missing) };
}

const isLimit = ({ meaning }: Condition): boolean =>
  meaning !== undefined &&
  meaning.family !== 'Null' &&
  !meaning.negated &&
  !meaning.ifExists &&
  meaning.qualifier !== 'ForAllValues';

const isAmong = (entry: Condition, values: RequiredCondition['values'] & {}): boolean =>
  !isFullyKnown(entry.list) || stringValues(entry).every(({ text }) => isCovered(text, values));

const operatorFor = (values: readonly string[]): string =>
  values.some((each) => /[*?]/.test(each)) ? 'StringLike' : 'StringEquals';

const oneOrList = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? '') : values;
