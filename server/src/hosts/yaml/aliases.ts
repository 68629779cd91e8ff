/**
 * What the aliases of a YAML document name: `*name` stands for the value at `&name`, and `<<: *name` for its properties. It is
 * given the place of the alias, since that is where its policy stands; the writer leaves it alone, since others name it too.
 */
import { type Node, properties } from '../../model/node.ts';
import { MERGE } from '../../policy/intrinsics.ts';
import type { NodeDraft } from '../json/embedded.ts';
import { isElement, type Line } from './lines.ts';
import { readPiece } from './parse.ts';
import type { Tool } from './tools.ts';

/** Aliases that name others are followed this far, and a document may grow by so many nodes. */
const MOST_LEVELS = 10;
const MOST_NODES = 10_000;

interface Anchor {
  readonly offset: number;
  /** The number of its line. */
  readonly line: number;
}

/** Where a value stands in the document: its offset is `by` more than it says, or it stands at an alias. */
type Place = { readonly by: number } | { readonly alias: Node; readonly by: number };

export class Aliases {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #tool: Tool;
  #anchors: ReadonlyMap<string, readonly Anchor[]> | undefined;
  #nodes = 0;

  constructor(text: string, lines: readonly Line[], tool: Tool) {
    this.#text = text;
    this.#lines = lines;
    this.#tool = tool;
  }

  /** A tree that stands `by` characters further, with what its aliases name. What cannot be read stays unknown. */
  resolved(node: Node, parent: Node | undefined, by: number): NodeDraft {
    return this.#copy(node, parent, { by }, 0);
  }

  #copy(node: Node, parent: Node | undefined, place: Place, level: number): NodeDraft {
    const named = node.isUnknown ? this.#namedBy(node, place.by, level) : undefined;
    const own = this.#placed(node, parent, place);
    if (named) {
      const alias = 'alias' in place ? place.alias : own;
      return this.#copy(named.node, parent, { alias, by: named.by }, level + 1);
    }
    own.children = node.children?.flatMap((child) => {
      const [key, value] = child.children ?? [];
      return key?.value === MERGE && value
        ? this.#merged(node, value, own, place, level)
        : [this.#copy(child, own, place, level)];
    });
    return own;
  }

  #placed(node: Node, parent: Node | undefined, place: Place): NodeDraft {
    const copy: NodeDraft = { ...node, parent, children: undefined };
    if (!('alias' in place)) {
      copy.offset += place.by;
      if (copy.colonOffset !== undefined) copy.colonOffset += place.by;
      return copy;
    }
    this.#nodes++;
    const { offset, length } = place.alias;
    const runs = node.type === 'string' ? [{ at: 0, start: 0, end: length }] : undefined;
    return Object.assign(copy, { offset, length, runs, colonOffset: undefined });
  }

  /** The properties that a merge key adds to an object: those that it has itself count instead. */
  #merged(object: Node, value: Node, parent: Node, place: Place, level: number): Node[] {
    const own = new Set(properties(object).map(({ name }) => name));
    const added: Node[] = [];
    for (const alias of value.type === 'array' ? (value.children ?? []) : [value]) {
      const named = this.#namedBy(alias, place.by, level);
      const at = 'alias' in place ? place.alias : this.#placed(alias, undefined, place);
      const whole = named && this.#copy(named.node, undefined, { alias: at, by: named.by }, level + 1);
      if (whole?.type !== 'object' || whole.isUnknown) return [this.#unknownMerge(value, parent, place)];
      for (const { name, whole: property } of properties(whole)) {
        if (own.has(name)) continue;
        own.add(name);
        added.push(Object.assign(property, { parent }));
      }
    }
    return added;
  }

  #unknownMerge(value: Node, parent: Node, place: Place): Node {
    const property = this.#placed(value.parent ?? value, parent, place);
    property.children = (value.parent?.children ?? []).map((child) => this.#placed(child, property, place));
    return property;
  }

  /** The value that an alias names, and how much further it stands than it says; undefined for what is no alias. */
  #namedBy(alias: Node, by: number, level: number): { readonly node: Node; readonly by: number } | undefined {
    const start = alias.offset + by;
    const name = /^\*([^\s,[\]{}]+)/.exec(this.#text.slice(start, start + alias.length))?.[1];
    if (name === undefined || level >= MOST_LEVELS || this.#nodes > MOST_NODES) return undefined;
    this.#anchors ??= this.#anchorsIn();
    const anchor = this.#anchors.get(name)?.findLast(({ offset }) => offset < start);
    const lines = anchor && this.#linesOf(anchor.line);
    const node = lines && readPiece(this.#text.slice(lines.start, lines.end), this.#tool).anchors.get(name);
    // A policy is read where it stands.
    const isPolicy = properties(node).some((property) => property.name === 'Statement');
    return node && lines && !isPolicy ? { node, by: lines.start } : undefined;
  }

  #anchorsIn(): ReadonlyMap<string, readonly Anchor[]> {
    const anchors = new Map<string, Anchor[]>();
    for (const [line, { start, end }] of this.#lines.entries()) {
      for (const { 1: name = '', index } of this.#text.slice(start, end).matchAll(/(?<=[\s:[,-])&([^\s,[\]{}]+)/g)) {
        const found = anchors.get(name) ?? [];
        found.push({ offset: start + index, line });
        anchors.set(name, found);
      }
    }
    return anchors;
  }

  /** A line with the lines that belong to it: those that are indented further, and the elements of a list below a name. */
  #linesOf(number: number): { readonly start: number; readonly end: number } | undefined {
    const first = this.#lines[number];
    if (!first) return undefined;
    const isListed = ({ start, end, indent }: Line) => isElement(this.#text.slice(start + indent, end));
    let { end } = first;
    for (let next = number + 1; ; next++) {
      const line = this.#lines[next];
      if (!line) break;
      const isOwn = line.indent > first.indent || (line.indent === first.indent && isListed(line) && !isListed(first));
      if (!isOwn) break;
      end = line.end;
    }
    return { start: first.start, end };
  }
}
