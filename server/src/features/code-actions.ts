/** Code actions: the fixes of findings, and "fix all of this kind". */

import type { Span } from '../policy/json.ts';
import type { CheckedFinding } from '../rules/check.ts';
import { applyEdits } from '../rules/edit.ts';
import type { Edit, Fix } from '../rules/rule.ts';

export interface CodeAction {
  readonly title: string;
  readonly finding: CheckedFinding;
  readonly edits: readonly Edit[];
  /** Whether it is the one certain mend. */
  readonly isPreferred: boolean;
}

/** The fixes of the findings that touch a range, and for each kind with several certain mends one that applies them all. */
export function codeActions(findings: readonly CheckedFinding[], range: Span): readonly CodeAction[] {
  const here = findings.filter(({ span }) => span.start <= range.end && range.start <= span.end);
  const single = here.flatMap((finding) =>
    finding.fixes.map(
      ({ title, edits, certain }): CodeAction => ({
        title,
        finding,
        edits,
        isPreferred: certain && finding.fixes.filter((fix) => fix.certain).length === 1,
      }),
    ),
  );
  const together = [...new Map(here.map((finding) => [finding.rule.id, finding])).values()].flatMap((finding) => {
    const fellows = findings.filter(({ rule, fixes }) => rule === finding.rule && certainFix(fixes));
    if (fellows.length < 2) return [];
    const edits = fixAll(fellows);
    return [
      { title: `Fix all ${fellows.length} of “${finding.rule.id}” in this file`, finding, edits, isPreferred: false },
    ];
  });
  return [...single, ...together];
}

const certainFix = (fixes: readonly Fix[]): Fix | undefined => {
  const certain = fixes.filter((fix) => fix.certain);
  return certain.length === 1 ? certain[0] : undefined;
};

/** The certain mends of all findings, as far as they do not touch each other; what is left is for a second run. */
export function fixAll(findings: readonly CheckedFinding[]): readonly Edit[] {
  const chosen: Edit[] = [];
  for (const { fixes } of findings) {
    const fix = certainFix(fixes);
    if (fix?.edits.every((edit) => chosen.every((other) => !overlap(edit.span, other.span)))) chosen.push(...fix.edits);
  }
  return chosen;
}

const overlap = (a: Span, b: Span) =>
  a.start < b.end && b.start < a.end
    ? true
    : a.start === a.end || b.start === b.end
      ? a.start <= b.end && b.start <= a.end
      : false;

/** The text after all certain mends, run until nothing changes (at most ten times). */
export function fixText(text: string, find: (text: string) => readonly CheckedFinding[]): string {
  let current = text;
  for (let round = 0; round < 10; round++) {
    const edits = fixAll(find(current));
    if (edits.length === 0) break;
    current = applyEdits(current, edits);
  }
  return current;
}
