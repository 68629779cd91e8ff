/** Takes elements out of lists and objects and puts them in, so that commas are right and comments stay where they belong. */
import { type Edit, type Edits, writtenEdit } from '../../model/edit.ts';
import { layoutBefore, lineBreakAt } from '../../model/layout.ts';
import { type Node, neighbors, nodeSpan } from '../../model/node.ts';
import { sourceSpan } from '../../model/span.ts';
import { headOf, tailOf } from './comments.ts';

/** Puts syntax into a text: commas and brackets that a completion needs around what it writes. */
const insert = (offset: number, text: string): Edit => writtenEdit(sourceSpan(offset, offset), text);
const remove = (start: number, end: number): Edit => writtenEdit(sourceSpan(start, end), '');

/** Removes elements of one list, or properties of one object. What belongs to them goes along: comma and comments. */
export function removeNodes(nodes: readonly Node[], source: string): Edits {
  const doomed = new Set(nodes);
  const edits: Edit[] = [];
  for (const first of nodes) {
    const { previous } = neighbors(first);
    if (previous && doomed.has(previous)) continue; // goes with its run
    let last = first;
    let { next } = neighbors(first);
    while (next && doomed.has(next)) {
      last = next;
      next = neighbors(next).next;
    }
    edits.push(...removeRun(previous, first, last, next, source));
  }
  return edits;
}

/** Removes neighbors, from `first` to `last`; `previous` and `next` stay. */
function removeRun(previous: Node | undefined, first: Node, last: Node, next: Node | undefined, source: string): Edits {
  if (next) return [remove(headOf(first, source), headOf(next, source))];
  const tail = tailOf(last, source);
  const end = Math.max(tail.end, tail.comma === undefined ? 0 : tail.comma + 1);
  if (!previous) return [remove(headOf(first, source), end)];
  const before = tailOf(previous, source);
  const start = nodeSpan(previous).end;
  if (before.comments.length === 0 || before.comma === undefined) return [remove(start, end)];
  // The comma before goes, the comment behind it stays; what follows must not come to stand in a `//` comment.
  const isLineOver = /^[ \t]*[\r\n]/.test(source.slice(end, end + 200));
  const from = before.comments.at(-1)?.isLine && !isLineOver ? headOf(first, source) : before.end;
  if (before.comma >= before.end && from === before.end) return [remove(before.end, end)];
  return [remove(before.comma, before.comma + 1), remove(from, end)];
}

/**
 * Puts elements, each as text, behind another one and its comments. `separator`: what stands between two of them on lines of
 * their own; empty where the language needs nothing there.
 */
export function insertAfter(node: Node, written: readonly string[], source: string, separator: string): Edits {
  const isLast = neighbors(node).next === undefined;
  const { end, comma, comments } = tailOf(node, source);
  const own = layoutBefore(node.offset, source);
  const lastComment = comments.at(-1);
  const layout = lastComment?.isLine && !own.includes('\n') ? lineBreakAt(node.offset, source) : own;
  const between = layout.includes('\n') ? separator : ',';
  const text = written.join(`${between}${layout}`);
  const start = nodeSpan(node).end;
  if (comments.length === 0) {
    if (comma !== undefined && isLast) return [insert(comma + 1, layout + text)];
    return [insert(start, `${between}${layout}${text}`)];
  }
  if (comma === undefined && between === '') return [insert(end, layout + text)];
  if (comma === undefined) return [insert(start, between), insert(end, layout + text)];
  if (comma >= end) return [insert(comma + 1, isLast ? layout + text : `${layout}${text}${between}`)];
  return [insert(end, isLast ? layout + text : `${layout}${text}${between}`)];
}

/** Puts elements, each as text, at the beginning of a list or an object, above the comments of its first element. */
export function insertBeforeFirst(
  container: Node,
  written: readonly string[],
  source: string,
  separator: string,
): Edits {
  const [first] = container.children ?? [];
  if (!first) return [insert(container.offset + 1, written.join(', '))];
  const layout = layoutBefore(first.offset, source);
  const between = layout.includes('\n') ? separator : ',';
  const text = written.map((each) => `${each}${between}${layout}`).join('');
  return [insert(headOf(first, source), text)];
}

/** Puts elements, each as text, at the end of a list or an object. */
export function addChildren(container: Node, written: readonly string[], source: string, separator: string): Edits {
  const last = container.children?.at(-1);
  return last
    ? insertAfter(last, written, source, separator)
    : insertBeforeFirst(container, written, source, separator);
}
