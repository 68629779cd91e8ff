/** Changes that leave anchors and aliases alone: a value that others name too is not changed for one of them. */
import type { Edits } from '../../model/edit.ts';
import { type Node, nodeOf, nodeSpan } from '../../model/node.ts';
import type { Entry, Syntax } from '../syntax.ts';
import { Copy, type Draft } from '../writer.ts';

/** An alias begins with a star, which no other value does: in quotes, the quote comes first. */
const ALIAS = /(?<=[\s[{,])\*([^\s*,[\]{}]+)/g;
const ANCHOR = /(?<=[\s[{,])&([^\s&,[\]{}]+)/g;
const ANCHOR_BEFORE = /[\s[{,]&([^\s&,[\]{}]+)\s+(?:!\w+\s+)?$/;

/** An anchor is looked for in so many characters before a value. */
const BEFORE = 200;

/** Declines what would change a value that an anchor shares, or copy a part of what an alias names. `source` is the whole text. */
export function sparingAliases(syntax: Syntax, source: string): Syntax {
  const named = new Set(Array.from(source.matchAll(ALIAS), ([, name = '']) => name));
  return named.size === 0 ? syntax : new Sparing(syntax, source, named);
}

class Sparing implements Syntax {
  readonly #syntax: Syntax;
  readonly #source: string;
  /** The names that aliases have. */
  readonly #named: ReadonlySet<string>;

  constructor(syntax: Syntax, source: string, named: ReadonlySet<string>) {
    this.#syntax = syntax;
    this.#source = source;
    this.#named = named;
  }

  beyondJson() {
    return this.#syntax.beyondJson();
  }
  /** Undefined where a value is shared: what depends on it changes with another place. */
  surroundings(node: Node) {
    const { start, end } = nodeSpan(node);
    const isApart = !this.#isShared(node) && this.#source.slice(start, end).search(ALIAS) < 0;
    return isApart ? this.#syntax.surroundings(node) : undefined;
  }
  replaceText(...given: Parameters<Syntax['replaceText']>) {
    return this.#unless(nodeOf(given[0].data), [], () => this.#syntax.replaceText(...given));
  }
  substitute(node: Node) {
    return this.#unless(node, [], () => this.#syntax.substitute(node));
  }
  replaceNode(node: Node, draft: Draft) {
    return this.#holdsAnchor(node) ? [] : this.#unless(node, [draft], () => this.#syntax.replaceNode(node, draft));
  }
  replaceName(property: Node, name: string) {
    return this.#unless(property, [], () => this.#syntax.replaceName(property, name));
  }
  addValue(property: Node, draft: Draft) {
    return this.#unless(property, [draft], () => this.#syntax.addValue(property, draft));
  }
  makeList(value: Node, more: readonly Draft[]) {
    return this.#unless(value, more, () => this.#syntax.makeList(value, more));
  }
  replaceItem(item: Node, drafts: readonly Draft[]) {
    return this.#holdsAnchor(item) ? [] : this.#unless(item, drafts, () => this.#syntax.replaceItem(item, drafts));
  }
  addItems(list: Node, drafts: readonly Draft[]) {
    return this.#unless(list, drafts, () => this.#syntax.addItems(list, drafts));
  }
  insertItem(after: Node, draft: Draft) {
    return this.#unless(after.parent, [draft], () => this.#syntax.insertItem(after, draft));
  }
  addEntries(object: Node, entries: readonly Entry[], place?: 'first' | 'last') {
    const drafts = entries.map(([, draft]) => draft);
    return this.#unless(object, drafts, () => this.#syntax.addEntries(object, entries, place));
  }
  insertEntry(after: Node, entry: Entry) {
    return this.#unless(after, [entry[1]], () => this.#syntax.insertEntry(after, entry));
  }
  remove(nodes: readonly Node[]) {
    return nodes.some((node) => this.#isShared(node) || this.#holdsAnchor(node)) ? [] : this.#syntax.remove(nodes);
  }

  #unless(node: Node | undefined, drafts: readonly Draft[], edits: () => Edits): Edits {
    return this.#isShared(node) || drafts.some((draft) => this.#copiesPart(draft)) ? [] : edits();
  }

  /** Whether a node stands at an anchor that is named elsewhere, or was named by an alias: then it has the place of the alias. */
  #isShared(node: Node | undefined): boolean {
    for (let each = node; each; each = each.parent) {
      if (this.#source[each.offset] === '*') return true;
      const before = this.#source.slice(Math.max(0, each.offset - BEFORE), each.offset);
      if (this.#named.has(ANCHOR_BEFORE.exec(before)?.[1] ?? '')) return true;
    }
    return false;
  }

  /** Whether an anchor would be lost with a node that is named elsewhere. */
  #holdsAnchor(node: Node): boolean {
    const { start, end } = nodeSpan(node);
    return Array.from(this.#source.slice(start, end).matchAll(ANCHOR)).some(([, name = '']) => this.#named.has(name));
  }

  /** Whether a draft copies a part of what an alias names, or an anchor, which would then be there twice. */
  #copiesPart(draft: Draft): boolean {
    if (typeof draft === 'string') return false;
    if (draft instanceof Copy) return this.#isShared(draft.node.parent) || this.#holdsAnchor(draft.node);
    return Object.values(draft).some((each: Draft) => this.#copiesPart(each));
  }
}
