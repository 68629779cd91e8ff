/** The kinds of policy. A setting decides first, then the place in a template, then the content, and the file's name last. */
import { hasElement, namesPrincipal, type Statement, strings } from './statement.ts';

/**
 * identity: attached to a user, group, role or permission set. trust: who may assume a role. resource: attached to a
 * resource. endpoint: attached to a VPC endpoint. scp, rcp: Organizations' guardrails. boundary: a permissions boundary. session: passed when assuming a role.
 */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'endpoint' | 'scp' | 'rcp' | 'boundary' | 'session';

export const POLICY_KINDS: readonly PolicyKind[] = [
  'identity',
  'trust',
  'resource',
  'endpoint',
  'scp',
  'rcp',
  'boundary',
  'session',
];

const FILE_NAMES: readonly (readonly [RegExp, PolicyKind])[] = [
  [/(^|[^a-z])(trust|trust-?relationship|assume-?role)([^a-z]|$)/i, 'trust'],
  [/(^|[^a-z])(scps?|service-?control)([^a-z]|$)/i, 'scp'],
  [/(^|[^a-z])(rcps?|resource-?control)([^a-z]|$)/i, 'rcp'],
  [/(^|[^a-z])boundary([^a-z]|$)/i, 'boundary'],
  [/(^|[^a-z])session-?policy([^a-z]|$)/i, 'session'],
  [/(^|[^a-z])(vpce|vpc-?endpoint|endpoint-?policy)([^a-z]|$)/i, 'endpoint'],
  [/(^|[^a-z])(bucket|key|queue|topic|resource|repository)-?(based-?)?policy([^a-z]|$)/i, 'resource'],
];

const fileName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** The kind that a file's name suggests, if any. `path` may use either slash. */
export function kindOfFileName(path: string): PolicyKind | undefined {
  const name = fileName(path);
  return FILE_NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether a file's name says that it holds a policy. `path` may use either slash. Tests of policies hold none. */
export const namesPolicy = (path: string): boolean =>
  !path.endsWith('.policy-test.json') &&
  (kindOfFileName(path) !== undefined || /policy|policies|\.iam\./i.test(fileName(path)));

/** The kinds whose statements name principals. */
export const PRINCIPAL_KINDS: readonly PolicyKind[] = ['resource', 'endpoint', 'trust', 'rcp'];
/** The kinds whose statements name resources: all but a role's trust policy. */
export const RESOURCE_KINDS: readonly PolicyKind[] = POLICY_KINDS.filter((kind) => kind !== 'trust');
/** The kinds that are attached to, or passed for, an identity. */
export const IDENTITY_KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session'];

/** The actions that a role's trust policy may hold. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
const TRUST_ACTION =
  /^sts:(assumerole|assumerolewithsaml|assumerolewithwebidentity|tagsession|setsourceidentity|setcontext|\*|assumerole\*)$/i;

export interface ToldKind {
  readonly kind: PolicyKind;
  /** Whether no other kind is possible. A kind that comes from the file's name, or from the default, is a guess. */
  readonly isCertain: boolean;
}

/** The kinds whose statements have resources but no principal. */
const WITHOUT_PRINCIPAL: readonly PolicyKind[] = ['identity', 'scp', 'boundary', 'session'];

/**
 * The kind that follows from the statements. Content that contradicts the file's name wins: `name` only decides between the
 * kinds that the content leaves open, and is the kind of an empty policy.
 */
export function kindOfContent(statements: readonly Statement[], name: PolicyKind | undefined): ToldKind {
  const hasPrincipal = statements.some(({ data }) => namesPrincipal(data));
  const hasResource = statements.some(({ data }) => hasElement(data, 'Resource') || hasElement(data, 'NotResource'));
  if (!hasPrincipal) {
    const isOpen = !hasResource || name === undefined || WITHOUT_PRINCIPAL.includes(name);
    return { kind: (isOpen ? name : undefined) ?? 'identity', isCertain: false };
  }
  const actions = statements.flatMap((statement) => strings(statement.action)).filter(({ text }) => /[:*]/.test(text));
  const isAboutTrust = actions.every(({ text }) => TRUST_ACTION.test(text));
  if (isAboutTrust && !hasResource && (name === undefined || name === 'trust' || actions.length > 0))
    return { kind: 'trust', isCertain: actions.length > 0 };
  if (name === 'rcp' || (name === 'trust' && isAboutTrust)) return { kind: name, isCertain: false };
  const fitsEndpointAlone = hasResource && statements.some(isForEndpointAlone);
  const isOfEndpoint = hasResource && (name === 'endpoint' || (fitsEndpointAlone && name !== 'resource'));
  return { kind: isOfEndpoint ? 'endpoint' : 'resource', isCertain: fitsEndpointAlone && name === 'endpoint' };
}

/** The resources of Bedrock that bear a policy of their own, and the actions of such policies that may stand beside "*". */
const BEARERS =
  /^arn:[^:]*:(bedrock:[^:]*:[^:]*:(guardrail|guardrail-profile|knowledge-base|custom-model)\/|bedrock-agentcore:[^*?]*$)/;
const OF_BEARERS = /^bedrock:(applyguardrail|getguardrail|retrieve|getdocumentcontent)$/i;

/**
 * Whether no resource of Bedrock can bear a statement, so that only a VPC endpoint does: models, profiles and "*".
 * https://docs.aws.amazon.com/bedrock/latest/userguide/vpc-interface-endpoints.html
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/vpc-interface-endpoints.html
 */
function isForEndpointAlone({ data, action, resource }: Statement): boolean {
  const actions = strings(action);
  if (!namesPrincipal(data) || actions.length === 0 || !actions.every(({ text }) => /^bedrock[a-z-]*:/i.test(text)))
    return false;
  return strings(resource).some(
    ({ text }) => !BEARERS.test(text) && !(text === '*' && actions.every((each) => OF_BEARERS.test(each.text))),
  );
}
