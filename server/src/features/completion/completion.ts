/** Completion: what may be written at the cursor. One file a place; here they are put together. */
import type { Catalog } from '../../catalog/catalog.ts';
import { type Cursor, cursorAt } from '../../policy/cursor.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import type { Span } from '../../policy/json.ts';
import type { Edit } from '../../rules/rule.ts';
import { completeActions } from './actions.ts';
import { completeConditionKeys, completeConditionValues, completeOperators } from './conditions.ts';
import { completePolicyElements, completeStatement, completeStatementElements } from './elements.ts';
import { completePrincipals, completePrincipalTypes } from './principals.ts';
import { completeResources } from './resources.ts';
import { completeEffect, completeVersion } from './values.ts';

export type CompletionKind =
  | 'element'
  | 'keyword'
  | 'service'
  | 'action'
  | 'wildcard'
  | 'resource'
  | 'field'
  | 'model'
  | 'operator'
  | 'condition-key'
  | 'value'
  | 'snippet';

/** What documentation to fetch when the author looks at the item. */
export type DocumentationOf =
  | { readonly of: 'action'; readonly name: string }
  | { readonly of: 'service'; readonly name: string }
  | { readonly of: 'resource'; readonly service: string; readonly name: string }
  | { readonly of: 'element'; readonly name: string }
  | { readonly of: 'operator'; readonly name: string }
  | { readonly of: 'condition-key'; readonly name: string };

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** The text that replaces `replace`; a snippet with tab stops where `isSnippet`. */
  readonly insert: string;
  readonly isSnippet?: boolean;
  readonly replace: Span;
  /** What the typed text is matched against: begins as the text that `replace` covers does. */
  readonly filter: string;
  readonly sort: string;
  readonly deprecated?: boolean;
  /** Whether the next list should open once this is accepted. */
  readonly retrigger?: boolean;
  readonly additional?: readonly Edit[];
  readonly documentation?: DocumentationOf;
}

export interface CompletionList {
  readonly items: readonly Completion[];
  /** Whether typing on may bring items that are not in the list. */
  readonly isIncomplete: boolean;
}

export interface CompletionOptions {
  readonly catalog: Catalog;
  /** Whether the client can insert tab stops. */
  readonly snippets: boolean;
  readonly defaultRegion?: string;
  readonly defaultAccount?: string;
}

const NOTHING: CompletionList = { items: [], isIncomplete: false };

/** Completions at an offset (0-based, UTF-16). A document without a policy has none. */
export function complete(document: PolicyDocument, offset: number, options: CompletionOptions): CompletionList {
  const cursor = cursorAt(document, offset);
  return cursor ? atPlace(cursor, options) : NOTHING;
}

function atPlace(cursor: Cursor, options: CompletionOptions): CompletionList {
  const { place } = cursor;
  const all = (items: readonly Completion[]): CompletionList => ({ items, isIncomplete: false });
  switch (place.at) {
    case 'policy-key':
      return all(completePolicyElements(cursor, options));
    case 'policy-value':
      return all(place.element === 'Version' ? completeVersion(cursor) : []);
    case 'statement':
      return all(completeStatement(cursor, options));
    case 'statement-key':
      return all(completeStatementElements(cursor, options));
    case 'statement-value':
      switch (place.element) {
        case 'Effect':
          return all(completeEffect(cursor));
        case 'Action':
        case 'NotAction':
          return completeActions(cursor, options);
        case 'Resource':
        case 'NotResource':
          return all(completeResources(cursor, options));
        default:
          return NOTHING;
      }
    case 'principal-type':
      return all(completePrincipalTypes(cursor, options));
    case 'principal-value':
      return all(completePrincipals(cursor, options, place.type));
    case 'operator':
      return all(completeOperators(cursor, options));
    case 'condition-key':
      return all(completeConditionKeys(cursor, options, place.operator));
    case 'condition-value':
      return all(completeConditionValues(cursor, options, place.operator, place.key));
  }
}
