/** Completion: what may be written at the cursor. One file a place; here they are put together. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { Edit } from '../../model/edit.ts';
import { type Cursor, cursorAt } from '../../policy/cursor.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import type { Span } from '../../policy/json.ts';
import type { PolicySnippet } from '../../snippets/snippets.ts';
import { completeActions } from './actions.ts';
import { completeConditionValues } from './condition-values.ts';
import { completeCondition, completeConditionKeys, completeOperators, completeOperatorValue } from './conditions.ts';
import { literal } from './edits.ts';
import { completePolicies, completePolicyElements, completeStatement, completeStatementElements } from './elements.ts';
import { completeExamples } from './examples.ts';
import { FIT, fitOf } from './filter.ts';
import { completeManagedPolicies } from './managed-policies.ts';
import { completePrincipalForms, completePrincipals, completePrincipalTypes } from './principals.ts';
import { completeResources } from './resources.ts';
import { completeEffect, completeVersion } from './values.ts';
import { completeVariables, isInVariable } from './variables.ts';

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
  | { readonly of: 'condition-key'; readonly name: string }
  | { readonly of: 'managed-policy'; readonly name: string }
  | { readonly of: 'example'; readonly name: string };

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
  /** Other texts of the author's, whose ARNs tell what new ones begin with. */
  readonly otherTexts?: () => Iterable<string>;
  readonly today?: Date;
  /** The example policies, where the editor does not offer them itself. */
  readonly examples?: () => readonly PolicySnippet[];
}

const NOTHING: CompletionList = { items: [], isIncomplete: false };

/** Completions at an offset (0-based, UTF-16). A document without a policy has none. */
export function complete(document: PolicyDocument, offset: number, options: CompletionOptions): CompletionList {
  const cursor = cursorAt(document, offset);
  if (!cursor) return NOTHING;
  const { items, isIncomplete } = ranked(atPlace(cursor, options), cursor);
  return { items: items.map(apart), isIncomplete };
}

/**
 * A comma just before what the item inserts, as in `}|`, is a part of it: no other edit may stand at the same place.
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#completionItem
 */
function apart(item: Completion): Completion {
  const { additional, replace, insert, isSnippet } = item;
  const touching = additional?.find(({ span }) => span.start === replace.start);
  if (!touching) return item;
  const text = isSnippet ? literal(touching.text) : touching.text;
  return { ...item, insert: `${text} ${insert}`, additional: additional?.filter((edit) => edit !== touching) ?? [] };
}

/** A list up to this length goes out whole, for the editor to filter. */
const SHORT = 50;
/** More than this nobody reads, and every item is sent. Typing on brings the others. */
const MOST = 150;

/** What fits the typed text best comes first. A long list loses what fits badly, and its end. */
function ranked({ items, isIncomplete }: CompletionList, { document: { text }, offset }: Cursor): CompletionList {
  const fitting = items.map((item) => {
    const fit = fitOf(text.slice(item.replace.start, offset), item.filter);
    return { fit, item: fit === FIT.beginning ? item : { ...item, sort: `~${fit}${item.sort}` } };
  });
  if (items.length <= SHORT) return { items: fitting.map(({ item }) => item), isIncomplete };
  const hasGood = fitting.some(({ fit }) => fit <= FIT.within);
  const kept = fitting.filter(({ fit }) => fit <= (hasGood ? FIT.within : FIT.scattered)).map(({ item }) => item);
  if (kept.length <= MOST) return { items: kept, isIncomplete: isIncomplete || kept.length < items.length };
  const sorted = kept.toSorted((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0));
  return { items: sorted.slice(0, MOST), isIncomplete: true };
}

function atPlace(cursor: Cursor, options: CompletionOptions): CompletionList {
  const { place } = cursor;
  const all = (items: readonly Completion[]): CompletionList => ({ items, isIncomplete: false });
  if (isInVariable(cursor)) return all(completeVariables(cursor, options));
  switch (place.at) {
    case 'document':
      return all([...completePolicies(cursor, options), ...completeExamples(cursor, options, 'policy')]);
    case 'managed-policy':
      return all(completeManagedPolicies(cursor, options));
    case 'policy-key':
      return all(completePolicyElements(cursor, options));
    case 'policy-value':
      return all(place.element === 'Version' ? completeVersion(cursor) : []);
    case 'statement':
      return all([...completeStatement(cursor, options), ...completeExamples(cursor, options, 'statement')]);
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
          return completeResources(cursor, options);
        case 'Principal':
        case 'NotPrincipal':
          return all(completePrincipalForms(cursor, options));
        case 'Condition':
          return all(completeCondition(cursor, options));
        default:
          return NOTHING;
      }
    case 'principal-type':
      return all(completePrincipalTypes(cursor, options));
    case 'principal-value':
      return all(completePrincipals(cursor, options, place.type));
    case 'operator':
      return all(completeOperators(cursor, options));
    case 'operator-value':
      return all(completeOperatorValue(cursor, options, place.operator));
    case 'condition-key':
      return all(completeConditionKeys(cursor, options, place.operator));
    case 'condition-value':
      return all(completeConditionValues(cursor, options, place.operator, place.key));
  }
}
