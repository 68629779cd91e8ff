/** Findings as plain data: what `check` returns. */
import { shiftEdit } from '../../model/edit.ts';
import { type SourceSpan, shiftSpan } from '../../model/span.ts';
import type { FindingDraft, Fix, Severity } from './draft.ts';
import type { Rule } from './rule.ts';

/** A finding as plain data. It is never changed. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** The smallest text that must change. */
  readonly span: SourceSpan;
  readonly message: string;
  /** The page that explains it, where that is not its rule's. */
  readonly link?: string;
  readonly fixes: readonly Fix[];
}

/** The finding that a rule has drafted. `configured` is the severity that the author gave to the rule. */
export const finished = (rule: Rule, draft: FindingDraft, configured: Severity | undefined): Finding => ({
  rule,
  severity: configured ?? draft.severity ?? rule.severity,
  span: draft.span,
  message: draft.message,
  ...(draft.link !== undefined && { link: draft.link }),
  fixes: draft.fixes,
});

/** The same finding in a text that has grown by `by` characters before it. */
export const shiftFinding = (finding: Finding, by: number): Finding =>
  by === 0
    ? finding
    : { ...finding, span: shiftSpan(finding.span, by), fixes: finding.fixes.map((fix) => shiftFix(fix, by)) };

const shiftFix = (fix: Fix, by: number): Fix => ({ ...fix, edits: fix.edits.map((edit) => shiftEdit(edit, by)) });
