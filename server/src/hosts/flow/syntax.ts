/** The syntax of objects and lists in brackets: JSON, and with another dialect YAML's flow style and Terraform's expressions. */
import { writtenEdit } from '../../model/edit.ts';
import { layoutBefore } from '../../model/layout.ts';
import { type Node, nodeSpan } from '../../model/node.ts';
import { sourceSpan } from '../../model/span.ts';
import type { Syntax } from '../syntax.ts';
import type { BeyondJson } from '../writer.ts';
import { gapAfter } from './comments.ts';
import { addChildren, insertAfter, insertBeforeFirst, removeNodes } from './insertion.ts';
import { type Dialect, type Printer, print, printEntries, printLike, replaceSource } from './print.ts';

export interface FlowDialect extends Dialect {
  replaceText: Syntax['replaceText'];
  beyondJson(): BeyondJson;
}

/** `source` is the whole text of the document. */
export function flowSyntax(dialect: FlowDialect, source: string): Syntax {
  const printer: Printer = { ...dialect, source };
  const printed = (drafts: readonly Parameters<typeof print>[0][], beside: Node | undefined) =>
    drafts.map((draft) => print(draft, printer, beside));
  const separator = (container: Node | undefined) => (container ? dialect.separator(container) : ',');
  return {
    beyondJson: () => dialect.beyondJson(),
    surroundings: ({ length, offset, parent }) =>
      length < 0 ? undefined : `${parent?.type} ${layoutBefore(offset, source)} ${gapAfter(source, offset + length)}`,
    replaceText: dialect.replaceText,
    substitute: (node) => {
      const { start, end } = nodeSpan(node);
      return [writtenEdit(sourceSpan(start, start), '{ "Fn::Sub": '), writtenEdit(sourceSpan(end, end), ' }')];
    },
    replaceNode: (node, draft) => [replaceSource(node, print(draft, printer, node))],
    replaceName: ({ children: [key] = [] }, name) => (key ? [replaceSource(key, dialect.name(name, key))] : []),
    addValue: (property, draft) => {
      const { end } = nodeSpan(property);
      return [writtenEdit(sourceSpan(end, end), ` ${print(draft, printer)}`)];
    },
    makeList: (value, more) => {
      const { start, end } = nodeSpan(value);
      const texts = more.map((draft) =>
        value.type === 'object' ? printLike(draft, value, printer) : print(draft, printer, value),
      );
      const close = `, ${texts.join(', ')}]`;
      return [writtenEdit(sourceSpan(start, start), '['), writtenEdit(sourceSpan(end, end), close)];
    },
    replaceItem: (item, drafts) => {
      const layout = layoutBefore(item.offset, source);
      return [replaceSource(item, printed(drafts, item).join(`,${layout}`))];
    },
    addItems: (list, drafts) => addChildren(list, printed(drafts, list.children?.at(-1)), source, ','),
    insertItem: (after, draft) => insertAfter(after, [printLike(draft, after, printer)], source, ','),
    addEntries: (object, entries, place = 'last') => {
      const written = printEntries(entries, printer, object.children?.[0]);
      const insert = place === 'first' ? insertBeforeFirst : addChildren;
      return insert(object, written, source, separator(object));
    },
    insertEntry: (after, [name, draft]) => {
      const written = dialect.entry(name, printLike(draft, after.children?.[1], printer), after);
      return insertAfter(after, [written], source, separator(after.parent));
    },
    remove: (nodes) => removeNodes(nodes, source),
  };
}
