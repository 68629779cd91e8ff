/** What a completion is, and what every place's provider is given. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import type { Replacement } from '../../model/edit.ts';
import type { Span } from '../../model/span.ts';
import type { Organization } from '../../rules/engine/organization.ts';
import type { PolicySnippet } from '../../snippets/snippets.ts';

export type CompletionKind =
  | 'element'
  | 'keyword'
  | 'service'
  | 'action'
  | 'wildcard'
  | 'resource'
  | 'field'
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
  /** Whether its lines have their indentation already. */
  readonly isIndented?: boolean;
  readonly replace: Span;
  /** The text that editors match the typed text against. It begins like the text that `replace` covers. */
  readonly filter: string;
  readonly sort: string;
  readonly deprecated?: boolean;
  /** Whether the next list should open once this is accepted. */
  readonly retrigger?: boolean;
  /** Whether it fills in one field of a template, so that the next field comes after it. */
  readonly isField?: boolean;
  readonly additional?: readonly Replacement[];
  readonly documentation?: DocumentationOf;
}

export interface CompletionList {
  readonly items: readonly Completion[];
  /** Whether further typing may bring items that are not in the list. */
  readonly isIncomplete: boolean;
}

/** How the author came to a list: by a key of theirs that is also a trigger character, by typing on, or by asking for it. */
export interface Trigger {
  /** The trigger character; undefined after any other key, and for a list that was asked for. */
  readonly character?: string | undefined;
}

export interface CompletionOptions {
  readonly catalog: Catalog;
  /** The writer of the document. */
  readonly writer: PolicyWriter;
  /** Whether the client can insert tab stops. */
  readonly snippets: boolean;
  readonly defaultRegion?: string;
  readonly defaultAccount?: string;
  /** What the organization asks of policies: what it allows is offered first. */
  readonly organization?: Organization;
  /** Other documents of the author, whose ARNs show which accounts and Regions are in use. */
  readonly otherTexts?: () => Iterable<string>;
  readonly today?: Date;
  readonly trigger?: Trigger;
  /** The example policies, where the editor does not offer them itself. */
  readonly examples?: () => readonly PolicySnippet[];
}
