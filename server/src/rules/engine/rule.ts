/** What a rule is. Its metadata is also its documentation and its tests. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import type { Statement } from '../../policy/statement.ts';
import type { FindingDraft, Severity } from './draft.ts';
import type { Organization } from './organization.ts';

export type Category = 'grammar' | 'names' | 'effect' | 'security' | 'size' | 'style';

/**
 * What `checkStatement` may read beside its statement.
 *
 * Architecture invariant: a statement's findings depend on nothing outside the statement but what stands here. They are
 * kept by its text and by its surroundings (see check.ts), so nothing here may depend on the statement's neighbors.
 */
export interface StatementContext {
  readonly catalog: Catalog;
  readonly kind: PolicyKind;
  /** Whether `${…}` is a policy variable in this policy. */
  readonly hasVariables: boolean;
  /** Whether a setting, the template or the content decides the kind: a safe fix must not rest on a guessed kind. */
  readonly isKindCertain: boolean;
  /** The document's whole text, of which a rule reads no more than its statement. */
  readonly text: string;
  /** Writes fixes in the document's own syntax and layout. */
  readonly writer: PolicyWriter;
  /** The author's own account, where the settings name it. */
  readonly account?: string;
  /** What the organization asks, where the config file says it. */
  readonly organization?: Organization;
  /** The editor's own JSON support reports syntax errors. */
  readonly jsonSyntaxElsewhere: boolean;
  /** It reports comments and trailing commas too: in documents whose language has none. */
  readonly commentsElsewhere: boolean;
}

export interface PolicyContext extends StatementContext {
  readonly document: PolicyDocument;
}

/** What there is to read beside a document without a policy. */
type WithoutPolicyContext = Pick<StatementContext, 'catalog' | 'jsonSyntaxElsewhere'>;

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
  /** The kinds of policy that the rule looks at; all kinds where absent. */
  readonly kinds?: readonly PolicyKind[];
  /** Policies with ⟦marks⟧ around each finding's range; each yields this rule's finding and no other. */
  readonly bad: Example | readonly Example[];
  /** Policies that yield nothing at all. */
  readonly good: Example | readonly Example[];
  /** Why the rule's fixes are safe, and why its suggestions are not. */
  readonly fixes?: { readonly safe?: string; readonly suggested?: string };
  /** Whether its findings say that something could not be judged. The command line then ends with exit code 2. */
  readonly meansUnjudged?: boolean;
  /**
   * Whether the rule judges how a value is written. Where the value holds a placeholder, that is the finding
   * (`placeholder-value`), and what this rule would say of it is left out.
   */
  readonly judgesForm?: boolean;
  /** Whether the rule judges what a template fills in. All others are asked with suppositions in its place (supposed.ts). */
  readonly isAboutTemplate?: boolean;
  /** Looks at one statement. Its findings are kept as long as the statement and its surroundings stay the same. */
  checkStatement?(statement: Statement, context: StatementContext): Iterable<FindingDraft>;
  /** Looks at the statements of a policy together. It runs after every change: it begins with a `question` (iam/answers.ts). */
  checkPolicy?(policy: Policy, context: PolicyContext): Iterable<FindingDraft>;
  /** Looks at the whole document, whatever policies it holds. It runs after every change. */
  checkDocument?(document: PolicyDocument, context: PolicyContext): Iterable<FindingDraft>;
  /** Looks at a document in which no IAM policy was found. */
  checkWithoutPolicy?(document: PolicyDocument, context: WithoutPolicyContext): Iterable<FindingDraft>;
}

/** An example document, and the kind of its policies where the content leaves it open. */
export interface Example {
  readonly text: string;
  readonly kind?: PolicyKind;
  /** What the organization asks of it. */
  readonly organization?: Organization;
  /** The ids of other rules that rightly report this example too. */
  readonly besides?: readonly string[];
}

/** One split fixes every finding of its kind, so only the first findings carry the fix. */
export const MAX_SPLIT_FIXES = 20;

/** Declares a rule. It only gives the object its type. */
export const defineRule = (rule: Rule): Rule => rule;
