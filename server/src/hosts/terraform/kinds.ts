/** The kind of a policy by the resource and the attribute that take it. https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
import type { PolicyKind } from '../../policy/kind.ts';

/** The resources whose policies allow or deny what an identity does. */
const IDENTITY =
  /^(?:aws_iam_(?:policy|role_policy|user_policy|group_policy|role|user)|aws_ssoadmin_permission_set_inline_policy)$/;

/** The kind of a policy under a path of names: block, labels, attributes. `organizationType`: of an Organizations policy. */
export function kindOfPath(path: readonly string[], organizationType: string | undefined): PolicyKind | undefined {
  if (path.includes('assume_role_policy')) return 'trust';
  const [block, resource = ''] = path;
  if (block !== 'resource') return undefined;
  if (resource === 'aws_organizations_policy') return kindOfOrganizationType(organizationType);
  if (/^aws_vpc_endpoint(?:_policy)?$/.test(resource)) return 'endpoint';
  if (IDENTITY.test(resource)) return 'identity';
  return /^aws_\w+$/.test(resource) && path.some((name) => /policy/.test(name)) ? 'resource' : undefined;
}

function kindOfOrganizationType(type: string | undefined): PolicyKind | undefined {
  if (type === undefined || type === 'SERVICE_CONTROL_POLICY') return 'scp';
  return type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : undefined;
}
