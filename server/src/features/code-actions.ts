/** Code actions: the fixes and suggestions of findings, and "fix all of this kind". */

import type { HostDocument } from '../hosts/host.ts';
import type { Replacement } from '../model/edit.ts';
import type { Span } from '../model/span.ts';
import type { Finding } from '../rules/engine/finding.ts';
import { type Checker, safeFix } from './fix-all.ts';
import { titles } from './titles.ts';

export interface CodeAction {
  readonly title: string;
  readonly finding: Finding;
  /** Undefined for the safe fixes of all findings of the rule: they are computed when the action is chosen. */
  readonly edits: readonly Replacement[] | undefined;
  /** Whether it is the one safe fix. */
  readonly isPreferred: boolean;
}

/** The fixes of the findings that touch a range, and for each kind with several safe ones an action that applies them all. */
export function codeActions(document: HostDocument, checker: Checker, range: Span): readonly CodeAction[] {
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
    const isFellow = (other: Finding) => other.rule === finding.rule;
    const count = findings.filter((other) => isFellow(other) && safeFix(other)).length;
    if (count < 2) return [];
    const title = `Fix all ${count} of “${finding.rule.id}” in this file`;
    return [{ title, finding, edits: undefined, isPreferred: false }];
  });
  return [...single, ...together];
}
