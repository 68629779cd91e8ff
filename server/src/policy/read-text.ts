/** What a host reads from a text, before policies are read from it. */
import type { Node } from '../model/node.ts';
import type { SourceSpan } from '../model/span.ts';
import type { PolicyKind } from './kind.ts';

/** How many levels of nesting are read. Policies have ten at most, and templates some ten more. */
export const MOST_LEVELS = 200;

/** A part of the text that could not be read. */
export interface Problem {
  readonly span: SourceSpan;
  readonly message: string;
}

/**
 * What of a policy is edited: in a string, in which every quote is escaped, nothing; of the inputs of a module, which has names of
 * its own for the elements, the values.
 */
export type Editing = 'all' | 'values' | 'none';

/** An object that is a policy, and what its place says about it. */
export interface FoundPolicy {
  readonly node: Node;
  /** The kind that its place gives to it. */
  readonly kind: PolicyKind | undefined;
  /** The roles that have it, by their names in the document: of a trust policy, where all that the role has is in the document. */
  readonly roles?: readonly string[];
  /** Whether the framework adds the version, so that none is missing. */
  readonly isVersionImplied?: boolean;
  /** Whether it is the whole document, or one of a list that is. */
  readonly isRoot: boolean;
  /** What of it is edited; all of it where nothing is said. */
  readonly editing?: Editing;
}

/** What a host reads from a text. */
export interface ReadText {
  readonly root: Node | undefined;
  /** Mistakes in the syntax of JSON. */
  readonly problems: readonly Problem[];
  /** What is about policies, and could not be read. */
  readonly unread: readonly SourceSpan[];
  /** The opening brackets of the values that are nested too deeply: what is in them was not read. */
  readonly tooDeep: readonly SourceSpan[];
  readonly found: readonly FoundPolicy[];
  /** Whether AWS is given the policies as they are written, white space included, and not as JSON made of them. */
  readonly isVerbatim: boolean;
}

/** What is read from a text that holds no policy. */
export const NOTHING_READ: ReadText = {
  root: undefined,
  problems: [],
  unread: [],
  tooDeep: [],
  found: [],
  isVerbatim: false,
};
