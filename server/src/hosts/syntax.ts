/**
 * The changes of a text in one syntax: what a writer (policy-writer.ts) is made of. Each gives no edits where the change
 * cannot be made without harm.
 */
import type { Edits } from '../model/edit.ts';
import type { Node } from '../model/node.ts';
import type { PartialValue, StringValue } from '../policy/value.ts';
import type { BeyondJson, Draft } from './writer.ts';

/** A name and its value. */
export type Entry = readonly [name: string, value: Draft];

export interface Syntax {
  beyondJson(): BeyondJson;
  /** What edits around a node depend on beside its text; undefined where nothing ends the node. */
  surroundings(node: Node): string | undefined;
  /** Replaces the characters `start` to `end` of a string's text. */
  replaceText(value: StringValue | PartialValue, text: string, start: number, end: number): Edits;
  /** Puts a string into CloudFormation’s `Fn::Sub`. */
  substitute(node: Node): Edits;
  replaceNode(node: Node, draft: Draft): Edits;
  /** Writes another name over a property's. */
  replaceName(property: Node, name: string): Edits;
  /** Gives a value to a property that has none. */
  addValue(property: Node, draft: Draft): Edits;
  /** Makes a single value the first of a list. */
  makeList(value: Node, more: readonly Draft[]): Edits;
  /** Puts several values in the place of one of a list. */
  replaceItem(item: Node, drafts: readonly Draft[]): Edits;
  /** Puts values at the end of a list. */
  addItems(list: Node, drafts: readonly Draft[]): Edits;
  /** Puts a value behind another one of a list, in its layout. */
  insertItem(after: Node, draft: Draft): Edits;
  /** Puts properties at the end of an object, or at its beginning. */
  addEntries(object: Node, entries: readonly Entry[], place?: 'first' | 'last'): Edits;
  /** Puts a property behind another one, in its layout. */
  insertEntry(after: Node, entry: Entry): Edits;
  /** Takes children out of their list or object, with what belongs to them. */
  remove(nodes: readonly Node[]): Edits;
}
