/** What a rule yields: a finding that its methods build up. */
import type { Edits } from '../../model/edit.ts';
import { printable } from '../../model/printable.ts';
import type { SourceSpan } from '../../model/span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

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

/** What a rule yields: its methods change it, `check` reads it once, and then it is discarded. */
export class FindingDraft {
  readonly fixes: Fix[] = [];
  severity: Severity | undefined;
  link: string | undefined;
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

  /** Gives this finding another page than its rule's. */
  linkTo(link: string): this {
    this.link = link;
    return this;
  }

  /** Gives this finding another severity than its rule's. */
  as(severity: Severity): this {
    this.severity = severity;
    return this;
  }
}

/** The longest message. It quotes texts of the document shortened (model/printable.ts), but may quote several. */
const LONGEST = 1000;

const shortened = (sentence: string): string =>
  printable(sentence.length <= LONGEST ? sentence : `${sentence.slice(0, LONGEST - 1)}…`);

/** Begins a finding at the text that must change. `message` names the thing, its consequence, and what to do. */
export function finding(at: SourceSpan | { readonly span: SourceSpan }, message: string): FindingDraft {
  return new FindingDraft('span' in at ? at.span : at, message);
}
