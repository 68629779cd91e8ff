/** What an editor's status bar shows about a policy: its kind, its size and quota, and its worst finding. */

import { policySize, QUOTAS } from '../iam/policy-size.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Severity } from '../rules/engine/draft.ts';
import type { Finding } from '../rules/engine/finding.ts';
import { policyFor } from './policy-for.ts';

export interface PolicyStatus {
  readonly kind: PolicyKind;
  /** Characters, counted as AWS counts them for this kind. */
  readonly size: number;
  readonly quota: number;
  /** The worst severity of the policy's findings; hints do not count. */
  readonly worst: Exclude<Severity, 'hint'> | undefined;
  /** How many policies the document holds. */
  readonly policies: number;
}

const SEVERITIES = ['error', 'warning', 'information'] as const;

/** The status of the policy at an offset, else of the document's first; undefined where there is none. */
export function policyStatus(
  document: PolicyDocument,
  offset: number,
  findings: readonly Finding[],
): PolicyStatus | undefined {
  const policy = policyFor(document, offset) ?? document.policies[0];
  if (!policy) return undefined;
  const { kind, span } = policy;
  const own = findings.filter((each) => span.start <= each.span.start && each.span.start <= span.end);
  return {
    kind,
    size: policySize(policy, document.text),
    quota: QUOTAS[kind].limit,
    worst: SEVERITIES.find((severity) => own.some((each) => each.severity === severity)),
    policies: document.policies.length,
  };
}
