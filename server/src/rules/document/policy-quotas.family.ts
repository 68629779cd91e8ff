/** The size of policies against the quota of their kind. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

import { policySize, QUOTAS } from '../../iam/policy-size.ts';
import { openingOf } from '../../policy/data.ts';
import type { Policy } from '../../policy/document.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { statementsOf } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type Example, type Rule } from '../engine/rule.ts';

/** From this share of the quota on, the size is reported. */
const NEAR = 0.9;

/** With commas between thousands. Not with Intl: its first use takes longer than all rules. */
const counted = (count: number): string => String(count).replace(/\d(?=(?:\d{3}){1,5}$)/g, '$&,');

function* tooLarge(policy: Policy, text: string, what: string): Generator<FindingDraft> {
  const { limit } = QUOTAS[policy.kind];
  if (policy.span.end - policy.span.start < limit * NEAR) return;
  const size = policySize(policy, text);
  if (size < limit * NEAR) return;
  const at = openingOf(policy.data);
  const count = `${counted(size)} of the ${counted(limit)} characters`;
  yield size > limit
    ? finding(at, `The policy has ${count} that ${what} may have. Split it, or merge statements with like resources.`)
    : finding(at, `The policy has ${count} that ${what} may have: little room is left.`).as('information');
}

/** A policy with a list of `count` ARNs. */
function listing(kind: PolicyKind, count: number): Example {
  const many = (arn: (index: number) => string) =>
    JSON.stringify(Array.from({ length: count }, (_, index) => arn(1_000_000 + index)));
  const keys = `"Action": "kms:Decrypt", "Resource": ${many((index) => `arn:aws:kms:eu-west-1:222233334444:key/${index}`)}`;
  const body: Readonly<Record<PolicyKind, string>> = {
    identity: `"Effect": "Allow", ${keys}`,
    boundary: `"Effect": "Allow", ${keys}`,
    session: `"Effect": "Allow", ${keys}`,
    scp: `"Effect": "Deny", ${keys}`,
    rcp: `"Effect": "Deny", "Principal": "*", ${keys}`,
    trust: `"Effect": "Allow", "Principal": { "AWS": ${many((index) => `arn:aws:iam::222233334444:role/app-${index}`)} }, "Action": "sts:AssumeRole"`,
    resource: `"Effect": "Allow", "Principal": { "AWS": ${many((index) => `arn:aws:iam::222233334444:role/app-${index}`)} }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*"`,
    endpoint: `"Effect": "Allow", "Principal": "*", ${keys}`,
  };
  return statementsOf(kind, body[kind]);
}

const marked = ({ text, kind }: Example): Example => ({ ...(kind && { kind }), text: text.replace('{', '⟦{⟧') });

const sizeRule = (
  id: string,
  kinds: readonly PolicyKind[],
  level: 'error' | 'general-warning',
  what: string,
  count: number,
) =>
  defineRule({
    id,
    category: 'size',
    severity: level === 'error' ? 'error' : 'warning',
    summary: `The policy is larger than ${what} may be.`,
    explanation: `${what[0]?.toUpperCase()}${what.slice(1)} may have ${kinds.map((kind) => `${counted(QUOTAS[kind].limit)} characters (${kind}), ${QUOTAS[kind].countsWhitespace ? 'white space counted' : 'white space not counted'}`).join('; ')}. From 90 % of the quota on, the size is reported as information.`,
    reference: accessAnalyzer(level, id),
    kinds,
    // Getters, since the texts are long and the server itself never reads them.
    get bad() {
      return marked(listing(kinds[0] ?? 'identity', count));
    },
    get good() {
      return listing(kinds[0] ?? 'identity', 2);
    },
    *checkPolicy(policy, { text }) {
      yield* tooLarge(policy, text, what);
    },
  });

const policySizeExceedsIdentityPolicyQuota = sizeRule(
  'policy-size-exceeds-identity-policy-quota',
  ['identity', 'boundary', 'session'],
  'general-warning',
  'an identity’s policy',
  130,
);

const policySizeExceedsRoleTrustPolicyQuota = sizeRule(
  'policy-size-exceeds-role-trust-policy-quota',
  ['trust'],
  'general-warning',
  'a trust policy',
  45,
);

const policySizeExceedsResourcePolicyQuota = sizeRule(
  'policy-size-exceeds-resource-policy-quota',
  ['resource', 'endpoint'],
  'general-warning',
  'a resource’s policy',
  450,
);

const policySizeExceedsScpQuota = sizeRule(
  'policy-size-exceeds-scp-quota',
  ['scp'],
  'error',
  'a service control policy',
  220,
);

const policySizeExceedsRcpQuota = sizeRule(
  'policy-size-exceeds-rcp-quota',
  ['rcp'],
  'error',
  'a resource control policy',
  110,
);

export const policyQuotas: readonly Rule[] = [
  policySizeExceedsIdentityPolicyQuota,
  policySizeExceedsRoleTrustPolicyQuota,
  policySizeExceedsResourcePolicyQuota,
  policySizeExceedsScpQuota,
  policySizeExceedsRcpQuota,
];
