/** The size of a policy as AWS counts it, and the quota of its kind. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
import type { Policy } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { question } from './answers.ts';

/** How many characters a policy of a kind may have, and whether white space counts. */
export interface Quota {
  readonly limit: number;
  readonly countsWhitespace: boolean;
}

/**
 * IAM leaves white space out of the count, Organizations and the resources' services count every character.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const QUOTAS: Readonly<Record<PolicyKind, Quota>> = {
  identity: { limit: 6144, countsWhitespace: false },
  boundary: { limit: 6144, countsWhitespace: false },
  session: { limit: 2048, countsWhitespace: false },
  trust: { limit: 2048, countsWhitespace: false },
  scp: { limit: 10_240, countsWhitespace: true },
  rcp: { limit: 5120, countsWhitespace: true },
  resource: { limit: 20_480, countsWhitespace: true },
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  endpoint: { limit: 20_480, countsWhitespace: true },
};

/** The characters of a policy as AWS counts them for its kind. */
export function policySize({ span, kind, statements }: Policy, text: string): number {
  if (QUOTAS[kind].countsWhitespace) return span.end - span.start;
  let size = 0;
  let at = span.start;
  for (const statement of statements) {
    const { start, end } = statement.span;
    size += charactersIn(text, at, start) + charactersOf(statement);
    at = end;
  }
  return size + charactersIn(text, at, span.end);
}

const charactersOf = question(({ text }) => charactersIn(text, 0, text.length));

/** The characters of a stretch of the text, white space left out. */
function charactersIn(text: string, start: number, end: number): number {
  let size = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) size++;
  }
  return size;
}
