/**
 * A YAML document as a tree in which only what may be about policies was parsed. Lines and their indentation lead to it, so
 * that a large template costs little, and a line that is half typed harms only the entry that it stands in.
 */

import { moved } from '../../model/moved.ts';
import { lastChildEnd, type Node } from '../../model/node.ts';
import { type SourceSpan, sourceSpan } from '../../model/span.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { Aliases } from './aliases.ts';
import { entryOf, isElement, type Line, linesOf } from './lines.ts';
import { readPiece } from './parse.ts';
import { type Tool, toolOf } from './tools.ts';

export interface Outline {
  readonly root: Node | undefined;
  /** What looks like a policy and could not be read. */
  readonly unread: readonly SourceSpan[];
}

/** Words that stand wherever a policy or its parts do, and those with which templates name managed policies. */
const ABOUT_POLICIES =
  /statement|policydocument|policies|policyarns|permissionsboundary|managedpolic|(?<!\d)20(?:12-10-17|08-10-17)|guardrail_inference/i;

/** Whether a text can hold a policy. Nothing is read of a text that cannot. */
export const isAboutPolicies = (text: string): boolean => ABOUT_POLICIES.test(text);

/** Entries that decide what their neighbors mean are short. */
const SHORT = 400;

/** The elements whose lists are read statement by statement. */
const STATEMENTS = /^(?:statements?|iamrolestatements)$/i;

/** Reads the outline of a text. Never throws. */
export function outlineOf(text: string): Outline {
  const lines = linesOf(text);
  const reader = new OutlineReader(text, lines);
  const roots = documentsIn(text, lines).flatMap(([from, to]) => reader.block(from, to, undefined) ?? []);
  const [first] = roots;
  if (!first || roots.length === 1) return { root: first, unread: reader.unread };
  const list: NodeDraft = { type: 'array', offset: first.offset, length: text.length - first.offset, children: roots };
  for (const root of roots) Object.assign(root, { parent: list });
  return { root: list, unread: reader.unread };
}

/** The documents of a stream, as numbers of lines: `---` stands between them. */
function documentsIn(text: string, lines: readonly Line[]): readonly (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (const [number, { start, indent }] of lines.entries()) {
    if (indent > 0 || !/^(?:---(?:\s|$)|\.\.\.\s*$)/.test(text.slice(start, start + 5))) continue;
    if (number > from) found.push([from, number]);
    from = number + 1;
  }
  if (lines.length > from) found.push([from, lines.length]);
  return found;
}

class OutlineReader {
  readonly unread: SourceSpan[] = [];
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #tool: Tool;
  readonly #aliases: Aliases;

  constructor(text: string, lines: readonly Line[]) {
    this.#text = text;
    this.#lines = lines;
    this.#tool = toolOf(text);
    this.#aliases = new Aliases(text, lines, this.#tool);
  }

  /** The tree of the lines `from` to `to`: a mapping, a sequence or a value; undefined where nothing is read of it. */
  block(from: number, to: number, parent: Node | undefined): Node | undefined {
    const first = this.#lines[from];
    if (!first || from >= to) return undefined;
    const content = this.#content(first);
    if (isElement(content)) return this.#sequence(from, to, first.indent, parent);
    return entryOf(content) ? this.#mapping(from, to, first.indent, parent) : this.#piece(from, to, parent);
  }

  #content({ start, end, indent }: Line): string {
    return this.#text.slice(start + indent, end);
  }

  #textOf(from: number, to: number): string {
    return this.#text.slice(this.#lines[from]?.start, this.#lines[to - 1]?.end);
  }

  /** The lines at which the elements of a block begin: those that are indented like the first one, or less. */
  #starts(from: number, to: number, indent: number, begins: (content: string) => boolean): readonly number[] {
    const starts: number[] = [];
    for (let number = from; number < to; number++) {
      const line = this.#lines[number];
      if (line && line.indent <= indent && begins(this.#content(line))) starts.push(number);
    }
    return starts;
  }

  #sequence(from: number, to: number, indent: number, parent: Node | undefined): Node {
    const starts = this.#starts(from, to, indent, isElement);
    const list: NodeDraft = { type: 'array', offset: this.#offsetOf(from), length: 0, parent };
    list.children = starts.flatMap((start, number) => {
      const end = starts[number + 1] ?? to;
      const [item] = this.#parsed(start, end, list)?.children ?? [];
      return item ? [reparented(item, list)] : [];
    });
    list.length = Math.max(1, lastChildEnd(list) - list.offset);
    return list;
  }

  #offsetOf(number: number): number {
    const line = this.#lines[number];
    return line ? line.start + line.indent : 0;
  }

  #mapping(from: number, to: number, indent: number, parent: Node | undefined): Node {
    // A sequence may be indented like the name that it belongs to.
    const starts = this.#starts(from, to, indent, (content) => !isElement(content));
    const object: NodeDraft = { type: 'object', offset: this.#offsetOf(from), length: 0, parent };
    object.children = starts.flatMap((start, number) => this.#entry(start, starts[number + 1] ?? to, object));
    object.length = Math.max(1, lastChildEnd(object) - object.offset);
    return object;
  }

  /** The property that begins on a line, as one or none: a line without a colon may be several once it is parsed. */
  #entry(from: number, to: number, parent: Node): Node[] {
    const line = this.#lines[from];
    if (!line) return [];
    const content = this.#content(line);
    const found = entryOf(content);
    const text = this.#textOf(from, to);
    if (!isAboutPolicies(text) && text.length > SHORT) return [];
    if (!found || to === from + 1 || (found.rest !== '' && !found.rest.startsWith('#'))) {
      return (this.#parsed(from, to, parent)?.children ?? []).map((child) => reparented(child, parent));
    }
    const { name, isQuoted, nameEnd, colon } = found;
    const offset = this.#offsetOf(from);
    const property: NodeDraft = { type: 'property', offset, length: 0, parent, colonOffset: offset + colon };
    const quotes = isQuoted ? 1 : 0;
    const key: NodeDraft = {
      type: 'string',
      offset,
      length: nameEnd,
      value: name,
      parent: property,
      runs: [{ at: 0, start: quotes, end: quotes + name.length }],
    };
    const value = this.#valueOf(name, from + 1, to, property);
    property.children = value ? [key, value] : [key];
    property.length = (value ? value.offset + value.length : offset + colon + 1) - offset;
    return [property];
  }

  /** A value on lines of its own. Each statement is parsed for itself, and so is each value that is no mapping. */
  #valueOf(name: string, from: number, to: number, parent: Node): Node | undefined {
    const first = this.#lines[from];
    if (!first) return undefined;
    if (STATEMENTS.test(name) && !isElement(this.#content(first))) return this.#piece(from, to, parent);
    return this.block(from, to, parent);
  }

  #piece(from: number, to: number, parent: Node | undefined): Node | undefined {
    const parsed = this.#parsed(from, to, parent);
    return parsed && reparented(parsed, parent);
  }

  /** The tree of some lines, parsed. */
  #parsed(from: number, to: number, parent: Node | undefined): Node | undefined {
    const text = this.#textOf(from, to);
    const { root, hasErrors, hasAliases } = readPiece(text, this.#tool);
    const start = this.#lines[from]?.start ?? 0;
    if (!root && hasErrors && isAboutPolicies(text)) this.unread.push(sourceSpan(start, start + text.length));
    if (!root) return undefined;
    return hasAliases ? this.#aliases.resolved(root, parent, start) : moved(root, parent, start);
  }
}

/** A node that was made just now, under another parent. */
const reparented = (node: Node, parent: Node | undefined): Node => Object.assign(node, { parent });
