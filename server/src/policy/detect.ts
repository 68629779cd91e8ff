/**
 * Which objects of a JSON document are IAM policies. What only looks alike must stay untouched: AWS WAF rules hold a
 * `Statement`, PartiQL requests too, and Alibaba's and Huawei's policies share IAM's words.
 */
import { descendants, type JsonNode, properties, propertyValue } from './json.ts';

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
function isPolicy(node: JsonNode, isRoot: boolean): boolean {
  if (node.type !== 'object') return false;
  const version = elementOf(node, 'Version');
  if (POLICY_VERSIONS.includes(String(propertyValue(node, 'Version')?.value))) return true;
  const statement = elementOf(node, 'Statement');
  if (statement?.type !== 'array' && statement?.type !== 'object') return false;
  const isOurs = () => POLICY_VERSIONS.includes(String(version?.value)) || namesArn(statement);
  const isForeign = isForeignVersion(version) || propertyValue(node, 'Statement') !== statement;
  if (isForeign && !isOurs()) return false;
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

/** The value of an element. IAM refuses its name in another case; what is meant is a policy all the same. */
function elementOf(node: JsonNode, name: string): JsonNode | undefined {
  const lower = name.toLowerCase();
  return propertyValue(node, name) ?? properties(node).findLast((each) => each.name.toLowerCase() === lower)?.value;
}

function isStatement(node: JsonNode): boolean {
  const names = properties(node).map(({ name }) => name.toLowerCase());
  const hits = names.filter((name) => EVIDENCE.has(name)).length;
  return hits >= 2 || (hits === 1 && names.length <= 2) || (hits === 1 && names.includes('sid'));
}

/** `"1"`, `"1.1"`, `"5.0"`: the versions of other clouds' policy languages. */
function isForeignVersion(version: JsonNode | undefined): boolean {
  return version?.type === 'string' && /^\d{1,9}(\.\d{1,9})?$/.test(String(version.value));
}

const namesArn = (node: JsonNode): boolean =>
  [...descendants(node)].some(({ type, value }) => type === 'string' && String(value).startsWith('arn:'));

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
