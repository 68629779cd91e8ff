/** Policies asked about requests and about calls of the API: what `bedrock-policy simulate` and `test` answer. */

import type { Catalog } from '../catalog/catalog.ts';
import { parseArn } from '../patterns/arn.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type CallPart, requestsOfCall } from './call-requests.ts';
import type { CallInput } from './calls.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { AccessKind, AppliedPolicy } from './policies.ts';
import type { Request, RequestContext, Verdict } from './request.ts';

/** The policies of a document as they apply; `kind` and `level` where whoever asks says them. */
export const appliedFrom = (
  { policies }: PolicyDocument,
  kind: AccessKind | undefined,
  level: string | undefined,
): readonly AppliedPolicy[] =>
  policies.map((policy) => ({
    policy,
    kind: kind ?? policy.kind,
    level: (kind ?? policy.kind) === 'scp' ? level : undefined,
  }));

/**
 * Whether policies of one level only deny. AWS attaches FullAWSAccess to every level, and such policies are made to stand beside it.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export const onlyDenies = (policies: readonly AppliedPolicy[]): boolean =>
  policies.every(({ policy }) => policy.statements.every(({ effect }) => effect?.text !== 'Allow'));

/**
 * A request with the keys that follow from its resource, where the context does not name them: the Region of the request, which
 * is "unspecified" where Bedrock routes a call around the world, and the account of the resource.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function withFollowingKeys(request: Request): Request {
  const arn = parseArn(request.resource);
  if (!arn) return request;
  const { region, account, resourceType } = arn;
  const isEverywhere = region.text === '' && resourceType.text === 'foundation-model';
  const following: Record<string, string> = {};
  if (isEverywhere) following['aws:RequestedRegion'] = 'unspecified';
  else if (/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region.text)) following['aws:RequestedRegion'] = region.text;
  if (/^\d{12}$/.test(account.text)) following['aws:ResourceAccount'] = account.text;
  const given = new Set(Object.keys(request.context ?? {}).map((key) => key.toLowerCase()));
  const added = Object.entries(following).filter(([key]) => !given.has(key.toLowerCase()));
  return { ...request, context: { ...request.context, ...Object.fromEntries(added) } };
}

/** One request of a call, and what the policies say of it; undefined for what is asked of a service role. */
interface AnsweredPart {
  readonly part: CallPart;
  readonly evaluation: Evaluation | undefined;
}

export interface AnsweredCall {
  readonly verdict: Verdict;
  readonly parts: readonly AnsweredPart[];
}

/** What is known of whoever calls. */
export type Calling = Pick<Request, 'principal' | 'otherKeys'> & { readonly context?: RequestContext | undefined };

/**
 * Evaluates every request of a call. It is allowed where all are that it needs. Throws CallProblem where the call says too
 * little, or names what there is not.
 */
export function simulateCall(
  policies: readonly AppliedPolicy[],
  operation: string,
  input: CallInput,
  calling: Calling,
  catalog: Catalog,
): AnsweredCall {
  const parts = requestsOfCall(operation, input, catalog).map((part): AnsweredPart => {
    const { action, resource } = part;
    const context = { ...part.context, ...calling.context };
    const request = withFollowingKeys({ action, resource, ...calling, context });
    return { part, evaluation: part.sureness === 'service role' ? undefined : evaluate(policies, request, catalog) };
  });
  return { verdict: verdictOf(parts), parts };
}

function verdictOf(parts: readonly AnsweredPart[]): Verdict {
  const verdicts = parts.flatMap(({ part, evaluation }) =>
    evaluation && part.sureness === 'needed' ? [evaluation.verdict] : [],
  );
  const order = ['denied-explicit', 'denied-implicit', 'depends'] as const;
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'allowed';
}
