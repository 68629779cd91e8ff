/**
 * How policies decide about a request together: one function a rule of AWS's evaluation logic, each with its page.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import type { Catalog } from '../catalog/catalog.ts';
import { parseArn } from '../patterns/arn.ts';
import type { Statement } from '../policy/statement.ts';
import { actionApplies, limitsHold, resourceApplies } from './applies.ts';
import { type Caller, isExcluded, type Naming, NOWHERE, named, namingOf } from './callers.ts';
import type { Facts } from './facts.ts';
import { all, any, type Formula, not } from './formula.ts';
import type { AccessKind, AppliedPolicy } from './policies.ts';
import type { Unknowns } from './unknowns.ts';

/** One request, as it is decided about. */
export interface Point {
  readonly caller: Caller | undefined;
  readonly action: string;
  readonly resource: string;
  readonly facts: Facts;
  readonly unknowns: Unknowns;
  readonly catalog: Catalog;
}

/** A statement, and when it applies to the request. */
export interface Part {
  readonly applied: AppliedPolicy;
  readonly statement: Statement;
  /** Its number in its policy, from 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  /** When it applies, whoever asks. */
  readonly applies: Formula;
  readonly naming: Naming;
}

export interface Decision {
  readonly allowed: Formula;
  /** Whether a Deny applies. */
  readonly denied: Formula;
  readonly parts: readonly Part[];
  /** What has to allow, with when it does. */
  readonly needs: readonly Need[];
}

/** Policies that have to allow the request, such as the boundary. */
export interface Need {
  /** A noun for people: “identity policies”. */
  readonly name: string;
  readonly kinds: readonly AccessKind[];
  readonly level?: string;
  readonly allows: Formula;
}

/** Decides about a request. */
export function decide(policies: readonly AppliedPolicy[], point: Point): Decision {
  const binding = policies.filter(({ kind }) => isBinding(kind, point));
  const hasBoundary = policies.some(({ kind }) => kind === 'boundary');
  const parts = binding.flatMap((applied) => partsOf(applied, hasBoundary, point));
  const denied = any(
    parts.filter(({ effect }) => effect === 'Deny').map(({ applies, naming }) => all([applies, named(naming)])),
  );
  const needs = needsOf(binding, parts, point);
  return { allowed: all([not(denied), ...needs.map(({ allows }) => allows)]), denied, parts, needs };
}

/** The statements of a policy that may apply. A statement without Effect has none. */
export function partsOf(applied: AppliedPolicy, hasBoundary: boolean, point: Point): readonly Part[] {
  const { policy } = applied;
  const { caller, action, resource, facts, unknowns } = point;
  const asked = { facts, unknowns, hasVariables: policy.hasVariables };
  return policy.statements.flatMap((statement, index): Part[] => {
    const effect = statement.effect?.text;
    if (effect !== 'Allow' && effect !== 'Deny') return [];
    const byAction = actionApplies(statement, action, unknowns);
    if (byAction === false) return [];
    const byResource = resourceApplies(statement, resource, asked);
    if (byResource === false) return [];
    const naming = principalPart(statement, effect, caller, hasBoundary, point);
    if (named(naming) === false) return [];
    const applies = all([byAction, byResource, limitsHold(statement, asked)]);
    return applies === false ? [] : [{ applied, statement, index, effect, applies, naming }];
  });
}

/** How a statement names the caller. NotPrincipal stands with Deny alone; AWS does not support it with Allow. */
function principalPart(
  statement: Statement,
  effect: 'Allow' | 'Deny',
  caller: Caller | undefined,
  hasBoundary: boolean,
  { unknowns }: Point,
): Naming {
  const { notPrincipal } = statement;
  if (!notPrincipal) {
    const naming = namingOf(statement, caller, unknowns);
    return namesByArn(statement)
      ? { ...naming, directly: any([naming.directly, naming.asAnyone]), asAnyone: false }
      : naming;
  }
  if (effect === 'Allow')
    return {
      ...NOWHERE,
      directly: unknowns.opaque('what Allow with NotPrincipal means, which AWS does not support', []),
    };
  return { ...NOWHERE, asAnyone: not(isExcluded(notPrincipal, caller, hasBoundary, unknowns)) };
}

/**
 * Whether a statement says who it is about by aws:PrincipalArn: boundary and session policy do not limit what it then grants.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
const namesByArn = ({ condition }: Statement): boolean =>
  condition?.entries.some(
    ({ operator, key }) => key.text.toLowerCase() === 'aws:principalarn' && !/not|null/i.test(operator.text),
  ) ?? false;

/** Whether policies of a kind bind the caller and the resource at all. */
function isBinding(kind: AccessKind, { caller, action, catalog }: Point): boolean {
  const isServiceLinked = caller?.kind === 'session' && caller.isServiceLinked;
  const isIdentity = caller === undefined || IDENTITIES.has(caller.kind);
  switch (kind) {
    // Neither service-linked roles nor services. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    case 'scp':
      return isIdentity && !isServiceLinked;
    // The resources of some services. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    case 'rcp':
      return !isServiceLinked && isUnderRcp(action, catalog);
    case 'identity':
    case 'boundary':
    case 'session':
      return isIdentity;
    // They stand beside other policies in a template, and are asked about their own role or key only.
    case 'trust':
      return /^sts:/i.test(action);
    case 'key':
      return /^kms:/i.test(action);
    default:
      return true;
  }
}

const IDENTITIES: ReadonlySet<Caller['kind']> = new Set(['user', 'root', 'session', 'federated-user']);

/** Retiring a grant of KMS is left out. */
function isUnderRcp(action: string, { rcpServices }: Catalog): boolean {
  const prefix = action.split(':', 1)[0]?.toLowerCase() ?? '';
  return rcpServices.includes(prefix) && action.toLowerCase() !== 'kms:retiregrant';
}

/** When some Allow of these policies applies to a caller that it names in one of these ways. */
const allowsOf = (
  parts: readonly Part[],
  isMeant: (applied: AppliedPolicy) => boolean,
  by: (naming: Naming) => Formula = named,
): Formula =>
  any(
    parts
      .filter(({ effect, applied }) => effect === 'Allow' && isMeant(applied))
      .map(({ applies, naming }) => all([applies, by(naming)])),
  );

/** What has to allow the request: all of these. */
function needsOf(policies: readonly AppliedPolicy[], parts: readonly Part[], point: Point): readonly Need[] {
  return [
    ...organizationNeeds(policies, parts),
    ...endpointNeeds(policies, parts),
    accountNeed(policies, parts, point),
  ];
}

/**
 * An SCP has to allow at every level; at one level one policy is enough.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
function organizationNeeds(policies: readonly AppliedPolicy[], parts: readonly Part[]): readonly Need[] {
  const levels = new Set(policies.filter(({ kind }) => kind === 'scp').map(({ level }) => level));
  return [...levels].map((level) => ({
    name: level === undefined ? 'service control policies' : `service control policies of ${level}`,
    kinds: ['scp'],
    ...(level !== undefined && { level }),
    allows: allowsOf(parts, (applied) => applied.kind === 'scp' && applied.level === level),
  }));
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const endpointNeeds = (policies: readonly AppliedPolicy[], parts: readonly Part[]): readonly Need[] =>
  policies.some(({ kind }) => kind === 'endpoint')
    ? [
        {
          name: 'the VPC endpoint’s policy',
          kinds: ['endpoint'],
          allows: allowsOf(parts, ({ kind }) => kind === 'endpoint'),
        },
      ]
    : [];

/** What the caller's account and the resource's account have to allow. */
function accountNeed(policies: readonly AppliedPolicy[], parts: readonly Part[], point: Point): Need {
  const { caller, action } = point;
  const has = (kind: AccessKind) => policies.some((applied) => applied.kind === kind);
  const allows = (kind: AccessKind) => allowsOf(parts, (applied) => applied.kind === kind);
  const boundary = has('boundary') ? allows('boundary') : true;
  const session = has('session')
    ? allows('session')
    : caller?.kind === 'federated-user'
      ? point.unknowns.opaque('whether a federated user without a session policy has the permissions of its user', [])
      : true;
  const kind = kindOfResourcePolicy(policies, action);
  const grants = (by: (naming: Naming) => Formula) => allowsOf(parts, isOfResource, by);
  const byResource = { name: nameOfKind(kind), kinds: [kind] as const, allows: grants(named) };
  if (caller?.kind === 'service' || caller?.kind === 'provider' || caller?.kind === 'anyone') return byResource;

  const isRoot = caller?.kind === 'root';
  const identity = isRoot ? true : all([allows('identity'), boundary, session]);
  const byIdentity = { name: nameOfIdentity(policies), kinds: ['identity', 'boundary', 'session'] as const };
  const both = { name: `${byIdentity.name} and ${byResource.name}`, kinds: [...byIdentity.kinds, kind] };
  // Nobody can assume a role as the root user. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  if (isRoot && /^sts:assumerole$/i.test(action))
    return { ...byIdentity, name: 'anything: the root user cannot assume roles', allows: false };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
  if (isOfOtherAccount(point)) return { ...both, allows: all([identity, grants(named)]) };
  if (!policies.some(isOfResource)) return { ...byIdentity, allows: identity };
  const directly = directGrants(grants, all([boundary, session]), has('boundary') || has('session'), point);
  const delegated = all([grants(({ byAccount }) => byAccount), identity]);
  // Trust policies and key policies have to allow in the same account too.
  if (kind !== 'resource') return { ...both, allows: any([directly, delegated]) };
  const undecided = all([
    grants(({ byAccount }) => byAccount),
    point.unknowns.opaque('whether a policy that names its own account is enough without an identity policy', []),
    boundary,
    session,
  ]);
  return {
    name: `${byIdentity.name} or ${byResource.name}`,
    kinds: [...byIdentity.kinds, kind],
    allows: any([identity, directly, undecided]),
  };
}

/**
 * What a resource's policy grants in the same account without an identity policy: to a user or a session by its own ARN whatever
 * boundary and session policy leave out, to a role within both.
 */
function directGrants(
  grants: (by: (naming: Naming) => Formula) => Formula,
  limits: Formula,
  hasLimits: boolean,
  { caller, unknowns }: Point,
): Formula {
  const toEverybody = grants(({ asAnyone }) => asAnyone);
  // Within a role’s boundary? AWS’s pages say it for a role that aws:PrincipalArn names only.
  const unlimited =
    hasLimits && caller?.kind === 'session'
      ? any([
          limits,
          unknowns.opaque('whether "Principal": "*" is limited by the role’s boundary or session policy', []),
        ])
      : true;
  return any([
    grants(({ directly }) => directly),
    all([grants(({ byRole }) => byRole), limits]),
    all([toEverybody, unlimited]),
  ]);
}

const isOfResource = ({ kind }: AppliedPolicy): boolean => kind === 'resource' || kind === 'trust' || kind === 'key';

/** A resource policy that is asked about a role, or a key, is that role's trust policy or the key's policy. */
function kindOfResourcePolicy(policies: readonly AppliedPolicy[], action: string): 'resource' | 'trust' | 'key' {
  if (/^sts:assumerole/i.test(action)) return 'trust';
  if (/^kms:/i.test(action)) return 'key';
  const own = policies.find(isOfResource)?.kind;
  return own === 'trust' || own === 'key' ? own : 'resource';
}

const nameOfKind = (kind: 'resource' | 'trust' | 'key'): string =>
  ({ resource: 'the resource’s policy', trust: 'the role’s trust policy', key: 'the key’s policy' })[kind];

function nameOfIdentity(policies: readonly AppliedPolicy[]): string {
  const has = (kind: AccessKind) => policies.some((applied) => applied.kind === kind);
  const limits = [has('boundary') ? 'the boundary' : '', has('session') ? 'the session policy' : ''].filter(Boolean);
  return ['the identity policies', ...limits].join(' with ');
}

/** Whether the resource is another account's. Where its account is not known, it is the caller's, as in AWS's simulator. */
function isOfOtherAccount({ caller, resource, facts }: Point): boolean {
  if (!caller || !('account' in caller)) return false;
  const named = facts('aws:resourceaccount');
  const owner = named && named !== 'absent' ? named[0] : parseArn(resource)?.account.text;
  return owner !== undefined && /^\d{12}$/.test(owner) && owner !== caller.account;
}
