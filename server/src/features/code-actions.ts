/** Code actions: the fixes and suggestions of findings, and "fix all of this kind". */
import { newAccess } from '../access/compare.ts';
import { applyEdits, type Replacement } from '../model/edit.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Span } from '../policy/json.ts';
import type { CheckedFinding } from '../rules/check.ts';
import type { Fix } from '../rules/rule.ts';
import { type Checker, safeFix } from './fix-all.ts';

export interface CodeAction {
  readonly title: string;
  readonly finding: CheckedFinding;
  /** Undefined for the safe fixes of all findings of the rule: they are found when the action is chosen. */
  readonly edits: readonly Replacement[] | undefined;
  /** Whether it is the one safe fix. */
  readonly isPreferred: boolean;
}

/** The fixes of the findings that touch a range, and for each kind with several safe ones an action that applies them all. */
export function codeActions(document: PolicyDocument, checker: Checker, range: Span): readonly CodeAction[] {
  const findings = checker.check(document);
  const here = findings.filter(({ span }) => span.start <= range.end && range.start <= span.end);
  const titleOf = titles(document, checker);
  const single = here.flatMap((finding) =>
    finding.fixes.map(
      (fix): CodeAction => ({
        title: titleOf(fix),
        finding,
        edits: fix.edits,
        isPreferred: fix === safeFix(finding),
      }),
    ),
  );
  const together = [...new Map(here.map((finding) => [finding.rule.id, finding])).values()].flatMap((finding) => {
    const isFellow = (other: CheckedFinding) => other.rule === finding.rule;
    const count = findings.filter((other) => isFellow(other) && safeFix(other)).length;
    if (count < 2) return [];
    const title = `Fix all ${count} of “${finding.rule.id}” in this file`;
    return [{ title, finding, edits: undefined, isPreferred: false }];
  });
  return [...single, ...together];
}

/** What a list of the editor shows beside the warning: a title that is cut off must not lose that. */
const LONGEST = 100;

const cut = (title: string): string => (title.length > LONGEST ? `${title.slice(0, LONGEST)}…` : title);

/** Of so many suggestions of a document it is asked what they let through: each costs a comparison of the whole policies. */
const MOST_ASKED = 100;

/**
 * Gives fixes of one document their titles. A suggestion that lets more through says so, whichever rule it is of: the
 * policies before and after are asked. Where too many suggestions were asked about before, it says that it may.
 */
export function titles(document: PolicyDocument, { read, catalog }: Checker): (fix: Fix) => string {
  let asked = 0;
  return ({ title, edits, isSafe }) => {
    if (isSafe) return title;
    if (++asked > MOST_ASKED) return `${cut(title)} (may widen access)`;
    const after = read(applyEdits(document.text, edits), document);
    return newAccess(document, after, catalog) ? `${cut(title)} (widens access)` : title;
  };
}
