/** Dividing a statement in two: some of its actions or resources move into one of their own, right after it. */
import { nodeSpan } from '../policy/json.ts';
import { STATEMENT_ELEMENTS, type Statement } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { addAfter, insert, layoutBefore, removeChildren } from './edit.ts';
import type { Edit } from './rule.ts';

/** A division mends all findings of its kind at once; beyond so many of them, the others do without the offer. */
export const MOST_OFFERS = 20;

type Element = (typeof STATEMENT_ELEMENTS)[number];

/**
 * Takes `values` (of Action, or of Resource) out of a statement, and puts a copy of the statement with these alone
 * after it. `changes` replaces an element of the copy by JSON text, or leaves it out (undefined). The Sid stays behind.
 */
export function splitStatement(
  statement: Statement,
  values: { readonly action?: readonly Value[]; readonly resource?: readonly Value[] },
  changes: Readonly<Partial<Record<Element, string | undefined>>>,
  text: string,
): readonly Edit[] {
  const moved = values.action ?? values.resource ?? [];
  const name: Element = values.action ? 'Action' : 'Resource';
  const [only] = moved;
  const list = moved.map(({ node }) => text.slice(node.offset, node.offset + node.length));
  const replaced: Readonly<Partial<Record<Element, string | undefined>>> = {
    [name]: list.length === 1 && only ? list[0] : `[${list.join(', ')}]`,
    Sid: undefined,
    ...changes,
  };
  const lines = STATEMENT_ELEMENTS.flatMap((element) => {
    if (element in replaced) {
      const json = replaced[element];
      return json === undefined ? [] : [`${JSON.stringify(element)}: ${json}`];
    }
    const property = statement.properties.find((each) => each.name === element);
    if (!property) return [];
    const { start, end } = nodeSpan(property.node);
    return [text.slice(start, end)];
  });
  const own = likeStatement(statement, lines, text);
  const edits = removeChildren(
    moved.map(({ node }) => node),
    text,
  );
  if (statement.node.parent?.type === 'array') return [...edits, addAfter(statement.node, own, text)];
  return [...edits, insert(statement.span.start, '['), insert(statement.span.end, `, ${own}]`)];
}

/** A statement of these properties, each as JSON text, in the layout of another one. */
export function likeStatement(statement: Statement, lines: readonly string[], text: string): string {
  const layout = layoutBefore(statement.properties[0]?.key.offset ?? 0, text);
  const [lineEnd] = /\r?\n/.exec(layout) ?? [];
  const indentation = /[ \t]*$/.exec(layoutBefore(statement.span.start, text))?.[0] ?? '';
  return `{${layout}${lines.join(`,${layout}`)}${lineEnd ? lineEnd + indentation : ' '}}`;
}
