/** What is asked of policies, and what they answer. */

/**
 * The condition keys of a request, by their names in any case. A list without values is a key that is absent, as null is.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[] | null>>;

/** A value of JSON as that of a condition key; undefined where it can be none. Numbers and Booleans are texts. */
export function contextValueOf(value: unknown): RequestContext[string] | undefined {
  if (value === null) return null;
  const isPlain = (each: unknown): each is string | number | boolean =>
    ['string', 'number', 'boolean'].includes(typeof each);
  if (isPlain(value)) return String(value);
  return Array.isArray(value) && value.every(isPlain) ? value.map(String) : undefined;
}

export interface Request {
  /** `prefix:Name`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for an action that is not authorized on single resources. */
  readonly resource: string;
  /**
   * Who asks: the ARN of a user, a role, a session, a federated user, an account's root user or an identity provider, or the name of a service
   * (`bedrock.amazonaws.com`). Undefined: not known. `*`: nobody in particular, as an anonymous request.
   */
  readonly principal?: string | undefined;
  readonly context?: RequestContext | undefined;
  /** What a key is that the context does not name (default: absent). */
  readonly otherKeys?: 'unknown' | 'absent' | undefined;
}

/**
 * allowed, denied-explicit (a Deny applies), denied-implicit (no Allow applies), or depends: on keys that are not known, on
 * what a template fills in, or on something of which AWS's pages do not decide.
 */
export type Verdict = 'allowed' | 'denied-explicit' | 'denied-implicit' | 'depends';
