import { isAllow, isDeny } from '../../iam/allowed.ts';
import { arnValues } from '../../iam/arns.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';
import { isCovered } from '../../iam/listed-patterns.ts';
import type { StringValue } from '../../policy/value.ts';
import { resource } from '../engine/example.ts';
import type { Allowed } from '../engine/organization.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, notAllowed, REFERENCE, under } from './_named.ts';

const OURS = { guardrails: { allowed: ['a1b2c3d4e5f6'] } };

export const organizationGuardrail = defineRule({
  id: 'organization-guardrail',
  category: 'security',
  severity: 'warning',
  summary: 'A policy takes a guardrail that the organization does not allow.',
  explanation:
    'The config file lists the guardrails that policies may name, by their ids or ARNs: "organization": { "guardrails": { "allowed": ["a1b2c3d4e5f6"] } }. They are looked for in the ARNs of an Allow, and in the conditions on bedrock:GuardrailIdentifier that say with which guardrails a call may be made. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  bad: under(
    OURS,
    resource('⟦arn:aws:bedrock:eu-west-1:222233334444:guardrail/z9y8x7w6v5u4⟧', 'bedrock:ApplyGuardrail'),
  ),
  good: under(
    OURS,
    resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6', 'bedrock:ApplyGuardrail'),
  ),
  *checkStatement(statement, { organization: { guardrails } = {} }) {
    if (!guardrails) return;
    if (isAllow(statement))
      for (const { value, arn } of arnValues(statement.resource))
        if (value.kind === 'string' && arn.service.text === 'bedrock' && arn.resourceType.text === 'guardrail')
          yield* unlessAllowed(value, guardrails);
    for (const entry of conditions(statement)) {
      const { name, meaning } = entry;
      if (name !== 'bedrock:guardrailidentifier' || !meaning || meaning.family === 'Null') continue;
      // Those are let through that an Allow compares with, and those that a Deny leaves out.
      if (meaning.negated ? isDeny(statement) : isAllow(statement))
        for (const value of stringValues(entry)) yield* unlessAllowed(value, guardrails);
    }
  },
});

/** `value`: an ARN, perhaps with a version behind it. */
function* unlessAllowed(value: StringValue, requirement: Allowed) {
  const [, id = value.text] = /:guardrail\/([^:]+)/.exec(value.text) ?? [];
  const names = [value.text, value.text.replace(/:[^:/]+$/, ''), id];
  if (!names.some((name) => isCovered(name, requirement.allowed)))
    yield notAllowed(value.span, id, 'guardrails', requirement);
}
