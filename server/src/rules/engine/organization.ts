/** What an organization asks of its policies beyond AWS's rules. The config file says it; the rules of `requirements/` check it. */
import type { FindingDraft, Severity } from './draft.ts';

/** How a requirement is reported. */
export interface Reporting {
  readonly severity?: Severity;
  /** Why it is asked, and what to do: it follows the finding's own sentence. */
  readonly message?: string;
  /** A page of the organization's, in the place of the rule's. */
  readonly link?: string;
}

/** Values that may be named; wildcards as in IAM. */
export interface Allowed extends Reporting {
  readonly allowed: readonly string[];
}

/** A condition that every Allow of some actions must have. */
export interface RequiredCondition extends Reporting {
  /** Actions, with wildcards as in IAM. */
  readonly actions: readonly string[];
  /** The condition key. */
  readonly key: string;
  /** What it may be compared with; anything where the list is left out. */
  readonly values?: readonly string[];
}

/** Actions that no Allow may name. */
export interface Forbidden extends Reporting {
  readonly actions: readonly string[];
}

export interface Organization {
  /** Ids of models. */
  readonly models?: Allowed;
  /** Geographies of inference profiles: `eu`, `us`, `apac`, `global`. */
  readonly geographies?: Allowed;
  readonly regions?: Allowed;
  readonly accounts?: Allowed;
  /** Ids or ARNs of guardrails. */
  readonly guardrails?: Allowed;
  readonly conditions?: readonly RequiredCondition[];
  readonly forbidden?: readonly Forbidden[];
}

/** A finding with what the organization says of it. */
export function reportedAs(draft: FindingDraft, { severity, link }: Reporting): FindingDraft {
  if (severity) draft.as(severity);
  return link ? draft.linkTo(link) : draft;
}

/** The finding's own sentence, and the organization's behind it. */
export const withReason = (sentence: string, { message }: Reporting): string =>
  message ? `${sentence} ${message}` : sentence;
