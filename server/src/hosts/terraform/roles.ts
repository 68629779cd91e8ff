/** Which roles of a Terraform file have a policy, by how the file's resources refer to each other. */
import { type Node, propertyValue } from '../../model/node.ts';
import type { Reference } from './parse.ts';

const ATTACHMENT = /^aws_iam_(?:role_)?policy_attachment$/;

export class Roles {
  readonly #root: Node;
  /** The roles that resources name, by the resources' addresses. */
  readonly #named = new Map<string, string[]>();
  /** The roles to which policies are attached, by the names of `aws_iam_policy`. */
  readonly #attached = new Map<string, string[]>();
  /** The roles with policies that are not in the file: AWS's own, and those that other files make. */
  readonly #withOthers = new Set<string>();

  /** `root` has the file's blocks by their addresses. */
  constructor(root: Node, references: readonly Reference[]) {
    this.#root = root;
    /** The policies that attachments name, by their addresses. */
    const policies = new Map<string, string>();
    const attachments = new Set<string>();
    for (const { name, path } of references) {
      const [block, type = '', own, attribute = ''] = path;
      if (block !== 'resource' || !type.startsWith('aws_iam_')) continue;
      const address = `${type}.${own}`;
      const role = attribute.startsWith('role') ? /^aws_iam_role\.([\w-]+)/.exec(name)?.[1] : undefined;
      if (role !== undefined) add(this.#named, address, role);
      if (!ATTACHMENT.test(type)) continue;
      attachments.add(address);
      const policy = attribute === 'policy_arn' ? /^aws_iam_policy\.([\w-]+)/.exec(name)?.[1] : undefined;
      if (policy !== undefined) policies.set(address, policy);
    }
    for (const address of attachments) {
      const policy = policies.get(address);
      for (const role of this.#named.get(address) ?? [])
        if (policy === undefined) this.#withOthers.add(role);
        else add(this.#attached, policy, role);
    }
  }

  /** The roles that have a policy that stands at a path of names, or is used there: block, type, name, attributes. */
  of([block, type = '', name = '', attribute]: readonly string[]): readonly string[] {
    if (block !== 'resource') return [];
    if (type === 'aws_iam_role') return attribute === 'assume_role_policy' && this.#hasOthers(name) ? [] : [name];
    if (type === 'aws_iam_role_policy') return this.#named.get(`${type}.${name}`) ?? [];
    return type === 'aws_iam_policy' ? (this.#attached.get(name) ?? []) : [];
  }

  #hasOthers(role: string): boolean {
    const block = propertyValue(this.#root, `aws_iam_role.${role}`);
    return this.#withOthers.has(role) || propertyValue(block, 'managed_policy_arns') !== undefined;
  }
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
