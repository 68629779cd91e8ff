/** The kinds of policy, and how one is told: by setting, by file name, by what stands around it, by content. */
import { namesPrincipal, type Statement, strings } from './statement.ts';

/**
 * identity: attached to a user, group, role or permission set. trust: who may assume a role. resource: attached to a
 * resource. scp, rcp: Organizations' guardrails. boundary: a permissions boundary. session: passed when assuming a role.
 */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'scp' | 'rcp' | 'boundary' | 'session';

export const POLICY_KINDS: readonly PolicyKind[] = [
  'identity',
  'trust',
  'resource',
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
  [/(^|[^a-z])(bucket|key|queue|topic|resource|repository|endpoint)-?(based-?)?policy([^a-z]|$)/i, 'resource'],
];

/** The kind that a file's name tells, if it tells one. `path` may use either slash. */
export function kindOfFileName(path: string): PolicyKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return FILE_NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/** The actions that a role's trust policy may hold. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
const TRUST_ACTION =
  /^sts:(assumerole|assumerolewithsaml|assumerolewithwebidentity|tagsession|setsourceidentity|setcontext|\*|assumerole\*)$/i;

/** The kind that the statements themselves tell; identity where nothing tells another. */
export function kindOfContent(statements: readonly Statement[]): PolicyKind {
  if (!statements.some(({ node }) => namesPrincipal(node))) return 'identity';
  const actions = statements.flatMap((statement) => strings(statement.action));
  const isTrust =
    statements.every(({ resource, notResource }) => !resource && !notResource) &&
    actions.every(({ text }) => TRUST_ACTION.test(text));
  return isTrust ? 'trust' : 'resource';
}
