/**
 * The changes that fixes make, in terms of the policy. Each kind of file has a writer that makes them in its own syntax and
 * in the document's layout. A method returns no edits where the change cannot be made without harm; then it is not offered.
 */

import type { Data, Property } from '../model/data.ts';
import type { Edit, Edits } from '../model/edit.ts';
import { type Node, nodeOf } from '../model/node.ts';
import type { SourceSpan } from '../model/span.ts';
import type { Policy } from '../policy/document.ts';
import type { ConditionEntry, Statement, ValueList } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';

/** A value that is copied from the document as it is written there. */
export class Copy {
  readonly node: Node;

  constructor(data: Data) {
    this.node = nodeOf(data);
  }
}

/** A value to be written: data, never text of the host's syntax. */
export type Draft = string | Copy | readonly Draft[] | { readonly [name: string]: Draft };

/** A condition to add: `operator: { key: value }`. */
export type AddedCondition = readonly [operator: string, key: string, value: Draft];

/** What a split moves into a statement of its own: values of Action, values of Resource, or one principal of a type. */
export type Moved =
  | { readonly action: readonly Value[] }
  | { readonly resource: readonly Value[] }
  | { readonly principal: Value; readonly of: ValueList };

/** How a copy of a statement differs from it. */
export interface CopyChanges {
  /** The value of its Resource. */
  readonly resource?: Draft;
  /** The conditions that it does not take over. */
  readonly without?: readonly ConditionEntry[];
  /** Conditions that it gets in addition. */
  readonly added?: readonly AddedCondition[];
}

/** A piece of the document, and the edit that removes it. */
export interface Removable {
  readonly span: SourceSpan;
  readonly removal: Edit;
}

/** What a document holds beyond plain JSON, which is all that IAM reads. */
export interface BeyondJson {
  readonly comments: readonly Removable[];
  /** The commas behind a last element. */
  readonly commas: readonly Removable[];
}

export interface PolicyWriter {
  /** What must be removed from the document before IAM reads it. */
  beyondJson(): BeyondJson;
  /**
   * What the edits of a statement or a policy depend on outside of its text: its layout, and what follows it. Two with the
   * same text and the same surroundings get the same edits. Undefined where nothing ends it.
   */
  surroundingsOf(of: Statement | Policy): string | undefined;
  /**
   * Replaces a part of a string's text, or a whole value by a string. `start` and `end` are UTF-16 indices into the
   * decoded text.
   */
  replaceText(value: Value, text: string, start?: number, end?: number): Edits;
  /** Puts a text into CloudFormation’s `Fn::Sub`. */
  substitute(value: Value): Edits;
  /** Replaces a value by a draft. */
  replaceValue(value: Value, draft: Draft): Edits;
  /** Replaces the value of an element, a condition key or a principal type. */
  setValue(property: Property, draft: Draft): Edits;
  /** Replaces one value of a list by several strings. A single value becomes a list. */
  replaceInList(list: ValueList, value: Value, texts: readonly string[]): Edits;
  /** Adds strings to an element that holds one value or many. A single value becomes a list. */
  addValues(list: ValueList, texts: readonly string[]): Edits;
  /** Renames an element, a condition key or a principal type. Declined where the object holds that name, in any case. */
  rename(property: Property, name: string): Edits;
  /**
   * Gives conditions of one operator another operator: all its conditions, or the ones named. They join the conditions
   * of that operator where there are some. Declined where one of their keys stands there already, in any case.
   */
  changeOperator(statement: Statement, entries: readonly ConditionEntry[], operator: string): Edits;
  /** Gives one condition another operator and another value. */
  replaceCondition(statement: Statement, entry: ConditionEntry, operator: string, value: Draft): Edits;
  /**
   * Removes values, elements, conditions or statements of one list or object; comments stay with what they stand beside.
   * Declined where a property of the same name, in any case, would come to count instead.
   */
  remove(...things: readonly (Value | Property | Statement)[]): Edits;
  /** Removes all other properties of the name that an object holds several times, in any case. */
  keepOnly(property: Property): Edits;
  /** Adds an element to a statement or policy. Declined where it holds that name, in any case. */
  addElement(to: Statement | Policy, name: string, value: Draft, place?: 'first' | 'last'): Edits;
  /** Adds conditions to a statement. Declined where an operator holds one of the keys, in any case. */
  addConditions(statement: Statement, added: readonly AddedCondition[]): Edits;
  /** Adds a statement after another one. A single statement becomes a list. */
  addStatement(after: Statement, draft: { readonly [name: string]: Draft }): Edits;
  /** Adds a copy of a statement behind it, without its Sid. Declined where a copy would lose something. */
  addCopy(statement: Statement, changes: CopyChanges): Edits;
  /** Divides a statement in two: what moves is left out of the statement, and all that its copy is about. */
  split(statement: Statement, moved: Moved, changes: CopyChanges): Edits;
}
