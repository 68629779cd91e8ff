import { isAllow } from '../../iam/allowed.ts';
import { conditions } from '../../iam/conditions.ts';
import { principalElements } from '../../iam/principals.ts';
import { brief } from '../../model/printable.ts';
import { parseArn } from '../../patterns/arn.ts';
import { HOLE } from '../../patterns/hole.ts';
import { spanOf } from '../../policy/data.ts';
import { strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { GUARDRAIL, isAboutGuardrails, onlyBedrock } from './_resource-policies.ts';

const APPLY = `"Action": "bedrock:ApplyGuardrail", "Resource": "${GUARDRAIL}"`;

const OF_ORGANIZATION: ReadonlySet<string> = new Set(['aws:principalorgid', 'aws:principalorgpaths']);

/** Guardrails take three forms of policy: for their account, for its organization, and for units of it. */
export const bedrockGuardrailSharing = defineRule({
  id: 'bedrock-guardrail-sharing',
  category: 'grammar',
  severity: 'error',
  summary: 'A guardrail’s policy shares it in a way that Bedrock does not support.',
  explanation:
    'The policy of a guardrail, or of a guardrail profile, names the root of its own account (arn:aws:iam::ACCOUNT:root), or "*" under StringEquals on aws:PrincipalOrgID, with or without ForAnyValue:StringLike on aws:PrincipalOrgPaths. Bedrock refuses other principals, other conditions, and sharing outside of the organization.',
  reference: bedrockGuide('guardrails-resource-based-policies'),
  kinds: ['resource'],
  bad: [
    onResource(`"Effect": "Allow", "Principal": { "Service": "⟦lambda.amazonaws.com⟧" }, ${APPLY}`),
    onResource(`"Effect": "Allow", "Principal": { "AWS": "⟦arn:aws:iam::999988887777:root⟧" }, ${APPLY}`),
    onResource(`"Effect": "Allow", "Principal": ⟦"*"⟧, ${APPLY}`),
    onResource(
      `"Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::222233334444:root" }, ${APPLY}, "Condition": { "IpAddress": { "⟦aws:SourceIp⟧": "203.0.113.0/24" } }`,
    ),
  ],
  good: [
    onResource(`"Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::222233334444:root" }, ${APPLY}`),
    onResource(
      `"Effect": "Allow", "Principal": "*", ${APPLY}, "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } }`,
    ),
  ],
  *checkStatement(statement, { catalog }) {
    if (!isAllow(statement) || !isAboutGuardrails(statement, catalog)) return;
    const owners = onlyBedrock(statement, catalog).map(({ arn }) => arn.account.text);
    const isOfOrganization = conditions(statement).some(({ name }) => OF_ORGANIZATION.has(name));
    for (const { bare, types } of principalElements(statement)) {
      if (bare?.text === '*' && !isOfOrganization)
        yield finding(
          spanOf(bare.data),
          'Bedrock refuses "*" without the organization. Add StringEquals on aws:PrincipalOrgID.',
        );
      for (const list of types) {
        for (const value of strings(list)) {
          const account = parseArn(value.text)?.account.text ?? value.text;
          const isOwner = owners.includes(account) || owners.some((owner) => owner.includes(HOLE));
          const isOwn = list.name.text === 'AWS' && (value.text === '*' ? isOfOrganization : isOwner);
          if (!isOwn)
            yield finding(
              value,
              `A guardrail is shared with its own account or organization only: Bedrock refuses ${brief(value.text)}. Name the account’s root, or "*" under aws:PrincipalOrgID.`,
            );
        }
      }
    }
    for (const { name, key } of conditions(statement)) {
      if (!OF_ORGANIZATION.has(name))
        yield finding(
          key,
          `The policy of a guardrail supports conditions on aws:PrincipalOrgID and aws:PrincipalOrgPaths only: Bedrock refuses ${brief(key.text)}. Remove it.`,
        );
    }
  },
});
