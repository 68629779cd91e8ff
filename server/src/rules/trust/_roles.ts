/** Roles that a document holds whole: the trust policy, and the policies with their permissions. */

import { question } from '../../iam/answers.ts';
import type { Data } from '../../model/data.ts';
import { memoizedBy } from '../../patterns/memo.ts';
import { isEmpty, isWithin, itemsOf, kindOf, objectAround, pathOf, plainOf, valueIn } from '../../policy/data.ts';
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
    const role = trust.kind === 'trust' && trust.statements.some(trustsBedrock) ? objectAround(trust.data) : undefined;
    if (!role || valueIn(role, TRUST) !== trust.data || OTHERS.some((name) => holdsSome(role, name))) return [];
    const id = nameOfResource(role);
    const permissions = policies.filter(
      (each) => each !== trust && (isWithin(each.data, role) || (id !== undefined && isAttachedTo(each.data, id))),
    );
    return permissions.length > 0 ? [{ trust, permissions }] : [];
  }),
);

/** Whether a statement names a service of Bedrock. */
const trustsBedrock = question(({ principal }: Statement) =>
  (principal?.types ?? []).some(({ values }) => values.some(({ text }) => text.includes('bedrock'))),
);

const holdsSome = (role: Data, name: string): boolean => {
  const value = valueIn(role, name);
  return value !== undefined && !(kindOf(value) === 'list' && isEmpty(value));
};

/** The name of the template's resource to which `Properties` belong. */
const nameOfResource = (role: Data): string | undefined => {
  const resource = objectAround(role);
  return objectAround(resource) && resource && pathOf(resource).at(-1);
};

/** Whether a policy is a resource of its own that names the role: AWS::IAM::Policy, AWS::IAM::RolePolicy. */
function isAttachedTo(policy: Data, role: string): boolean {
  const around = objectAround(policy);
  const roles = [valueIn(around, 'RoleName'), ...itemsOf(valueIn(around, 'Roles'))];
  return roles.some((each) => plainOf(valueIn(each, 'Ref')) === role);
}
