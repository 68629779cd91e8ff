/**
 * Which objects of a JSON document are IAM policies. What only looks alike must stay untouched: AWS WAF rules hold a
 * `Statement`, PartiQL requests too, and Alibaba's and Huawei's policies share IAM's words.
 */
import { type JsonNode, properties, propertyValue } from './json.ts';

export const POLICY_VERSIONS: readonly string[] = ['2012-10-17', '2008-10-17'];

/** The elements of a policy. */
export const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

const EVIDENCE = new Set(['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal']);

/** CloudFormation's properties that name managed policies by ARN: of roles, users, groups and permission sets. */
export const MANAGED_POLICY_PROPERTIES: readonly string[] = [
  'ManagedPolicyArns',
  'ManagedPolicies',
  'PermissionsBoundary',
];

/** Whether the text can hold a policy, or name one, at all. Cheap: nothing is parsed for a document that fails here. */
export function mayHoldPolicy(text: string): boolean {
  return (
    text.includes('"Statement"') ||
    text.includes('2012-10-17') ||
    text.includes('2008-10-17') ||
    text.length < 200 ||
    MANAGED_POLICY_PROPERTIES.some((name) => text.includes(name))
  );
}

/** Whether an object is a policy. `isRoot`: it is the whole document, so that a half-typed one counts too. */
function isPolicy(node: JsonNode, isRoot: boolean): boolean {
  if (node.type !== 'object') return false;
  const version = propertyValue(node, 'Version');
  if (typeof version?.value === 'string' && POLICY_VERSIONS.includes(version.value)) return true;
  const statement = propertyValue(node, 'Statement');
  if (statement?.type !== 'array' && statement?.type !== 'object') return false;
  if (isForeignVersion(version) && !namesArn(statement)) return false;
  const statements = statement.type === 'array' ? (statement.children ?? []) : [statement];
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

function isStatement(node: JsonNode): boolean {
  const names = properties(node).map(({ name }) => name);
  const hits = names.filter((name) => EVIDENCE.has(name)).length;
  return hits >= 2 || (hits === 1 && names.length <= 2) || (hits === 1 && names.includes('Sid'));
}

/** `"1"`, `"1.1"`, `"5.0"`: the versions of other clouds' policy languages. */
function isForeignVersion(version: JsonNode | undefined): boolean {
  return version?.type === 'string' && /^\d+(\.\d+)?$/.test(String(version.value));
}

function namesArn(node: JsonNode): boolean {
  if (node.type === 'string') return String(node.value).startsWith('arn:');
  return node.children?.some(namesArn) ?? false;
}

/** A node with the property under which it was found and the CloudFormation type of the resource it belongs to. */
export interface FoundPolicy {
  readonly node: JsonNode;
  readonly propertyName: string | undefined;
  readonly resourceType: string | undefined;
  readonly isRoot: boolean;
}

/** All policies of a document, in order; those within a policy (there are none in IAM) are not looked for. */
export function findPolicies(root: JsonNode | undefined): readonly FoundPolicy[] {
  const found: FoundPolicy[] = [];
  const visit = (node: JsonNode, propertyName: string | undefined, resourceType: string | undefined): void => {
    if (node.type === 'object') {
      if (isPolicy(node, node === root)) {
        found.push({ node, propertyName, resourceType, isRoot: node === root || node.parent === root });
        return;
      }
      const type = propertyValue(node, 'Type')?.value;
      const inner = typeof type === 'string' && type.startsWith('AWS::') ? type : resourceType;
      for (const { name, value } of properties(node)) if (value?.children) visit(value, name, inner);
    } else if (node.type === 'array') {
      for (const child of node.children ?? []) if (child.children) visit(child, propertyName, resourceType);
    }
  };
  if (root?.children) visit(root, undefined, undefined);
  return found;
}
