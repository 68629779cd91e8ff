/** Which roles have the policies of a template: CloudFormation's AWS::IAM::Role, and objects in the form of IAM's API. */
import { type Node, properties, propertyValue } from '../model/node.ts';

const TRUST = 'AssumeRolePolicyDocument';

/** What names further policies of a role: in CloudFormation, and in the answers of the command line. */
const OTHERS = ['ManagedPolicyArns', 'AttachedManagedPolicies'];

/**
 * The roles that have a policy, by names that are the same for all policies of a role. None for a trust policy whose role has
 * policies that are not in the document.
 */
export function rolesOf(policy: Node): readonly string[] {
  const around = objectAround(policy);
  if (propertyValue(around, TRUST) === policy && around)
    return OTHERS.some((name) => holdsSome(around, name)) ? [] : [nameOf(around)];
  const attached = rolesOfResource(around);
  if (attached.length > 0) return attached;
  for (let each: Node | undefined = around; each; each = each.parent)
    if (propertyValue(each, TRUST)) return [nameOf(each)];
  return [];
}

/** The roles that a resource of its own names: AWS::IAM::Policy, AWS::IAM::RolePolicy. */
function rolesOfResource(resource: Node | undefined): readonly string[] {
  const roles = [propertyValue(resource, 'RoleName'), ...(propertyValue(resource, 'Roles')?.children ?? [])];
  return roles.flatMap((role) =>
    properties(role).flatMap(({ name, value }) => (name === 'Ref' && value ? String(value.value) : [])),
  );
}

const holdsSome = (role: Node, name: string): boolean => {
  const value = propertyValue(role, name);
  return value !== undefined && (value.type !== 'array' || (value.children?.length ?? 0) > 0);
};

/** The object that has the node as the value of a property. */
export const objectAround = (node: Node | undefined): Node | undefined =>
  node?.parent?.type === 'property' ? node.parent.parent : undefined;

/** The name of the template's resource to which `Properties` belong. */
export function nameOfResource(properties: Node | undefined): string | undefined {
  const resource = objectAround(properties);
  const key = resource?.parent?.type === 'property' ? resource.parent.children?.[0] : undefined;
  return key && String(key.value);
}

/** A name for a role; where it has none, its place. */
const nameOf = (role: Node): string => nameOfResource(role) ?? String(role.offset);
