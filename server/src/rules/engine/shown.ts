/** Which findings of a document are shown: a list that nobody can read, and that no editor can hold, helps nobody. */
import type { SourceSpan } from '../../model/span.ts';
import { moreFindings } from '../document/more-findings.ts';
import { MOST_FINDINGS } from './bounds.ts';
import { type FindingDraft, finding } from './draft.ts';
import { type Finding, finished } from './finding.ts';
import type { Severities } from './work.ts';

const BY_IMPORTANCE = ['error', 'warning', 'information', 'hint'] as const;

const byPosition = (a: Finding, b: Finding) => a.span.start - b.span.start || a.span.end - b.span.end;

/** By position: all findings, or the most severe ones and one that says how many are left out. */
export function shown(found: readonly Finding[], severities: Severities | undefined): readonly Finding[] {
  const sorted = found.toSorted(byPosition);
  if (sorted.length <= MOST_FINDINGS) return sorted;
  const importantFirst = BY_IMPORTANCE.flatMap((severity) => sorted.filter((each) => each.severity === severity));
  const kept = importantFirst.slice(0, MOST_FINDINGS);
  const [first, ...others] = importantFirst.slice(MOST_FINDINGS).sort(byPosition);
  const severity = severities?.[moreFindings.id];
  if (first && severity !== 'off') kept.push(finished(moreFindings, leftOut(first.span, others.length + 1), severity));
  return kept.sort(byPosition);
}

/** Stands where the first of the findings that are left out would stand. */
const leftOut = (first: SourceSpan, count: number): FindingDraft =>
  finding(
    first,
    `${count} more findings of this document, from here on, are not shown. Resolve some of those that are, and these come into view.`,
  );
