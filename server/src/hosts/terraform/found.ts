/** Which policies a Terraform file holds, and what their places and uses say about their kinds. */
import { type Node, propertyOf, propertyValue } from '../../model/node.ts';
import { pathOf } from '../../policy/data.ts';
import { policyOfStatements } from '../../policy/detect.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import type { FoundPolicy } from '../../policy/read-text.ts';
import { allPolicies } from '../json/embedded.ts';
import { kindOfPath } from './kinds.ts';
import { policiesOfInputs } from './objects-as-blocks.ts';
import type { Reference } from './parse.ts';
import { Roles } from './roles.ts';

interface File {
  /** An object of the file's blocks, by Terraform's addresses. */
  readonly root: Node;
  /** The values that policies are looked for in. */
  readonly values: readonly Node[];
  /** The policies that `aws_iam_policy_document` makes, by their names. */
  readonly documents: readonly { readonly node: Node; readonly name: string }[];
  readonly references: readonly Reference[];
}

/** All policies of a file, in order. `source` is its text. */
export function policiesIn({ root, values, documents, references }: File, source: string): readonly FoundPolicy[] {
  const roles = new Roles(root, references);
  const usesOf = (address: string) => references.filter(({ name }) => isAttributeOf(name, address));
  const ofUses = (uses: readonly Reference[]) => ({
    kind: kindOfUses(uses, references, root),
    roles: [...new Set(uses.flatMap(({ path }) => roles.of(path)))],
  });
  /** A policy that is written where it is used, or in a local value. */
  const ofPlace = (each: FoundPolicy): FoundPolicy => {
    const path = addressOf(each.node);
    const [block, name = ''] = path;
    const own = block === 'locals' ? ofUses(usesOf(`local.${name}`)) : ofPath(each.node, path, references, roles);
    // A template within the file has roles of its own.
    return { ...each, kind: own.kind, roles: own.roles.length > 0 ? own.roles : (each.roles ?? []), isRoot: false };
  };
  const found = [
    ...values.flatMap((value) => policiesOf(value, source)).map(ofPlace),
    ...inputsIn(values, source),
    ...documents.map(
      ({ node, name }): FoundPolicy => ({
        node,
        ...ofUses(usesOf(`data.aws_iam_policy_document.${name}`)),
        isVersionImplied: propertyValue(node, 'Version') === undefined,
        isRoot: false,
      }),
    ),
  ];
  return found.toSorted((a, b) => a.node.offset - b.node.offset);
}

/** The policies in the value of an attribute; where it is a list of statements, the policy that they make. */
function policiesOf(value: Node, source: string): readonly FoundPolicy[] {
  const property = value.parent && propertyOf(value.parent);
  const listed = property && policyOfStatements(property);
  return listed ? [listed] : allPolicies(value, source);
}

/** The policies that modules make of statements. Their elements have names of Terraform's. */
const inputsIn = (values: readonly Node[], source: string): readonly FoundPolicy[] =>
  /(?:statements|permissions)\b/.test(source)
    ? values
        .flatMap(policiesOfInputs)
        .map((node) => ({ node, kind: undefined, isVersionImplied: true, isRoot: false, editing: 'values' }))
    : [];

/** The names above a policy, with the block first: `resource`, type, name, attributes. */
function addressOf(policy: Node): readonly string[] {
  const [address = '', ...rest] = pathOf(policy);
  const names = address.split('.');
  return [...(/^aws_/.test(address) ? ['resource'] : []), ...names, ...rest];
}

function ofPath(policy: Node, path: readonly string[], references: readonly Reference[], roles: Roles) {
  const [, type, name = ''] = path;
  const isBoundary = type === 'aws_iam_policy' && isBoundaryOf(references, name);
  return {
    kind: isBoundary ? ('boundary' as const) : kindOfPath(path, organizationType(policy)),
    roles: roles.of(path),
  };
}

/** The `type` of the resource that a policy stands in. */
function organizationType(node: Node): string | undefined {
  for (let each: Node | undefined = node.parent; each; each = each.parent) {
    const type = each.type === 'object' ? propertyValue(each, 'type') : undefined;
    if (type?.type === 'string') return String(type.value);
  }
  return undefined;
}

const isBoundaryOf = (references: readonly Reference[], policy: string): boolean =>
  references.some(
    ({ name, path }) => isAttributeOf(name, `aws_iam_policy.${policy}`) && path.at(-1) === 'permissions_boundary',
  );

/** Whether an expression is something or an attribute of it, or of one of several: `local.x`, `data.x.y.json`, `data.x.y[0].json`. */
const isAttributeOf = (name: string, address: string): boolean =>
  name.startsWith(address) && /^(?:$|[.[])/.test(name.slice(address.length));

/** The kind that all uses of a document or a local value agree on. */
function kindOfUses(uses: readonly Reference[], references: readonly Reference[], root: Node): PolicyKind | undefined {
  const kinds = uses.map(({ path }) => {
    const [block, type, name] = path;
    if (block === 'resource' && type === 'aws_iam_policy' && isBoundaryOf(references, name ?? '')) return 'boundary';
    const resource = propertyValue(root, `${type}.${name}`);
    const own = resource && propertyValue(resource, 'type');
    return kindOfPath(path, own?.type === 'string' ? String(own.value) : undefined);
  });
  const [first, ...others] = kinds;
  return others.every((kind) => kind === first) ? first : undefined;
}
