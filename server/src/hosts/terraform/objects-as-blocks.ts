/**
 * Objects that say what the blocks of `aws_iam_policy_document` say: in Terraform's JSON syntax, and in the inputs of modules.
 * https://registry.terraform.io/modules/terraform-aws-modules/lambda/aws/latest
 */
import { descendants, type Node, nodeSpan, properties } from '../../model/node.ts';
import { table } from '../../patterns/table.ts';
import { isIntrinsic } from '../../policy/intrinsics.ts';
import type { NodeDraft } from '../json/embedded.ts';
import type { Body, Item } from './parse.ts';
import { policyOf } from './policy-document.ts';

/** What stands for blocks, and what the blocks are called. */
const BLOCKS = table<string>({
  statement: 'statement',
  condition: 'condition',
  conditions: 'condition',
  principals: 'principals',
  not_principals: 'not_principals',
});

/** An object as the body of a block. */
export function bodyOf(object: Node): Body {
  const { start: offset, end } = nodeSpan(object);
  const items = properties(object).flatMap(({ name, key, value, whole }): readonly Item[] => {
    const item = {
      name,
      nameOffset: key.offset + (key.runs?.[0]?.start ?? 0),
      labels: [],
      end: nodeSpan(whole).end,
    };
    const block = BLOCKS[name];
    if (block && value && value.type !== 'null') return blocksOf(block, value, item);
    const equals = whole.colonOffset;
    return [{ ...item, value, ...(equals !== undefined && { equals }) }];
  });
  return { offset, end, isClosed: true, items };
}

/** One block or several: a list of objects, or objects by names that say nothing. What is not known is a `dynamic` block. */
function blocksOf(name: string, value: Node, item: Omit<Item, 'name'>): readonly Item[] {
  return membersOf(value).map((member) =>
    isKnown(member)
      ? { ...item, name, body: bodyOf(member), end: nodeSpan(member).end }
      : {
          ...item,
          name: 'dynamic',
          labels: [name],
          body: { offset: member.offset, end: item.end, isClosed: true, items: [] },
        },
  );
}

const isKnown = (node: Node): boolean => node.type === 'object' && !isIntrinsic(node);

function membersOf(value: Node): readonly Node[] {
  if (value.type === 'array') return value.children ?? [];
  const all = properties(value);
  const isByName = isKnown(value) && all.length > 0 && all.every((each) => each.value?.type === 'object');
  return isByName ? all.flatMap((each) => each.value ?? []) : [value];
}

/** The policies that modules make of their inputs, `policy_statements = { models = { actions = […] } }`. */
export const policiesOfInputs = (value: Node): readonly NodeDraft[] =>
  [...descendants(value.parent ?? value)].flatMap((node) => {
    const [key, statements] = node.type === 'property' ? (node.children ?? []) : [];
    if (!statements || !/statements$/.test(String(key?.value))) return [];
    const members = membersOf(statements);
    if (!members.some(isStatement) || members.some((each) => isKnown(each) && !isStatement(each))) return [];
    const { start: offset, end } = nodeSpan(statements);
    const items = members.map((member): Item => {
      const item = { nameOffset: member.offset, labels: [], end: nodeSpan(member).end };
      // What comes from elsewhere adds statements that are not known.
      return isKnown(member)
        ? { ...item, name: 'statement', body: bodyOf(member) }
        : { ...item, name: 'source_policy_documents', value: undefined };
    });
    return [Object.assign(policyOf({ offset, end, isClosed: true, items }), { parent: node })];
  });

/** Whether an object is a statement in the words of Terraform: its actions are those of a service. */
function isStatement(object: Node): boolean {
  const own = properties(object);
  const actions = own.find(({ name }) => /^(?:not_)?actions$/.test(name))?.value;
  const listed = actions?.type === 'array' ? (actions.children ?? []) : [];
  return (
    listed.some(({ type, value }) => type === 'string' && /^(?:[a-z0-9-]+:|\*$)/.test(String(value))) &&
    own.some(({ name }) => /^(?:sid|effect|(?:not_)?resources|(?:not_)?principals)$/.test(name))
  );
}
