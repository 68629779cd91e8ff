/** What a rule is, and what it finds. One file a rule; its meta is also its documentation and its tests. */
import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyWriter } from '../hosts/writer.ts';
import type { Edits } from '../model/edit.ts';
import type { SourceSpan } from '../model/span.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Statement } from '../policy/statement.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Category = 'grammar' | 'names' | 'effect' | 'security' | 'size' | 'style';

export interface Fix {
  readonly title: string;
  readonly edits: Edits;
  /**
   * Whether "fix all" and `--fix` may apply it unasked. A safe fix allows no request that was not allowed, lifts no Deny,
   * drops no condition, adds no permission, and rests neither on a guessed kind nor on a name that the catalog lacks.
   * Every other fix is a suggestion.
   */
  readonly isSafe: boolean;
}

export class Finding {
  readonly fixes: Fix[] = [];
  severity: Severity | undefined;
  readonly span: SourceSpan;
  readonly message: string;

  constructor(span: SourceSpan, message: string) {
    this.span = span;
    this.message = shortened(message);
  }

  /** Offers a safe fix. The rule's `fixes.safe` says why it is safe. */
  fix(title: string, edits: Edits): this {
    if (edits.length > 0) this.fixes.push({ title: shortened(title), edits, isSafe: true });
    return this;
  }

  /** Offers a change that only the author can decide on. The rule's `fixes.suggested` says why. */
  suggest(title: string, edits: Edits): this {
    if (edits.length > 0) this.fixes.push({ title: shortened(title), edits, isSafe: false });
    return this;
  }

  /** Offers a fix that is safe under a condition, and a suggestion otherwise. */
  fixIf(isSafe: boolean, title: string, edits: Edits): this {
    return isSafe ? this.fix(title, edits) : this.suggest(title, edits);
  }

  /** Gives this finding another severity than its rule's. */
  as(severity: Severity): this {
    this.severity = severity;
    return this;
  }
}

/** Sentences quote the policy, whose values may be of any length. */
const shortened = (sentence: string): string =>
  sentence.length < 200 ? sentence : sentence.replace(/[^\s"]{150,}/g, (word) => `${word.slice(0, 100)}…`);

/** A finding at what must change: `message` names the thing, says the consequence, and says what to do. */
export function finding(at: SourceSpan | { readonly span: SourceSpan }, message: string): Finding {
  return new Finding('span' in at ? at.span : at, message);
}

/**
 * What every check may ask. A statement's findings are kept by its text, its layout and whether it stands in a list, so
 * nothing here may tell its neighbours.
 */
export interface StatementContext {
  readonly catalog: Catalog;
  readonly kind: PolicyKind;
  /** Whether `${…}` is a policy variable in this policy. */
  readonly hasVariables: boolean;
  /** Whether setting, template or content tell the kind: a safe fix must not rest on one that is guessed. */
  readonly isKindCertain: boolean;
  /** Writes fixes in the document's own syntax and layout. */
  readonly writer: PolicyWriter;
  /** The document's whole text. */
  readonly text: string;
  /** The author's own account, where the settings tell it. */
  readonly account?: string;
  /** The editor's own JSON support reports syntax errors. */
  readonly jsonSyntaxElsewhere: boolean;
}

export interface PolicyContext extends StatementContext {
  readonly document: PolicyDocument;
}

export interface Rule {
  /** Never changes once released. */
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  /** Off unless a setting turns it on. */
  readonly offByDefault?: boolean;
  readonly summary: string;
  readonly explanation: string;
  readonly reference: string;
  /** The kinds of policy that it looks at; all where absent. */
  readonly kinds?: readonly PolicyKind[];
  /** Policies with ⟦marks⟧ around each finding's range; each yields this rule's finding and no other. */
  readonly bad: Example | readonly Example[];
  /** Policies that yield nothing at all. */
  readonly good: Example | readonly Example[];
  /** Of its fixes: why they are safe, and why others are only suggested. */
  readonly fixes?: { readonly safe?: string; readonly suggested?: string };
  /** What a statement must speak of, one or several of TOPICS, for `checkStatement` to be asked. */
  readonly topic?: number;
  checkStatement?(statement: Statement, context: StatementContext): Iterable<Finding>;
  /** A fact: which statements give `checkPolicy` something to look at. It is not asked where there is none. */
  readonly concerns?: (statement: Statement) => boolean;
  checkPolicy?(policy: Policy, context: PolicyContext): Iterable<Finding>;
  checkDocument?(document: PolicyDocument, context: PolicyContext): Iterable<Finding>;
}

/** An example document, and the kind of its policies where the content does not tell. */
export interface Example {
  readonly text: string;
  readonly kind?: PolicyKind;
  /** The ids of other rules that rightly speak of this example too. */
  readonly besides?: readonly string[];
}

/** A fix of many findings of one kind at once; beyond so many of them, the others do without the offer. */
export const MOST_OFFERS = 20;

/** Declares a rule. It only gives the object its type. */
export const defineRule = (rule: Rule): Rule => rule;
