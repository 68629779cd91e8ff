/** Completion: what may be written at the cursor. Each place has a file of its own; this file asks the right one. */

import type { HostDocument } from '../../hosts/host.ts';
import { literal } from '../../model/tab-stops.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { completeActions } from './actions.ts';
import { allowedFirst } from './allowed-first.ts';
import { completeConditionValues } from './condition-values.ts';
import { completeConditionKeys, completeOperators } from './conditions.ts';
import {
  completeParts,
  completePolicies,
  completePolicyElements,
  completeStatement,
  completeStatementElements,
} from './elements.ts';
import { completeExamples } from './examples.ts';
import type { Completion, CompletionList, CompletionOptions, Trigger } from './item.ts';
import { completeManagedPolicies } from './managed-policies.ts';
import { completePrincipalForms, completePrincipals, completePrincipalTypes } from './principals.ts';
import { ranked } from './rank.ts';
import { completeResources } from './resources.ts';
import { completeEffect, completeVersion } from './values.ts';
import { completeVariables, isInVariable } from './variables.ts';

/** What is asked for beside the place. */
export type AskedCompletion = Omit<CompletionOptions, 'writer'>;

const NOTHING: CompletionList = { items: [], isIncomplete: false };

/** Completions at an offset (0-based, UTF-16). A document without a policy has none, nor has a policy in a string. */
export function complete(document: HostDocument, offset: number, asked: AskedCompletion): CompletionList {
  const cursor = document.host.cursorAt(document, offset);
  if (!cursor || !mayWrite(cursor) || !isWelcome(cursor, asked.trigger)) return NOTHING;
  const list = atPlace(cursor, { ...asked, writer: document.writer });
  const offered = allowedFirst(list.items, asked.organization, asked.catalog);
  const { items, isIncomplete } = ranked({ ...list, items: offered.map((item) => withQuote(item, cursor)) }, cursor);
  return { items: items.map(inlineTouchingEdit), isIncomplete };
}

/** What editors match begins where the replaced text does: with its quote, where an item replaces that too. */
function withQuote(item: Completion, { string, document }: Cursor): Completion {
  const quote = string ? document.text.slice(item.replace.start, string.span.start).trim() : '';
  return quote === '' || item.filter.startsWith(quote) ? item : { ...item, filter: quote + item.filter };
}

/** Whether the cursor is at what is edited in its policy. */
function mayWrite({ policy, place, string }: Cursor): boolean {
  if (!policy || policy.editing === 'all') return true;
  const isValue = /^(?:statement|principal|condition)-value$/.test(place.at);
  return policy.editing === 'values' && isValue && string !== undefined;
}

/**
 * Whether a list is wanted. `{` opens one only where a policy variable begins; and a file that holds no policy, and whose name
 * does not say that it will, has one only where the author asks for it, with nothing typed yet.
 */
function isWelcome(cursor: Cursor, trigger: Trigger | undefined): boolean {
  const { document, policy, place, typed } = cursor;
  if (trigger?.character === '{' && !isInVariable(cursor)) return false;
  if (policy || place.at === 'managed-policy' || document.isNamedPolicy || !trigger) return true;
  return trigger.character === undefined && typed === '';
}

/**
 * A comma just before what the item inserts, as in `}|`, is a part of it: no other edit may stand at the same place.
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#completionItem
 */
function inlineTouchingEdit(item: Completion): Completion {
  const { additional, replace, insert, isSnippet } = item;
  const touching = additional?.find(({ span }) => span.start === replace.start);
  if (!touching) return item;
  const text = isSnippet ? literal(touching.text) : touching.text;
  return { ...item, insert: text + insert, additional: additional?.filter((edit) => edit !== touching) ?? [] };
}

function atPlace(cursor: Cursor, options: CompletionOptions): CompletionList {
  const { place } = cursor;
  const all = (items: readonly Completion[]): CompletionList => ({ items, isIncomplete: false });
  if (!cursor.string && /^-?\d/.test(cursor.typed)) return NOTHING; // a number
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
      return all([
        ...completeStatementElements(cursor, options),
        ...(cursor.beginsStatement
          ? [...completeStatement(cursor, options), ...completeExamples(cursor, options, 'statement')]
          : []),
      ]);
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
          return all(completeOperators(cursor, options));
        default:
          return NOTHING;
      }
    case 'principal-type':
      return all(completePrincipalTypes(cursor, options));
    case 'principal-value':
      return all(completePrincipals(cursor, options, place.type));
    case 'part':
      return all(completeParts(cursor, options, place.parts));
    case 'operator':
      return all(completeOperators(cursor, options));
    case 'operator-value':
      return all(completeConditionKeys(cursor, options, place.operator));
    case 'condition-key':
      return all(completeConditionKeys(cursor, options, place.operator));
    case 'condition-value':
      return all(completeConditionValues(cursor, options, place.operator, place.key));
  }
}
