/** The place of a position in a policy document: the element whose name or value the author is writing. */
import type { Replacement } from '../model/edit.ts';
import type { Span } from '../model/span.ts';
import { table } from '../patterns/table.ts';
import type { Policy, PolicyDocument } from './document.ts';
import type { PolicyKind } from './kind.ts';
import type { Statement, ValueList } from './statement.ts';
import type { StringValue } from './value.ts';

/** The place in the policy language. `Value` places hold the element's name. */
export type Place =
  /** A document without anything but, perhaps, a word. */
  | { readonly at: 'document' }
  /** A CloudFormation property that names managed policies by ARN. */
  | { readonly at: 'managed-policy' }
  | { readonly at: 'policy-key' }
  | { readonly at: 'policy-value'; readonly element: string }
  | { readonly at: 'statement' }
  | { readonly at: 'statement-key' }
  | { readonly at: 'statement-value'; readonly element: string }
  | { readonly at: 'principal-type'; readonly element: string }
  | { readonly at: 'principal-value'; readonly type: string }
  /** Where a host has names of its own for the parts of a condition or a principal. */
  | { readonly at: 'part'; readonly parts: readonly Part[] }
  | { readonly at: 'operator' }
  | { readonly at: 'operator-value'; readonly operator: string }
  | { readonly at: 'condition-key'; readonly operator: string }
  | { readonly at: 'condition-value'; readonly operator: string; readonly key: string };

/** A name that a host has for a part of a condition or a principal. */
export interface Part {
  readonly name: string;
  readonly isList: boolean;
  /** What it holds, in a few words. */
  readonly detail: string;
}

/** What a completion writes. */
export interface Insertion {
  /** The name in the list, where the host has another one for the same thing. */
  readonly label?: string;
  readonly insert: string;
  readonly replace: Span;
  /** Whether its lines have their indentation already. */
  readonly isIndented?: boolean;
  readonly additional?: readonly Replacement[];
  /** Whether the value comes next, and not a list at the end of the name: it stands there already. */
  readonly isField?: boolean;
  readonly retrigger?: boolean;
}

/** Values with structure are given as JSON, and JSON with tab stops is snippet text: so is then what is inserted. */
export interface Inserter {
  /** Strings in the place of the one at the cursor; several become elements of a list. `isSnippet`: they have tab stops. */
  strings(cursor: Cursor, texts: readonly string[], isSnippet: boolean): Insertion;
  /** A name, snippet text itself, and its value. `filter`, where it is given, takes the place of the usual one. */
  property(cursor: Cursor, name: string, value: string): Insertion;
  /** A value, or in an object its properties without braces. */
  value(cursor: Cursor, json: string): Insertion;
  /** What editors match the typed text against, for a text that is inserted as a string: it begins where `replace` does. */
  filter(cursor: Cursor, text: string): string;
  /** The same for what is inserted with its quotes or as a whole. */
  filterOfWhole(cursor: Cursor, text: string): string;
}

export interface Cursor {
  /** Writes completions here. */
  readonly inserter: Inserter;
  readonly document: PolicyDocument;
  /** Undefined in a document that may become a policy but is none yet: empty, or an object without evidence. */
  readonly policy: Policy | undefined;
  readonly statement: Statement | undefined;
  /** The policy's kind; without a policy the kind that it would have. */
  readonly kind: PolicyKind;
  readonly place: Place;
  readonly offset: number;
  /** What an accepted completion replaces: the string with its quotes, or the bare word, or nothing. */
  readonly replace: Span;
  /** The string that the cursor is in, with the cursor's index into its decoded text. */
  readonly string: StringValue | undefined;
  readonly index: number;
  /** What is at the cursor for who only reads: the string, or a name without quotes, under IAM's name for it. */
  readonly word: StringValue | undefined;
  /** Whether the string's closing quote is there. */
  readonly isClosed: boolean;
  /** What is typed already, up to the cursor. */
  readonly typed: string;
  /** The names that the object around the cursor holds, and the values that the list around it holds. */
  readonly siblings: readonly string[];
  /** For a name: whether a colon follows. */
  readonly hasColon: boolean;
  /** For a value: whether it stands in a list. */
  readonly inList: boolean;
  /** Whether a name that is written here would be the first of a statement, in the place of which a whole one can stand. */
  readonly beginsStatement: boolean;
  /** Whether more follows on the same level, so that a comma must come after; and whether one is missing before. */
  readonly needsCommaAfter: boolean;
  readonly needsCommaBefore: boolean;
}

/** The place under names from the policy down; elements of lists have no names. `isKey`: a name is written, no value. */
export function placeOf(path: readonly string[], isKey: boolean): Place | undefined {
  const [element, inStatement, third, fourth, fifth] = path;
  if (element === undefined) return isKey ? { at: 'policy-key' } : undefined;
  if (element !== 'Statement') return path.length === 1 && !isKey ? { at: 'policy-value', element } : undefined;
  if (inStatement === undefined) return isKey ? { at: 'statement-key' } : { at: 'statement' };
  if (fifth !== undefined) return undefined;
  if (inStatement === 'Principal' || inStatement === 'NotPrincipal') {
    if (third === undefined) {
      return isKey ? { at: 'principal-type', element: inStatement } : { at: 'statement-value', element: inStatement };
    }
    return fourth === undefined && !isKey ? { at: 'principal-value', type: third } : undefined;
  }
  if (inStatement === 'Condition') {
    if (third === undefined) return isKey ? { at: 'operator' } : { at: 'statement-value', element: inStatement };
    if (fourth === undefined) return { at: isKey ? 'condition-key' : 'operator-value', operator: third };
    return isKey ? undefined : { at: 'condition-value', operator: third, key: fourth };
  }
  return third === undefined && !isKey ? { at: 'statement-value', element: inStatement } : undefined;
}

/** Whether a value, or a name, is the one at the cursor, which a completion replaces. */
export const isReplaced = ({ span }: StringValue, { replace }: Cursor): boolean =>
  replace.start <= span.start && span.end <= replace.end;

/** The list that holds the cursor's value, for places within a statement. */
export function listAt({ statement, place }: Cursor): ValueList | undefined {
  if (!statement || place.at !== 'statement-value') return undefined;
  const { action, notAction, resource, notResource } = statement;
  return table({ Action: action, NotAction: notAction, Resource: resource, NotResource: notResource })[place.element];
}
