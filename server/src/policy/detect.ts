/**
 * Which objects of a document are IAM policies. What only looks alike must stay untouched: AWS WAF rules hold a
 * `Statement`, PartiQL requests too, and Alibaba's and Huawei's policies share IAM's words.
 */

import { descendants, type Node, type PropertyNode, properties, propertyValue } from '../model/node.ts';
import { branchesOf } from './intrinsics.ts';
import type { PolicyKind } from './kind.ts';
import type { FoundPolicy } from './read-text.ts';
import { nameOfResource, objectAround, rolesOf } from './roles.ts';

export const POLICY_VERSIONS: readonly string[] = ['2012-10-17', '2008-10-17'];

/** The elements of a policy. */
export const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

/** Elements of a statement, in small letters. */
const EVIDENCE = new Set(['effect', 'action', 'notaction', 'resource', 'notresource', 'principal', 'notprincipal']);

/** CloudFormation's properties that name managed policies by ARN: of roles, users, groups and permission sets. */
export const MANAGED_POLICY_PROPERTIES: readonly string[] = [
  'ManagedPolicyArns',
  'ManagedPolicies',
  'PermissionsBoundary',
];

/**
 * Whether the text can hold a policy, or name one, at all; Organizations’ Bedrock policies among them. Cheap: nothing is parsed for a document that fails here. A name
 * that is written with escapes is seen only by a parser.
 */
export function mayHoldPolicy(text: string): boolean {
  return (
    text.length < 200 ||
    text.includes('\\u') ||
    text.includes('"guardrail_inference"') ||
    isAboutPolicy(text) ||
    MANAGED_POLICY_PROPERTIES.some((name) => text.includes(name))
  );
}

/** Whether words of the policy language stand in a text: where it cannot be read, that must be said. */
export const isAboutPolicy = (text: string): boolean =>
  text.includes('"Statement"') ||
  POLICY_VERSIONS.some((version) => text.includes(version)) ||
  /"statement"/i.test(text);

/** Whether an object is a policy. `isRoot`: it is the whole document, so that a half-typed one counts too. */
function isPolicy(node: Node, isRoot: boolean): boolean {
  if (node.type !== 'object') return false;
  const version = elementOf(node, 'Version');
  if (POLICY_VERSIONS.includes(String(propertyValue(node, 'Version')?.value))) return true;
  const statement = elementOf(node, 'Statement');
  if (statement?.type !== 'array' && statement?.type !== 'object') return false;
  const isOurs = () => POLICY_VERSIONS.includes(String(version?.value)) || namesArn(statement);
  const isForeign = isForeignVersion(version) || propertyValue(node, 'Statement') !== statement;
  if (isForeign && !isOurs()) return false;
  const statements = statementsIn(statement);
  if (statements.some(isStatement)) return true;
  // `{"Statement": [{}]}`: nothing but IAM's own elements so far.
  return (
    isRoot &&
    properties(node).every(
      ({ name, value }) => (POLICY_ELEMENTS as readonly string[]).includes(name) || value === undefined,
    ) &&
    statements.every((child) => child.type === 'object' && properties(child).every(({ value }) => value === undefined))
  );
}

/** One statement or many, those in the branches of `Fn::If` among them. */
function statementsIn(node: Node, levels = MOST_BRANCHES): readonly Node[] {
  const inner = node.type === 'array' ? (node.children ?? []) : branchesOf(node);
  return inner && levels > 0 ? inner.flatMap((each) => statementsIn(each, levels - 1)) : [node];
}

/** Branches within branches are looked into this deep. */
const MOST_BRANCHES = 6;

/** The value of an element. IAM refuses its name in another case; what is meant is a policy all the same. */
function elementOf(node: Node, name: string): Node | undefined {
  const lower = name.toLowerCase();
  return propertyValue(node, name) ?? properties(node).findLast((each) => each.name.toLowerCase() === lower)?.value;
}

function isStatement(node: Node): boolean {
  const names = properties(node).map(({ name }) => name.toLowerCase());
  const hits = names.filter((name) => EVIDENCE.has(name)).length;
  return hits >= 2 || (hits === 1 && names.length <= 2) || (hits === 1 && names.includes('sid'));
}

/** `"1"`, `"1.1"`, `"5.0"`: the versions of other clouds' policy languages. */
function isForeignVersion(version: Node | undefined): boolean {
  return version?.type === 'string' && /^\d{1,9}(\.\d{1,9})?$/.test(String(version.value));
}

const namesArn = (node: Node): boolean =>
  [...descendants(node)].some(({ type, value }) => type === 'string' && String(value).startsWith('arn:'));

/** The resources whose policies are the resource's own: all but those of IAM, Organizations and VPC endpoints. */
const WITH_RESOURCE_POLICY =
  /^AWS::(?:S3|S3Express|S3Tables|KMS|SQS|SNS|SecretsManager|ECR|Lambda|Bedrock|BedrockAgentCore|Events|Logs|Backup|CodeArtifact|OpenSearchService|Elasticsearch|DynamoDB|Kinesis|EFS|ApiGateway|Glue|IoT)::/;

const OF_ORGANIZATIONS: Readonly<Record<string, PolicyKind>> = {
  SERVICE_CONTROL_POLICY: 'scp',
  RESOURCE_CONTROL_POLICY: 'rcp',
};

/** The place of an object in a template. */
interface Place {
  /** The property that holds it. */
  readonly property: string | undefined;
  /** CloudFormation's type of the resource that it belongs to. */
  readonly resource: string | undefined;
  /** The type of an Organizations policy. */
  readonly type: string | undefined;
}

/** The kind that follows from CloudFormation's property and resource type, or from what an action of GitHub takes. */
function kindOfPlace({ property, resource = '', type = '' }: Place): PolicyKind | undefined {
  if (property === 'AssumeRolePolicyDocument') return 'trust';
  // https://github.com/aws-actions/configure-aws-credentials
  if (property === 'inline-session-policy') return 'session';
  if (resource === 'AWS::EC2::VPCEndpoint') return 'endpoint';
  if (resource === 'AWS::Organizations::Policy') return OF_ORGANIZATIONS[type];
  if (/^AWS::(?:IAM|SSO|Serverless)::/.test(resource)) return 'identity';
  return WITH_RESOURCE_POLICY.test(resource) ? 'resource' : undefined;
}

/**
 * Whether the framework adds the version: AWS SAM takes a policy of a function as it is written there.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
const isOfFunction = ({ parent }: Node, { property, resource = '' }: Place): boolean =>
  property === 'Policies' && parent?.type === 'array' && resource.startsWith('AWS::Serverless::');

/**
 * The policy of a list of statements that come to stand in one of version 2012-10-17: the Serverless Framework's, and those with a name
 * that says so, such as Terraform's `locals { bedrock_statements = [{ … }] }`.
 * https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
export function policyOfStatements(property: PropertyNode): FoundPolicy | undefined {
  const { name, value, whole } = property;
  if (value?.type !== 'array' || !/statements$/i.test(name)) return undefined;
  const statements = (value.children ?? []).filter((each) => each.type === 'object' && isStatement(each));
  const isServerless = isOfServerless(name, whole);
  if (isServerless ? statements.length === 0 : !statements.some(isCertainlyIam)) return undefined;
  const kind = isServerless ? 'identity' : undefined;
  return { node: withStatements(property), kind, isVersionImplied: true, isRoot: false };
}

const isOfServerless = (name: string, property: Node): boolean =>
  name === 'iamRoleStatements' || (name === 'statements' && nameAbove(property) === 'role');

/** Whether a statement has an effect and actions as IAM writes them. */
function isCertainlyIam(statement: Node): boolean {
  const actions = propertyValue(statement, 'Action') ?? propertyValue(statement, 'NotAction');
  const [first] = actions?.type === 'array' ? (actions.children ?? []) : actions ? [actions] : [];
  return (
    /^(?:Allow|Deny)$/.test(String(propertyValue(statement, 'Effect')?.value)) &&
    first?.type === 'string' &&
    /^(?:[a-z0-9-]+:|\*$)/i.test(String(first.value))
  );
}

/**
 * An event bus takes a statement, and makes the policy itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
 */
const policyOfBus = (property: PropertyNode, resource: string | undefined): FoundPolicy | undefined =>
  resource === 'AWS::Events::EventBusPolicy' && property.name === 'Statement' && property.value?.type === 'object'
    ? { node: withStatements(property), kind: 'resource', isVersionImplied: true, isRoot: false }
    : undefined;

/** Whether it is a resource's `Properties`: they hold policies, and are none. */
const isOfResource = ({ property, resource }: Place): boolean => property === 'Properties' && resource !== undefined;

/** The name of the property that the object around a property is the value of. */
const nameAbove = ({ parent }: Node): string | undefined => {
  const above = parent?.parent;
  return above?.type === 'property' ? String(above.children?.[0]?.value) : undefined;
};

/** A policy that has such a list for its Statement. */
function withStatements({ key, value, whole }: PropertyNode): Node {
  const { offset, length, parent, colonOffset } = whole;
  const policy: { -readonly [K in keyof Node]: Node[K] } = { type: 'object', offset, length, parent };
  const statement = { ...key, value: 'Statement' };
  const children = value ? [statement, value] : [statement];
  policy.children = [{ type: 'property', offset, length, colonOffset, parent: policy, children }];
  return policy;
}

/** All policies of a document, in order; those within a policy (there are none in IAM) are not looked for. */
export function findPolicies(root: Node | undefined): readonly FoundPolicy[] {
  const found: FoundPolicy[] = [];
  /** The names of resources that are the boundary of a role or a user. */
  const boundaries = new Set<unknown>();
  const visit = (node: Node, place: Place): void => {
    if (node.type === 'object') {
      if (!isOfResource(place) && isPolicy(node, node === root)) {
        const isRoot = node === root || node.parent === root;
        found.push({ node, kind: kindOfPlace(place), isVersionImplied: isOfFunction(node, place), isRoot });
        return;
      }
      const type = propertyValue(node, 'Type')?.value;
      const isResource = typeof type === 'string' && type.startsWith('AWS::');
      const inner = {
        resource: isResource ? type : place.resource,
        type: typeof type === 'string' && !isResource ? type : place.type,
      };
      for (const property of properties(node)) {
        if (property.name === 'PermissionsBoundary') boundaries.add(propertyValue(property.value, 'Ref')?.value);
        const listed = policyOfStatements(property) ?? policyOfBus(property, inner.resource);
        if (listed) found.push(listed);
        else if (property.value?.children) visit(property.value, { ...inner, property: property.name });
      }
    } else if (node.type === 'array') {
      for (const child of node.children ?? []) if (child.children) visit(child, place);
    }
  };
  if (root?.children) visit(root, { property: undefined, resource: undefined, type: undefined });
  return found.map((each) => {
    const isBoundary = each.kind === 'identity' && boundaries.has(nameOfResource(objectAround(each.node)));
    return { ...each, roles: rolesOf(each.node), ...(isBoundary && { kind: 'boundary' as const }) };
  });
}
