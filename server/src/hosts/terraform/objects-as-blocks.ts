/**
 * Objects that say what the blocks of `aws_iam_policy_document` say: in Terraform's JSON syntax, and in the inputs of modules.
 * https://registry.terraform.io/modules/terraform-aws-modules/lambda/aws/latest
 */
import { descendants, type Node, nodeSpan, properties } from '../../model/node.ts';
import { table } from '../../patterns/table.ts';
import { isIntrinsic } from '../../policy/intrinsics.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { type Body, INPUTS, type Item } from './parse.ts';
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
    const equals = whole.colonOffset;
    const own = { ...item, value, ...(equals !== undefined && { equals }) };
    return block && value && value.type !== 'null' ? blocksOf(block, value, own) : [own];
  });
  return { offset, end, isClosed: true, items };
}

/** One block or several: a list of objects, or objects by names that say nothing. What is not known is a `dynamic` block. */
function blocksOf(name: string, value: Node, item: Omit<Item, 'name'>): readonly Item[] {
  return membersOf(value).map((member) =>
    isKnown(member)
      ? { ...item, name, body: bodyOf(member) }
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
  const all = isKnown(value) ? properties(value) : [];
  const members = all.flatMap((each) => each.value ?? []);
  return members.length > 0 && members.every(({ type }) => type === 'object') ? members : [value];
}

/** The policies that modules make of their inputs, `policy_statements = { models = { actions = […] } }`. */
export const policiesOfInputs = (value: Node): readonly NodeDraft[] =>
  [...descendants(value.parent ?? value)].flatMap((node) => {
    const [key, statements] = node.type === 'property' ? (node.children ?? []) : [];
    if (!statements || !INPUTS.test(String(key?.value))) return [];
    const members = membersOf(statements);
    if (!members.some(isStatement) || !members.every(hasOnlyElements)) return [];
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
    listed.some(({ type, value }) => type === 'string' && /^(?:[a-z0-9*-]+:|\*$)/.test(String(value))) &&
    own.some(({ name }) => ELEMENT.test(name) && !/actions/.test(name))
  );
}

const ELEMENT = /^(?:sid|effect|(?:not_)?(?:actions|resources|principals)|conditions?)$/;

/** Whether nothing is in an object that no statement has: a statement that is half typed has not yet all that one has. */
const hasOnlyElements = (object: Node): boolean =>
  !isKnown(object) || properties(object).every(({ name }) => ELEMENT.test(name));
