/** Roles that a document holds whole: the trust policy, and the policies with their permissions. */

import { question } from '../../iam/answers.ts';
import { type Node, properties, propertyValue } from '../../model/node.ts';
import { memoizedBy } from '../../patterns/memo.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';

export interface WholeRole {
  readonly trust: Policy;
  /** Its policies in this document, one or more. */
  readonly permissions: readonly Policy[];
}

const TRUST = 'AssumeRolePolicyDocument';

/** What names further policies of a role: in CloudFormation, and in the answers of the command line. */
const OTHERS = ['ManagedPolicyArns', 'AttachedManagedPolicies'];

/**
 * The roles of Bedrock of which everything stands in the document: CloudFormation's AWS::IAM::Role, and objects in the form of IAM's
 * API. A role with managed policies is left out: these may hold what is missing; and so is one without permissions.
 * Several rules ask for one version of a document.
 */
export const wholeRoles = memoizedBy(({ policies }: PolicyDocument): readonly WholeRole[] =>
  policies.flatMap((trust) => {
    // Other services' roles are many in some templates, and no rule asks for them.
    const role = trust.kind === 'trust' && trust.statements.some(trustsBedrock) ? objectAround(trust.node) : undefined;
    if (!role || propertyValue(role, TRUST) !== trust.node || OTHERS.some((name) => holdsSome(role, name))) return [];
    const id = nameOfResource(role);
    const permissions = policies.filter(
      (each) => each !== trust && (isWithin(each.node, role) || (id !== undefined && isAttachedTo(each.node, id))),
    );
    return permissions.length > 0 ? [{ trust, permissions }] : [];
  }),
);

/** Whether a statement names a service of Bedrock. */
const trustsBedrock = question(({ principal }: Statement) =>
  (principal?.types ?? []).some(({ values }) => values.some(({ text }) => text.includes('bedrock'))),
);

const holdsSome = (role: Node, name: string): boolean => {
  const value = propertyValue(role, name);
  return value !== undefined && (value.type !== 'array' || (value.children?.length ?? 0) > 0);
};

/** The object that has the node as the value of a property. */
const objectAround = (node: Node | undefined): Node | undefined =>
  node?.parent?.type === 'property' ? node.parent.parent : undefined;

/** The name of the template's resource to which `Properties` belong. */
const nameOfResource = (role: Node): string | undefined => {
  const resource = objectAround(role);
  const key = resource?.parent?.type === 'property' ? resource.parent.children?.[0] : undefined;
  return key === undefined ? undefined : String(key.value);
};

function isWithin(node: Node, around: Node): boolean {
  for (let each: Node | undefined = node; each; each = each.parent) if (each === around) return true;
  return false;
}

/** Whether a policy is a resource of its own that names the role: AWS::IAM::Policy, AWS::IAM::RolePolicy. */
function isAttachedTo(policy: Node, role: string): boolean {
  const around = objectAround(policy);
  const roles = [propertyValue(around, 'RoleName'), ...(propertyValue(around, 'Roles')?.children ?? [])];
  return roles.some((each) => properties(each).some(({ name, value }) => name === 'Ref' && value?.value === role));
}
